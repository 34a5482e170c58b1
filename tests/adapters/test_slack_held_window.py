"""The window to edit a held message shows its words without addresses, and takes them back as they were typed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_stories import TEXT

from bot.adapters.slack.acts import read_act
from bot.adapters.slack.checking import refusal
from bot.adapters.slack.held_window import Edited, draw_window, read_edited
from bot.domain.errors import DecodeError
from bot.sandbox.slack.view_rules import checked_view


def shape(text: str = "Dear {FirstName}", reason: str = "A gap", limit: int = 280) -> dict[str, Any]:
    """The window as Slack keeps it, passed by the SDK's own checks and the local Slack's."""
    return checked_view(json.loads(json.dumps(draw_window("C-1", "e7", text, reason, limit).to_dict())), "modal")


def entry(text: str, limit: int = 280) -> dict[str, Any]:
    """The input of the window."""
    element: dict[str, Any] = shape(text, limit=limit)["blocks"][-1]["element"]
    return element


def payload(**changes: Any) -> dict[str, Any]:
    """What Slack sends when the window is submitted."""
    view = {
        "callback_id": "held_edit",
        "private_metadata": '{"case": "C-1", "message": "e7"}',
        "state": {"values": {"text": {"text": {"type": "plain_text_input", "value": "Dear Anna"}}}},
    }
    return {"type": "view_submission", "user": {"id": "U0GRACE", "team_id": "T0ACME"}, "view": view | changes}


def test_the_window_shows_the_words_and_why_they_were_held() -> None:
    """Who edits reads the reason above the text."""
    window = shape()
    assert (window["callback_id"], json.loads(window["private_metadata"])) == (
        "held_edit",
        {"case": "C-1", "message": "e7"},
    )
    assert window["blocks"][0]["text"]["text"] == "*Why it was held:* A gap"
    element = window["blocks"][1]["element"]
    assert (element["initial_value"], element["multiline"], element["max_length"]) == ("Dear {FirstName}", True, 280)


def test_nothing_is_escaped_in_an_input() -> None:
    """What stands there is what is sent."""
    assert entry("a < b & c\nnext line")["initial_value"] == "a < b & c\nnext line"


def test_a_text_that_is_too_long_can_still_be_edited() -> None:
    """A held text may be longer than the channel takes; Slack refuses a window whose text is over its own limit."""
    assert entry("a" * 400)["max_length"] == 400
    assert entry("👩" * 150)["max_length"] == 300
    assert entry("a" * 9_000, limit=25_000)["max_length"] == 3_000


def test_an_empty_text_begins_empty() -> None:
    """A text that could not be filled in is written by hand."""
    assert "initial_value" not in entry("")


def test_addresses_are_masked() -> None:
    """A guard keeps the masked one from leaving."""
    assert entry("Write to anna@example.com now")["initial_value"] == "Write to a…@e….com now"


def test_a_submission_is_read() -> None:
    """The words come back as they were typed."""
    assert read_edited(read_act(payload())) == Edited("C-1", "e7", "Dear Anna")


def test_an_input_without_words_is_an_empty_text() -> None:
    """Whether that may leave is not decided here."""
    assert read_edited(read_act(payload(state={"values": {"text": {"text": {"value": None}}}}))).text == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"private_metadata": "swordfish"},
        {"private_metadata": '{"case": "C-1"}'},
        {"state": {}},
        {"state": {"values": {"text": {"text": {"value": ["swordfish"]}}}}},
    ],
)
def test_a_broken_submission_is_told_without_its_content(changes: dict[str, Any]) -> None:
    """The error names the field."""
    with pytest.raises(DecodeError) as problem:
        read_edited(read_act(payload(**changes)))
    assert "swordfish" not in str(problem.value)


def test_objections_stand_below_the_input() -> None:
    """All of them, in one text that Slack takes and shows as it is."""
    assert refusal({"text": ("<b> & co.", "Two.")}) == {
        "response_action": "errors",
        "errors": {"text": "<b> & co.\nTwo."},
    }
    assert len(refusal({"text": ("word " * 900,)})["errors"]["text"]) == 2_000  # type: ignore[index]


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.integers(1, 30_000))
def test_any_text_gives_a_window_that_slack_takes(text: str, reason: str, limit: int) -> None:
    """Slack's limits hold, and what the input begins with fits into it."""
    element = shape(text, reason, limit)["blocks"][-1]["element"]
    assert len(element.get("initial_value", "").encode("utf-16-le")) // 2 <= element["max_length"] <= 3_000
