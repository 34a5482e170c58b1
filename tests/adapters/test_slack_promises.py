"""A promise as staff see it: the line on the card, the buttons, and what a reminder offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from acme import NOON, mention
from hypothesis import HealthCheck, given, settings
from slack_stories import STORIES
from test_slack_answer_window import shape
from test_slack_cards import WAITING, story

from bot.adapters.slack.acts import read_act
from bot.adapters.slack.cards import draw_card
from bot.adapters.slack.messages import draw_message
from bot.adapters.slack.promise_window import Written, choices, draw_kept, draw_promise, read_promise
from bot.domain.case import Case, State
from bot.domain.errors import DecodeError
from bot.domain.promise import Promise
from bot.domain.why import Why
from bot.engine.promising import Slate
from bot.ports.staffroom import Story

THREE = NOON + timedelta(hours=3)
BERLIN = ZoneInfo("Europe/Berlin")
PROMISE = Promise(THREE, "Ada", NOON)


def promised(promise: Promise = PROMISE, **changes: Any) -> Case:
    """An answered case in which something is promised."""
    return replace(WAITING, state=State.ANSWERED, promise=promise, **changes)


def read(told: Story) -> str:
    """Everything that can be read on the card."""
    return "\n".join(str(block.to_dict()) for block in draw_card(told).blocks)


def buttons(blocks: Any) -> list[str]:
    """What stands on all buttons."""
    elements = [element for block in blocks for element in block.to_dict().get("elements", [])]
    return [one["text"]["text"] for one in elements if one.get("type") == "button"]


def test_the_card_says_who_owes_it_and_by_when_in_every_readers_own_time() -> None:
    words = read(story(promised()))
    assert "🤝 *Ada* owes an answer by <!date^1772463600^{date_short_pretty} {time}|2026-03-02 15:00 UTC>" in words
    assert ["Kept…", "New time…"] == [one for one in buttons(draw_card(story(promised())).blocks) if "…" in one]


def test_what_was_found_is_said_to_be_found_and_can_be_denied() -> None:
    told = story(promised(replace(PROMISE, found=True, text="We'll be back by 3 pm.")))
    assert "found in “We'll be back by 3 pm.”" in read(told)
    assert "No promise" in buttons(draw_card(told).blocks)
    assert "No promise" not in buttons(draw_card(story(promised())).blocks)


def test_an_overdue_promise_is_told_as_one() -> None:
    told = story(promised(replace(PROMISE, overdue=True, updated=True)), now=THREE + timedelta(minutes=20))
    assert "⏰ *Overdue:* *Ada* owed an answer by" in read(told)
    assert "(20 min ago) · the customer knows that it takes longer" in read(told)


def test_a_case_without_a_promise_offers_one_and_a_closed_one_does_not() -> None:
    assert "Promise…" in buttons(draw_card(story(WAITING)).blocks)
    assert "Promise…" not in buttons(draw_card(story(replace(WAITING, state=State.RESOLVED))).blocks)


@pytest.mark.parametrize(
    ("case", "offers_update", "expected"),
    [
        (promised(), True, ["Kept…", "New time…"]),
        (promised(replace(PROMISE, overdue=True)), True, ["Kept…", "New time…", "Send update"]),
        (promised(replace(PROMISE, overdue=True)), False, ["Kept…", "New time…"]),
        (promised(replace(PROMISE, overdue=True, updated=True)), True, ["Kept…", "New time…"]),
        (promised(replace(PROMISE, overdue=True), muted=True), True, ["Kept…", "New time…"]),
        (promised(replace(PROMISE, found=True)), True, ["Kept…", "New time…", "No promise"]),
    ],
)
def test_a_reminder_offers_what_can_be_done(case: Case, offers_update: bool, expected: list[str]) -> None:
    told = replace(story(case), offers_update=offers_update)
    assert expected == buttons(draw_message(told, Why.PROMISE_OVERDUE, "", "").blocks)


def test_every_private_message_about_the_case_says_what_is_promised() -> None:
    drawn = draw_message(story(promised()), Why.WROTE_AGAIN, "", "")
    assert any("owes an answer" in str(block.to_dict()) for block in drawn.blocks)


def slate(told: Story | None = None, **changes: Any) -> Slate:
    """What Ada needs who is about to promise."""
    whole = Slate(replace(told or story(), zone=BERLIN), ("Ada", "Grace"), 280, answered=False)
    return replace(whole, **changes)


def entry(window: dict[str, Any], block: str) -> dict[str, Any]:
    """An input of a window."""
    found: dict[str, Any] = next(one for one in window["blocks"] if one.get("block_id") == block)
    return found["element"]


def test_the_window_offers_times_of_the_team_and_its_people() -> None:
    window = shape(draw_promise(slate(story(now=NOON)), "Ada"))
    shown = [one["text"]["text"] for one in entry(window, "when")["options"]]
    assert {"In 1 hour (14:00 CET)", "Today 15:00 CET", "Tomorrow 10:00 CET"} <= set(shown)
    assert ("datetimepicker", "Ada") == (
        entry(window, "at")["type"],
        entry(window, "owner")["initial_option"]["value"],
    )


def test_the_window_shows_what_the_customer_wrote_and_what_is_promised_already() -> None:
    told = story(promised(), mention("Where is my refund? Mail anna@example.com"))
    window = shape(draw_promise(slate(told), "Ada"))
    words = [block["text"]["text"] for block in window["blocks"] if block["type"] == "section"]
    assert "Where is my refund?" in words[0]
    assert "anna@example.com" not in str(window)
    assert "*Ada* owes an answer" in words[1]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(STORIES)
def test_any_story_gives_windows_that_slack_takes(told: Story) -> None:
    if len(told.case.id) > 500:
        return
    for window in (draw_promise(slate(told), "Ada"), draw_kept(slate(told))):
        window.validate_json()
        shape(window)


@pytest.mark.parametrize("minute", range(0, 24 * 60, 97))
def test_every_time_that_is_offered_lies_ahead(minute: int) -> None:
    now = datetime(2026, 3, 28, tzinfo=UTC) + timedelta(minutes=minute, seconds=13)
    offered = list(choices(now, BERLIN))
    assert all(at >= now + timedelta(minutes=15) for _, at in offered)
    assert len({label for label, _ in offered}) == len(offered)
    assert all(at.second == 0 for _, at in offered)


def submission(**entered: Any) -> dict[str, Any]:
    """What Slack sends when the window is submitted."""
    values = {block: {block: element} for block, element in entered.items()}
    view = {
        "callback_id": "promise",
        "private_metadata": '{"case": "C-1", "answered": 1}',
        "state": {"values": values},
    }
    return {"type": "view_submission", "user": {"id": "U0ADA", "team_id": "T0ACME"}, "view": view}


def chosen(value: str) -> dict[str, Any]:
    """An element in which something was chosen."""
    return {"type": "static_select", "selected_option": {"value": value}}


def test_what_was_chosen_and_written_comes_back() -> None:
    seconds = str(int(THREE.timestamp()))
    act = read_act(submission(when=chosen(seconds), text={"value": " By 3 pm. "}, owner=chosen("Grace")))
    assert Written("C-1", THREE, "By 3 pm.", "Grace", True) == read_promise(act)


def test_the_moment_that_was_picked_counts_more_than_the_choice() -> None:
    picked = {"type": "datetimepicker", "selected_date_time": int(THREE.timestamp())}
    act = read_act(submission(when=chosen("1"), at=picked, text={"value": None}))
    assert (THREE, "", "") == (read_promise(act).due, read_promise(act).text, read_promise(act).owner)


def test_nothing_chosen_is_no_time() -> None:
    assert None is read_promise(read_act(submission(text={"value": None}))).due


@pytest.mark.parametrize("value", ["soon", "9" * 40])
def test_a_time_that_is_none_is_a_broken_window(value: str) -> None:
    with pytest.raises(DecodeError, match="seconds since 1970"):
        read_promise(read_act(submission(when=chosen(value))))
