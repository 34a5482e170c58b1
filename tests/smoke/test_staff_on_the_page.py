"""A junior's and a lead's morning on the sandbox's page, with the real bot behind it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.rehearsal import Rehearsal

LAPTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    with Rehearsal() as running:
        yield running


@pytest.fixture
def page(browser: Browser, rehearsal: Rehearsal) -> Iterator[Page]:
    """The page of a fresh sandbox, open in the triage channel as Ada, who is the junior."""
    context = browser.new_context(viewport=LAPTOP)  # type: ignore[arg-type]
    context.set_default_timeout(40_000)
    expect.set_options(timeout=40_000)
    opened = context.new_page()
    opened.goto(rehearsal.server.url)
    opened.get_by_test_id("slack-channel-C0TRIAGE").click()
    yield opened
    expect.set_options(timeout=5_000)
    context.close()


def ask_on_x(page: Page, text: str, who: str = "anna_k") -> None:
    """Post on X as a customer."""
    page.get_by_test_id("x-customer").select_option(who)
    page.get_by_test_id("x-compose").fill(text)
    page.get_by_test_id("x-compose-send").click()


def brand(page: Page) -> Locator:
    """What the brand has said in public."""
    return page.locator('[data-testid="x-post"][data-author="acme"]')


def message(page: Page, text: str) -> Locator:
    """The messages with these words in the open Slack channel."""
    return page.get_by_test_id("slack-message").filter(has_text=text)


def become(page: Page, user: str, place: str) -> None:
    """Be somebody else in Slack, and go somewhere."""
    page.get_by_test_id("slack-person").select_option(user)
    where = '[data-testid^="slack-channel-D"]' if place == "direct" else f'[data-testid="slack-channel-{place}"]'
    page.locator(where).first.click()


def home(page: Page) -> Locator:
    return page.get_by_test_id("slack-home")


def type_command(page: Page, text: str) -> None:
    page.get_by_test_id("slack-compose").fill(text)
    page.get_by_test_id("slack-compose-send").click()


def test_a_junior_answers_and_a_lead_takes_over(page: Page) -> None:
    """Card, edit window with a finding, answer; then nobody acknowledges, the lead does, and sees it on her Home."""
    ask_on_x(page, "@acme my export ends with an error, how can I get my data out?")
    expect(message(page, "C-1").locator('[data-action-id^="send:"]')).to_have_count(3)
    message(page, "C-1").locator('[data-action-id="edit:0"]').click()
    words = page.get_by_test_id("modal").locator("textarea").first
    words.fill("Hi Anna, why did you do that?")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_contain_text("“why” sounds like an accusation")
    expect(brand(page)).to_have_count(1)
    words.fill("Hi Anna, the export works again. Please try it once more and tell me what you see.")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_be_hidden()
    expect(brand(page)).to_have_count(2)
    expect(message(page, "C-1").first).to_contain_text("Answered by Ada")

    ask_on_x(page, "@acme I was charged twice and would like a refund for invoice 4711", "bo_writes")
    expect(message(page, "C-2").first).to_be_visible()
    page.get_by_test_id("clock-plus-900").click()
    become(page, "U0GRACE", "direct")
    expect(message(page, "C-2").first).to_be_visible()
    message(page, "C-2").first.locator('[data-action-id="take"]').click()

    expect(message(page, "C-2").first).to_contain_text("Grace")
    become(page, "U0ADA", "direct")
    expect(message(page, "C-2").first).to_contain_text("Grace")

    become(page, "U0GRACE", "home")
    expect(home(page)).to_contain_text("You have it and the customer waits")
    expect(home(page)).to_contain_text("Open cases by team")
    chart = home(page).locator("img.uploaded")
    expect(chart).to_be_visible()
    assert chart.evaluate("one => one.complete && one.naturalWidth") > 0
    home(page).get_by_role("button", name="Dark chart").click()
    expect(home(page).get_by_role("button", name="Light chart")).to_be_visible()

    home(page).get_by_role("button", name="Pause").click()
    page.get_by_test_id("confirm").get_by_role("button", name="Pause").click()
    expect(home(page)).to_contain_text("Paused since")

    become(page, "U0ADA", "home")
    expect(home(page)).not_to_contain_text("Open cases by team")
    expect(home(page)).to_contain_text("answered by Ada")


def test_a_command_is_answered_to_who_typed_it(page: Page) -> None:
    """Ada sees it, Grace does not."""
    type_command(page, "/triage status")
    expect(message(page, "on duty: Ada").first).to_be_visible()
    become(page, "U0GRACE", "C0TRIAGE")
    expect(message(page, "on duty: Ada")).to_have_count(0)


def test_a_home_fits_a_phone(page: Page) -> None:
    """Nothing has to be pushed sideways."""
    ask_on_x(page, "@acme my export ends with an error, how can I get my data out?")
    expect(message(page, "C-1").first).to_be_visible()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_test_id("tab-slack").click()
    become(page, "U0GRACE", "home")
    expect(home(page).locator("img.uploaded")).to_be_visible()
    wide = home(page).evaluate("one => one.scrollWidth - one.clientWidth")
    assert wide <= 0
