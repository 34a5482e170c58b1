"""The window for an answer and the one for the conversation: what they show, keep to themselves and bring back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from acme import NOON, mention
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_stories import STORIES, TEXT
from test_slack_cards import WAITING, story

from bot.adapters.slack.acts import read_act
from bot.adapters.slack.answer_window import Written, draw_answer, read_written
from bot.adapters.slack.conversation import draw_conversation
from bot.domain.case import Channel
from bot.domain.errors import DecodeError
from bot.domain.response import ResponseKind
from bot.engine.answering import Paper
from bot.ports.staffroom import Said, Story
from bot.ports.store import Doing, Presence
from bot.sandbox.slack.view_rules import checked_view

HOLD = Said(ResponseKind.HOLD, "One second, Anna", "", NOON + timedelta(seconds=2), "sent")


def shape(view: Any) -> dict[str, Any]:
    """A window as Slack keeps it, passed by the SDK's own checks and the local Slack's."""
    return checked_view(json.loads(json.dumps(view.to_dict())), "modal")


def written(
    told: Story | None = None, text: str = "Text 1", suggestion: str = "s1", limit: int = 280
) -> dict[str, Any]:
    """The window that Ada writes in."""
    paper = Paper(told or story(said=(HOLD,)), text, suggestion, len(text), limit, "abc")
    return shape(draw_answer(paper, "Ada"))


def read(told: Story) -> dict[str, Any]:
    """The window that Ada reads in."""
    return shape(draw_conversation(told, "Ada"))


def texts(window: dict[str, Any]) -> list[str]:
    """What can be read, block by block."""
    return [block["text"]["text"] for block in window["blocks"] if block["type"] == "section"]


def entry(window: dict[str, Any]) -> dict[str, Any]:
    """The input."""
    found: dict[str, Any] = next(block for block in window["blocks"] if block["type"] == "input")
    return found


def submission(**changes: Any) -> dict[str, Any]:
    """What Slack sends when the window is submitted."""
    view = {
        "callback_id": "answer",
        "private_metadata": '{"case": "C-1", "suggestion": "s1", "upon": "abc"}',
        "state": {"values": {"text": {"text": {"type": "plain_text_input", "value": "Dear Anna"}}}},
    }
    return {"type": "view_submission", "user": {"id": "U0ADA", "team_id": "T0ACME"}, "view": view | changes}


def test_the_newest_words_stand_above_the_input_and_the_earlier_ones_below() -> None:
    """Whoever writes sees what they answer, on a phone too."""
    told = story(WAITING, mention("My export is broken"), mention("Still broken!", 60), said=(HOLD,))
    window = written(told)
    kinds = [block["type"] for block in window["blocks"]]
    assert ["section", "input", "divider", "section", "section", "section"] == kinds
    newest, title, first, second = texts(window)
    assert newest.endswith("\n> Still broken!")
    assert "*The conversation so far*" == title
    assert first.endswith("\n> My export is broken")
    assert second.startswith("↩️ Holding reply, <!date^")


def test_the_window_begins_with_the_suggestion() -> None:
    """It is edited, not typed again; what is carried tells which it was."""
    window = written()
    assert ("Edit & send", "Text 1") == (window["title"]["text"], entry(window)["element"]["initial_value"])
    assert {"case": "C-1", "suggestion": "s1", "upon": "abc"} == json.loads(window["private_metadata"])
    assert window["notify_on_close"]


def test_write_your_own_begins_empty() -> None:
    """It is the same window."""
    window = written(text="", suggestion="")
    assert ("Write your own", None) == (window["title"]["text"], entry(window)["element"].get("initial_value"))


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("Text 1", 280, "6 of 280 characters, room for 274 more, as X counts: a link is 23, an emoji 2."),
        ("a" * 300, 280, "300 of 280 characters, 20 too many, as X counts: a link is 23, an emoji 2."),
        ("", 25_000, "25,000 characters fit as X counts: a link is 23, an emoji 2."),
    ],
)
def test_what_still_fits_is_told_by_the_channels_measure(text: str, limit: int, wanted: str) -> None:
    """The input itself takes more: a long link counts less than it is."""
    field = entry(written(text=text, limit=limit))
    assert f"{wanted} Everybody can read it. It is checked when you press Send." == field["hint"]["text"]
    assert 3_000 == field["element"]["max_length"]


def test_a_private_answer_says_who_reads_it() -> None:
    """And Slack counts every character as one."""
    told = story(replace(WAITING, private=True, channel=Channel.SLACK))
    field = entry(written(told, limit=3_000))
    wanted = "6 of 3,000 characters, room for 2,994 more. Only the customer reads it. "
    assert field["hint"]["text"].startswith(wanted)


def test_nobody_begins_without_seeing_who_else_writes() -> None:
    """Oneself is not told."""
    until = NOON + timedelta(minutes=9)
    present = (Presence("C-1", "Ada", Doing.EDITING, until), Presence("C-1", "Tom", Doing.EDITING, until))
    assert "✍️ *Tom* is writing an answer" == texts(written(story(present=present)))[0]


def test_a_private_message_can_be_read_by_who_answers_it() -> None:
    """A window is for one teammate alone; the card shows nothing of it."""
    told = story(replace(WAITING, private=True), mention("my order is 4711", private=True))
    assert "> my order is 4711" in texts(written(told))[0]
    assert "🔒 in private" in texts(read(told))[0]


def test_addresses_are_masked_in_both_windows() -> None:
    """In the suggestion, too."""
    told = story(WAITING, mention("write to anna@example.com"), said=(replace(HOLD, text="To anna@example.com"),))
    for window in (written(told, text="To anna@example.com"), read(told)):
        assert "anna@example.com" not in json.dumps(window)


def test_a_long_conversation_says_where_the_rest_is() -> None:
    """The window to write shows the last ones only."""
    told = story(WAITING, *(mention(f"Number {n}", n) for n in range(1, 12)))
    window = texts(written(told))
    assert "*The conversation so far* _(4 earlier ones are in *Conversation* on the card)_" == window[1]
    assert (8, True) == (len(window), window[-1].endswith("> Number 10"))


def test_the_conversation_is_told_in_order_and_what_has_not_left_last() -> None:
    """Nothing can be changed there."""
    later = mention("Still broken!", 60)
    waits = Said(ResponseKind.SUGGESTION, "Try again", "Ada", None, "held")
    window = read(story(WAITING, mention(), later, said=(HOLD, waits)))
    assert ["export is broken", "One second, Anna", "Still broken!", "Try again"] == [
        text.partition("\n> ")[2].removeprefix("My ") for text in texts(window)
    ]
    assert (None, True) == (window["submit"], window["notify_on_close"])


def test_a_submission_is_read() -> None:
    """The words come back as they were typed."""
    assert Written("C-1", "Dear Anna", "s1", "abc") == read_written(read_act(submission()))


@pytest.mark.parametrize("metadata", ["swordfish", "{}", '{"case": "C-1", "suggestion": ["swordfish"]}'])
def test_a_broken_submission_is_told_without_its_content(metadata: str) -> None:
    with pytest.raises(DecodeError) as problem:
        read_written(read_act(submission(private_metadata=metadata)))
    assert "swordfish" not in str(problem.value)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES, TEXT, st.integers(1, 30_000))
def test_any_story_gives_windows_that_slack_takes(told: Story, text: str, limit: int) -> None:
    """Slack's limits hold, and what the input begins with fits into it; only a case's id is ours, and short."""
    told = replace(told, case=replace(told.case, id=told.case.id[:60]))
    element = entry(written(told, text, "s1", limit))["element"]
    assert len(element.get("initial_value", "").encode("utf-16-le")) // 2 <= element["max_length"] <= 3_000
    read(told)
