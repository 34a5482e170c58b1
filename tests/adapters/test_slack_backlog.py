"""After an outage one message tells a lead who wrote, without a word of what was private, within Slack's limits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from acme import CARL, NOON, mention
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_stories import STORIES
from test_slack_cards import WAITING, story

from bot.adapters.slack.backlog import draw_backlog
from bot.adapters.slack.cards import Drawn
from bot.domain.case import Channel, State
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Backlog, Story
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

LATER = NOON + timedelta(hours=3, minutes=12, seconds=1)


def shapes(drawn: Drawn) -> list[dict[str, Any]]:
    """The blocks as they travel."""
    return [block.to_dict() for block in drawn.blocks]


def lines(drawn: Drawn) -> list[str]:
    """The lines of the cases."""
    return [shape["text"]["text"] for shape in shapes(drawn) if "accessory" in shape]


def backlog(*stories: Story, total: int = 0) -> Backlog:
    """A digest at twelve past three."""
    return Backlog(stories, total or len(stories), LATER)


def test_the_digest_says_how_many_wrote() -> None:
    """One line tells the size of it, also on a locked phone."""
    drawn = draw_backlog(backlog(*[story()] * 3))
    assert shapes(drawn)[0]["text"]["text"] == "3 customers wrote while the bot was away"
    assert drawn.text == "3 customers wrote while the bot was away. Please look."
    assert shapes(draw_backlog(backlog(story())))[0]["text"]["text"] == "1 customer wrote while the bot was away"


def test_each_case_is_a_line_with_a_button() -> None:
    """Who, where, how long they wait, the first words; the button answers this case."""
    slack = story(replace(WAITING, id="C-2", channel=Channel.SLACK, customer=CARL), mention("Hi " * 90))
    drawn = draw_backlog(backlog(story(), slack))
    assert lines(drawn)[0] == "*Anna Keller (@anna_k)* · X, waiting 3 h 12 min · My export is broken"
    assert lines(drawn)[1].startswith("*Carl Weber* · Slack, waiting 3 h 12 min · Hi Hi Hi")
    assert lines(drawn)[1].endswith("…")
    buttons = [shape["accessory"] for shape in shapes(drawn) if "accessory" in shape]
    carried = [(button["action_id"], json.loads(button["value"])) for button in buttons]
    assert carried == [("late:answer", {"case": "C-1"}), ("late:answer", {"case": "C-2"})]


def test_the_button_says_whether_the_customer_hears_anything() -> None:
    """Who has had a first reply, or was asked for an address, gets no second one."""
    heard = replace(WAITING, said=frozenset({ResponseKind.HOLD}))
    asked = replace(WAITING, state=State.ASKED)
    drawn = draw_backlog(backlog(story(), story(heard), story(asked)))
    labels = [shape["accessory"]["text"]["text"] for shape in shapes(drawn) if "accessory" in shape]
    assert labels == ["Answer", "Ask the team", "Ask the team"]


def test_the_younger_ones_can_be_answered_at_once() -> None:
    """Three ages, above the cases; each asks first, since it writes to many."""
    buttons = shapes(draw_backlog(backlog(story())))[2]["elements"]
    found = [(button["text"]["text"], button["action_id"], json.loads(button["value"])) for button in buttons]
    assert found == [
        ("Answer all younger than 1 hour", "late:younger:60", {"minutes": 60}),
        ("Answer all younger than 2 hours", "late:younger:120", {"minutes": 120}),
        ("Answer all younger than 4 hours", "late:younger:240", {"minutes": 240}),
    ]
    assert [button["confirm"]["title"]["text"] for button in buttons] == [f"{label}?" for label, _, _ in found]


def test_what_does_not_fit_is_counted() -> None:
    """One message shows forty, and says that the others follow."""
    drawn = draw_backlog(backlog(*[story()] * 40, total=300))
    assert len(lines(drawn)) == 40
    assert "… and 260 more, in the next message" in [shape.get("text", {}).get("text") for shape in shapes(drawn)]
    assert len(shapes(drawn)) <= MOST_IN_MESSAGE


def test_the_next_message_says_which_it_shows() -> None:
    """Nobody takes it for the same one again."""
    drawn = draw_backlog(Backlog((story(),) * 7, 47, LATER, skipped=40))
    assert drawn.text == "47 customers wrote while the bot was away: 41 to 47. Please look."
    assert len(lines(drawn)) == 7
    assert "more" not in json.dumps(shapes(drawn)[3:])


def test_a_private_text_is_not_shown() -> None:
    """Of a direct message there is only that it is one."""
    drawn = draw_backlog(backlog(story(WAITING, mention("my password is swordfish", private=True))))
    assert "swordfish" not in json.dumps(shapes(drawn)) + drawn.text
    assert lines(drawn) == ["*Anna Keller (@anna_k)* · X, waiting 3 h 12 min · 🔒 a private message"]


def test_addresses_are_masked() -> None:
    """Neither names nor words show one."""
    case = replace(WAITING, customer=replace(WAITING.customer, name="anna@example.com"))
    drawn = draw_backlog(backlog(story(case, mention("I am anna@example.com"))))
    assert "anna@example.com" not in json.dumps(shapes(drawn))
    assert lines(drawn)[0].endswith("I am a…@e….com")


def test_a_case_without_mentions_still_has_its_line() -> None:
    """A deleted post leaves the case and the time."""
    drawn = draw_backlog(backlog(replace(story(), mentions=())))
    assert lines(drawn) == ["*Anna Keller (@anna_k)* · X, waiting 3 h 12 min"]


@pytest.mark.parametrize("letter", ["&", "a", "👩", "*", "ש "])
def test_the_fullest_digest_still_fits(letter: str) -> None:
    """Every name and every text at its longest."""
    full = letter * 25_000
    case = replace(WAITING, customer=replace(WAITING.customer, name=full, handle=full))
    shown = shapes(draw_backlog(backlog(*[story(case, mention(full))] * 50, total=10_000)))
    assert problems(shown, MOST_IN_MESSAGE) == []
    assert not too_long(shown)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(STORIES, max_size=4).map(tuple), st.integers(0, 500))
def test_any_digest_is_one_that_slack_takes(stories: tuple[Story, ...], total: int) -> None:
    """The SDK's checks and Slack's limits hold."""
    drawn = draw_backlog(Backlog(stories, total, LATER))
    blocks = json.loads(json.dumps(shapes(drawn)))
    assert problems(blocks, MOST_IN_MESSAGE) == []
    assert not too_long(blocks)
