"""The sandbox's page in a real browser, against the real sandbox; no bot is connected."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from page_in_a_browser import PHONE, opened
from playwright.sync_api import Browser, Page, expect
from slack_on_the_wire import Workspace, actions, button, running, section

LINK = "https://x.com/messages/compose?recipient_id=1000&text=My%20address%20is%20"
SURE = {
    "title": {"type": "plain_text", "text": "Sure?"},
    "text": {"type": "mrkdwn", "text": "Nothing more is sent."},
    "confirm": {"type": "plain_text", "text": "Yes"},
    "deny": {"type": "plain_text", "text": "No"},
}
CARD: list[dict[str, Any]] = [
    section("> *broken* &lt;b&gt; <@U0ADA> <https://a.example|a link>"),
    actions(
        button("send_1", "1", style="primary"),
        button("dismiss", words="Not a request", style="danger", confirm=SURE),
        block_id="suggestions",
    ),
]


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    """A running sandbox with nothing in it."""
    with running(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def laptop(browser: Browser, slack: Workspace) -> Iterator[Page]:
    """The page at the size of a laptop."""
    with opened(browser, slack) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, slack: Workspace) -> Iterator[Page]:
    """The page at the size of a phone."""
    with opened(browser, slack, PHONE) as page:
        yield page


def card(slack: Workspace) -> str:
    """Post the case card and return its timestamp."""
    return str(slack.client.chat_postMessage(channel="C0TRIAGE", text="C-12", blocks=CARD)["ts"])


def test_the_empty_page_says_what_to_do_first(laptop: Page) -> None:
    """One click on the hint puts the first post into the field, as Anna."""
    laptop.get_by_test_id("x-try").click()

    expect(laptop.get_by_test_id("x-compose")).to_have_value("@acme my export is broken")
    expect(laptop.get_by_test_id("x-customer")).to_have_value("anna_k")


def test_a_post_that_is_written_on_the_page_stands_in_its_conversation(laptop: Page) -> None:
    """The post shows its author, and the field is ready for the next one."""
    laptop.get_by_test_id("x-customer").select_option("mia_dev")
    laptop.get_by_test_id("x-compose").fill("@acme is it <b>me</b>?")
    laptop.get_by_test_id("x-compose-send").click()

    post = laptop.get_by_test_id("x-post")
    expect(post).to_contain_text("@acme is it <b>me</b>?")
    expect(post).to_have_attribute("data-author", "mia_dev")
    expect(laptop.get_by_test_id("x-compose")).to_have_value("@acme ")


def test_the_brand_answers_under_the_post_and_is_labelled(laptop: Page, slack: Workspace) -> None:
    """A reply stands after the post it answers, with the label of an automated account."""
    first = slack.control("x/post", **{"as": "anna_k", "text": "@acme broken"})
    slack.control("x/post", **{"as": "bo_writes", "text": "@acme hello"})
    slack.control("x/post", **{"as": "acme", "text": "One second, Anna.", "reply_to": first["id"]})

    posts = laptop.locator(f'[data-conversation="{first["id"]}"]').get_by_test_id("x-post")
    expect(posts).to_have_count(2)
    expect(posts.nth(1)).to_contain_text("Automated")
    expect(posts.nth(1)).to_contain_text("One second, Anna.")


def test_a_button_of_a_card_reaches_the_control_api(laptop: Page, slack: Workspace) -> None:
    """A click names the person, the message and the element."""
    stamp = card(slack)
    with laptop.expect_request("**/control/slack/click") as seen:
        laptop.locator('[data-action-id="send_1"]').click()

    assert json.loads(seen.value.post_data or "") == {
        "as": "U0ADA",
        "channel": "C0TRIAGE",
        "ts": stamp,
        "action_id": "send_1",
        "block_id": "suggestions",
        "value": "1",
    }


def test_a_card_shows_the_text_of_a_customer_as_text(laptop: Page, slack: Workspace) -> None:
    """Markup of Slack is drawn; what was escaped stays what the customer wrote."""
    stamp = card(slack)

    shown = laptop.locator(f'[data-ts="{stamp}"]')
    expect(shown.locator("blockquote")).to_have_text("broken <b> @Ada a link")
    expect(shown.locator("blockquote strong")).to_have_text("broken")
    expect(shown.get_by_role("link", name="a link")).to_have_attribute("href", "https://a.example")


def test_a_button_with_a_question_asks_first(laptop: Page, slack: Workspace) -> None:
    """Saying no sends nothing; the button is there as before."""
    card(slack)
    clicks: list[str] = []
    laptop.on("request", lambda request: clicks.append(request.url) if "click" in request.url else None)
    laptop.get_by_role("button", name="Not a request").click()
    laptop.get_by_test_id("confirm-no").click()

    expect(laptop.get_by_test_id("confirm")).to_be_hidden()
    assert clicks == []


def test_a_bot_that_does_not_answer_is_told_in_a_toast(laptop: Page, slack: Workspace) -> None:
    """A click that nobody acknowledges ends in a sentence."""
    card(slack)
    laptop.locator('[data-action-id="send_1"]').click()

    expect(laptop.get_by_test_id("toast")).to_contain_text("did not answer")


def test_a_compose_link_opens_the_private_message_ready_to_send(laptop: Page, slack: Workspace) -> None:
    """The customer who clicks it writes to the brand with the text of the link."""
    first = slack.control("x/post", **{"as": "anna_k", "text": "@acme broken"})
    slack.control("x/post", **{"as": "acme", "text": f"Write to us: {LINK}", "reply_to": first["id"]})
    laptop.get_by_test_id("x-dm-link").click()
    field = laptop.get_by_test_id("x-dm-compose")
    expect(field).to_have_value("My address is ")
    field.press_sequentially("anna@mail.example")
    laptop.get_by_test_id("x-dm-send").click()

    expect(laptop.get_by_test_id("x-dm")).to_contain_text("My address is anna@mail.example")


def test_a_direct_message_is_for_one_customer_only(laptop: Page, slack: Workspace) -> None:
    """What Anna wrote in private is not there for Bo."""
    slack.control("x/message", **{"as": "anna_k", "text": "only for you"})
    laptop.get_by_test_id("x-dm-open").click()
    expect(laptop.get_by_test_id("x-dm")).to_have_count(1)
    laptop.get_by_test_id("x-customer").select_option("bo_writes")

    expect(laptop.get_by_test_id("x-dm")).to_have_count(0)


def test_customers_in_slack_do_not_see_the_triage_channel(laptop: Page) -> None:
    """Carl's sidebar holds the customers' channel only."""
    laptop.get_by_test_id("slack-person").select_option("U0CARL")

    expect(laptop.get_by_test_id("slack-channel-C0HELP")).to_be_visible()
    expect(laptop.get_by_test_id("slack-channel-C0TRIAGE")).to_have_count(0)


def test_a_reply_goes_into_the_thread(laptop: Page, slack: Workspace) -> None:
    """What staff write after Reply in thread belongs to the card."""
    stamp = card(slack)
    laptop.locator(f'[data-ts="{stamp}"]').hover()
    laptop.get_by_test_id("slack-reply").click()
    laptop.get_by_test_id("slack-compose").fill("Looks like yesterday's bug")
    with laptop.expect_request("**/control/slack/message") as seen:
        laptop.get_by_test_id("slack-compose").press("Enter")

    assert json.loads(seen.value.post_data or "")["thread_ts"] == stamp
    expect(laptop.locator(".replies").get_by_test_id("slack-message")).to_contain_text("yesterday's bug")


def test_a_new_direct_message_shows_in_the_sidebar(laptop: Page, slack: Workspace) -> None:
    """Ada sees one new message until she opens it."""
    talk = slack.client.conversations_open(users="U0ADA")["channel"]["id"]
    slack.client.chat_postMessage(channel=talk, text="C-12 is yours, Ada")
    item = laptop.get_by_test_id(f"slack-channel-{talk}")
    expect(item).to_have_attribute("data-unread", "1")
    item.click()

    expect(item).to_have_attribute("data-unread", "0")
    expect(laptop.get_by_test_id("slack-message")).to_contain_text("C-12 is yours, Ada")


def test_what_is_being_typed_survives_a_change(laptop: Page, slack: Workspace) -> None:
    """News from elsewhere leaves text and focus where they are."""
    field = laptop.get_by_test_id("slack-compose")
    field.fill("half a sent")
    card(slack)
    expect(laptop.get_by_test_id("slack-message")).to_have_count(1)

    expect(field).to_be_focused()
    expect(field).to_have_value("half a sent")


def test_a_redrawn_card_keeps_the_focus_on_its_button(laptop: Page, slack: Workspace) -> None:
    """Somebody who uses the keyboard stays where they were when the app updates the message."""
    stamp = card(slack)
    button = laptop.locator('[data-action-id="send_1"]')
    button.focus()
    changed = [section("Taken"), *CARD[1:]]
    slack.client.chat_update(channel="C0TRIAGE", ts=stamp, text="C-12", blocks=changed)
    expect(laptop.get_by_text("Taken")).to_be_visible()

    expect(button).to_be_focused()


def test_the_clock_moves_forward(laptop: Page) -> None:
    """Three minutes are three minutes, and the page says so."""
    laptop.get_by_test_id("clock-plus-180").click()

    expect(laptop.get_by_role("group", name="The sandbox's clock")).to_contain_text("3 min ahead")
    expect(laptop.get_by_test_id("clock-now")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))


def test_a_fault_is_switched_on_and_cleared(laptop: Page) -> None:
    """The menu shows what is on, by keyboard too."""
    laptop.get_by_test_id("faults-open").press("Enter")
    laptop.get_by_test_id("fault-x-429").click()
    expect(laptop.get_by_test_id("faults-menu")).to_contain_text("X: too many requests, once more")
    laptop.get_by_test_id("faults-clear").click()

    expect(laptop.get_by_test_id("faults-menu")).to_contain_text("Nothing is switched on.")


def test_a_phone_shows_one_side_at_a_time(phone: Page, slack: Workspace) -> None:
    """The tabs switch between X and Slack, nothing sticks out, and news of the other side is marked."""
    card(slack)
    expect(phone.get_by_test_id("tab-slack").locator(".dot")).to_be_visible()
    expect(phone.get_by_test_id("slack-message")).to_be_hidden()
    phone.get_by_test_id("tab-slack").click()

    expect(phone.get_by_test_id("slack-message")).to_be_visible()
    expect(phone.get_by_test_id("x-compose")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("name", ["routes.py", "index.html", "..%2fapp.py", "missing.js"])
def test_only_the_files_of_the_page_are_served(slack: Workspace, name: str) -> None:
    """Any other name is not found."""
    assert requests.get(f"{slack.server.url}/static/{name}", timeout=5).status_code == 404
