"""A held message tells a lead what was to be said to whom and why it was held, and offers only what may be done."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_stories import STORIES, TEXT
from test_slack_cards import story

from bot.adapters.slack.cards import Drawn
from bot.adapters.slack.held import draw_held
from bot.domain.response import ResponseKind
from bot.ports.staffroom import HeldMessage, Story
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

CARD = "https://acme.slack.com/archives/C0TRIAGE/p1"
HELD = HeldMessage(
    "e7", ResponseKind.HOLD, "Dear {FirstName}, one second", "{FirstName} was left unfilled.", False, True, 280
)


def shapes(drawn: Drawn) -> list[dict[str, Any]]:
    """The blocks as they travel."""
    return [block.to_dict() for block in drawn.blocks]


def sections(drawn: Drawn) -> list[str]:
    """What can be read, section by section."""
    return [shape["text"]["text"] for shape in shapes(drawn) if shape["type"] == "section"]


def buttons(drawn: Drawn) -> list[dict[str, Any]]:
    """The buttons below the message."""
    return [one for shape in shapes(drawn) if shape["type"] == "actions" for one in shape["elements"]]


def test_it_says_to_whom_where_why_and_what() -> None:
    """In this order, the most important first."""
    assert sections(draw_held(story(), HELD, CARD)) == [
        "✋ *A message to Anna Keller (@anna_k) was held back.*",
        f"<{CARD}|open C-1> · X · first reply · everybody can read it",
        "*Why:* {FirstName} was left unfilled.",
        "> Dear {FirstName}, one second",
    ]


def test_a_notification_tells_the_case_and_no_text() -> None:
    """What was to be said stays within Slack."""
    assert draw_held(story(), HELD, CARD).text == "C-1: A message to Anna Keller (@anna_k) was held back."


def test_without_a_card_the_case_is_named() -> None:
    """A link that is not known is no link."""
    private = replace(HELD, public=False, kind=ResponseKind.TICKET_OPENED)
    assert sections(draw_held(story(), private, ""))[1] == "C-1 · X · ticket number · only the customer reads it"


def test_what_needs_other_words_cannot_be_sent_anyway() -> None:
    """A message with a placeholder can be edited or dropped, and the lead reads so."""
    drawn = draw_held(story(), HELD, CARD)
    assert [button["action_id"] for button in buttons(drawn)] == ["held:edit", "held:drop"]
    notes = [shape["elements"][0]["text"] for shape in shapes(drawn) if shape["type"] == "context"]
    assert notes == ["These words cannot leave as they are: edit them, or drop the message."]


def test_sending_anyway_and_dropping_ask_first() -> None:
    """A slip of the thumb neither sends nor loses anything; editing can be cancelled by itself."""
    drawn = draw_held(story(), replace(HELD, may_send_anyway=True), CARD)
    asked = {button["action_id"]: button["confirm"]["text"]["text"] for button in buttons(drawn) if "confirm" in button}
    assert asked == {
        "held:send": "It leaves as it is, although: {FirstName} was left unfilled.",
        "held:drop": "The customer never gets it. The case stays as it is.",
    }
    assert [shape["type"] for shape in shapes(drawn)].count("context") == 0


def test_every_button_tells_the_case_and_the_message() -> None:
    """Edit carries the limit too, for the window."""
    carried = [json.loads(button["value"]) for button in buttons(draw_held(story(), HELD, CARD))]
    assert carried == [{"case": "C-1", "message": "e7", "limit": 280}, {"case": "C-1", "message": "e7"}]


def test_addresses_are_masked() -> None:
    """Neither the text nor the reason shows one in full."""
    held = replace(HELD, text="Write to anna@example.com", reason="It shows anna@example.com.", may_send_anyway=True)
    drawn = draw_held(story(), held, CARD)
    assert "anna@example.com" not in json.dumps(shapes(drawn)) + drawn.text
    assert sections(drawn)[3] == "> Write to a…@e….com"


def test_a_text_that_could_not_be_filled_in_says_so() -> None:
    """An empty text is not an empty line."""
    assert sections(draw_held(story(), replace(HELD, text=""), CARD))[3].startswith("_There is no text")


@pytest.mark.parametrize(("text", "cut"), [("word " * 600, True), ("Well…", False)])
def test_a_text_that_is_cut_says_so(text: str, cut: bool) -> None:
    """Nobody takes a part for the whole."""
    assert ("cut here" in sections(draw_held(story(), replace(HELD, text=text), CARD))[3]) == cut


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    STORIES,
    st.builds(HeldMessage, TEXT, st.sampled_from(ResponseKind), TEXT, TEXT, st.booleans(), st.booleans(), st.just(280)),
    TEXT,
)
def test_any_held_message_is_one_that_slack_takes(told: Story, held: HeldMessage, card_link: str) -> None:
    """The SDK's checks and Slack's limits hold, and what may not leave has no button."""
    drawn = draw_held(told, held, card_link)
    assert problems(json.loads(json.dumps(shapes(drawn))), MOST_IN_MESSAGE) == []
    assert not too_long(shapes(drawn))
    assert 0 < len(drawn.text) <= 300
    sends = [button for button in buttons(drawn) if button["action_id"] == "held:send"]
    assert held.may_send_anyway or sends == []
