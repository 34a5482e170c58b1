"""Modals on the sandbox's page, in a real browser; the test plays the app on a bare socket."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_in_a_browser import opened
from playwright.sync_api import Browser, Page, expect
from slack_on_the_wire import Socket, Workspace, actions, button, modal, running, text_input

TOPIC = {
    "type": "input",
    "block_id": "topic",
    "optional": True,
    "label": {"type": "plain_text", "text": "Topic"},
    "element": {
        "type": "static_select",
        "action_id": "pick",
        "options": [{"text": {"type": "plain_text", "text": word}, "value": word} for word in ("bill", "export")],
    },
}


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    """A running sandbox with nothing in it."""
    with running(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def app(slack: Workspace) -> Socket:
    """The app's connection; the case card is posted already."""
    socket = slack.connect()
    slack.client.chat_postMessage(channel="C0TRIAGE", text="card", blocks=[actions(button("edit", words="Edit"))])
    socket.next()
    return socket


@pytest.fixture
def page(browser: Browser, slack: Workspace, app: Socket) -> Iterator[Page]:
    """The page with a modal open for Ada."""
    with opened(browser, slack) as page:
        page.get_by_role("button", name="Edit").click()
        trigger = app.next()["trigger_id"]
        slack.client.views_open(trigger_id=trigger, view=modal(text_input("answer", "text", multiline=True), TOPIC))
        expect(page.get_by_test_id("modal")).to_be_visible()
        yield page


def values_of(payload: Any) -> Any:
    """What stands in the fields of a submitted modal."""
    return payload["view"]["state"]["values"]


def test_a_modal_starts_in_its_first_field(page: Page) -> None:
    """Somebody who uses the keyboard can type at once."""
    expect(page.get_by_label("Text")).to_be_focused()


def test_a_modal_sends_what_was_entered(page: Page, app: Socket) -> None:
    """The app gets text and choice in Slack's shape, and the modal closes."""
    page.get_by_label("Text").fill("What happens then?")
    page.get_by_label("Topic").select_option("export")
    page.get_by_test_id("modal-submit").click()
    values = values_of(app.next())
    expect(page.get_by_test_id("modal")).to_be_hidden()

    assert values["answer"]["text"]["value"] == "What happens then?"
    assert values["topic"]["pick"]["selected_option"]["value"] == "export"


def test_a_complaint_of_the_app_stands_at_its_field(page: Page, app: Socket) -> None:
    """The modal stays open, with what was typed and what is wrong with it."""
    page.get_by_label("Text").fill("why?")
    page.get_by_test_id("modal-submit").click()
    app.next({"response_action": "errors", "errors": {"answer": "Ask what, not why."}})

    expect(page.get_by_text("Ask what, not why.")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("why?")
    expect(page.get_by_label("Text")).to_be_focused()


def test_news_leave_an_open_modal_alone(page: Page, slack: Workspace) -> None:
    """What is being typed survives a change elsewhere."""
    page.get_by_label("Text").fill("half a sent")
    slack.control("x/post", **{"as": "anna_k", "text": "@acme broken"})
    expect(page.get_by_test_id("x-post")).to_have_count(1)

    expect(page.get_by_label("Text")).to_have_value("half a sent")


def test_escape_closes_the_modal_for_slack_too(page: Page, slack: Workspace) -> None:
    """After Escape, Slack has no open view."""
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal")).to_be_hidden()

    assert slack.seen()["views"] == []


def test_a_modal_is_for_who_opened_it(page: Page, slack: Workspace) -> None:
    """Grace does not see Ada's modal."""
    page.get_by_test_id("slack-person").select_option("U0GRACE", force=True)

    expect(page.get_by_test_id("modal")).to_be_hidden()
