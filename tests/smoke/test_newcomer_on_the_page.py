"""The newcomer's first minutes: the page of `make sandbox` with the real bot behind it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.rehearsal import Rehearsal

LAPTOP = {"width": 1366, "height": 800}
ADDRESS = "anna.keller@example.com"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The page of a fresh sandbox."""
    with Rehearsal() as rehearsal:
        context = browser.new_context(viewport=LAPTOP)  # type: ignore[arg-type]
        context.set_default_timeout(40_000)
        expect.set_options(timeout=40_000)
        opened = context.new_page()
        opened.goto(rehearsal.server.url)
        yield opened
        context.close()
        expect.set_options(timeout=5_000)


def posts(page: Page, author: str) -> Locator:
    """The posts of somebody on X."""
    return page.locator(f'[data-testid="x-post"][data-author="{author}"]')


def write(page: Page, text: str) -> None:
    """Post on X as the chosen customer."""
    page.get_by_test_id("x-compose").fill(text)
    page.get_by_test_id("x-compose-send").click()


def cards(page: Page) -> Locator:
    """The case cards in the open Slack channel."""
    return page.locator('[data-testid="slack-message"]:has([data-action-id])')


def test_a_newcomer_sees_the_whole_loop(page: Page) -> None:
    """Post, holding reply, card with three suggestions, private message, Send, timeout, email ask, address, ticket."""
    page.get_by_test_id("slack-channel-C0TRIAGE").click()
    write(page, "@acme my export ends with an error, how can I get my data out?")
    expect(posts(page, "acme")).to_have_count(1)
    expect(cards(page)).to_have_count(1)
    expect(cards(page).locator('[data-action-id^="send:"]')).to_have_count(3)

    page.locator('[data-testid^="slack-channel-D"]', has_text="triage-bot").click()
    expect(page.get_by_test_id("slack-message").filter(has_text="You are on duty")).to_have_count(1)

    page.get_by_test_id("slack-channel-C0TRIAGE").click()
    # A click on what is drawn anew in that moment is lost: the private message has such a button as well.
    expect(page.get_by_test_id("slack-message").filter(has_text="You are on duty")).to_have_count(0)
    cards(page).first.locator('[data-action-id="send:0"]').click()
    expect(posts(page, "acme")).to_have_count(2)
    expect(cards(page).locator('[data-action-id^="send:"]')).to_have_count(0)

    page.get_by_test_id("x-customer").select_option("bo_writes")
    write(page, "@acme I was charged twice and would like a refund for invoice 4711")
    expect(posts(page, "acme")).to_have_count(3)
    page.get_by_test_id("clock-plus-180").click()
    expect(posts(page, "acme")).to_have_count(4)

    page.get_by_test_id("x-dm-link").click()
    message = page.get_by_test_id("x-dm-compose")
    expect(message).to_have_value(re.compile("^Ref [A-Z0-9]{5} My email address is $"))
    message.press("End")
    message.press_sequentially(ADDRESS)
    page.get_by_test_id("x-dm-send").click()
    expect(page.locator('[data-testid="x-dm"][data-author="acme"]')).to_contain_text("T-1001")

    card = cards(page).filter(has_text="C-2")
    expect(card).to_contain_text("T-1001")
    expect(page.get_by_test_id("slack-message").filter(has_text=ADDRESS)).to_have_count(0)
