"""A lead learns at once that everything automatic has stopped, why, and how it goes on."""

from __future__ import annotations

import json
from typing import Any

from acme import NOON
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_stories import TEXT

from bot.adapters.slack.breaker import draw_breaker
from bot.adapters.slack.cards import Drawn
from bot.ports.staffroom import Breaker
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

BURST = Breaker(NOON, "11 alike messages within 10 minutes.", 39)


def shapes(drawn: Drawn) -> list[dict[str, Any]]:
    """The blocks as they travel."""
    return [block.to_dict() for block in drawn.blocks]


def test_it_says_since_when_why_and_what_still_works() -> None:
    """The time is each reader's own."""
    assert [shape["text"]["text"] for shape in shapes(draw_breaker(BURST))[:-1]] == [
        f"🛑 *Everything automatic has stopped.*\nSince <!date^{int(NOON.timestamp())}^{{time}}|12:00 UTC>. "
        "39 messages wait.",
        "*Why:* 11 alike messages within 10 minutes.",
        "What a teammate sends by a click still leaves.",
    ]


def test_a_notification_tells_it_too() -> None:
    """The words for a locked phone."""
    assert draw_breaker(BURST).text == "Everything automatic has stopped. 39 messages wait."
    assert draw_breaker(Breaker(NOON, "", 1)).text == "Everything automatic has stopped. 1 message waits."


def test_one_click_goes_on_and_is_asked_about() -> None:
    """Nothing goes on by a slip of the thumb."""
    buttons = shapes(draw_breaker(BURST))[-1]["elements"]
    assert [(one["text"]["text"], one["action_id"], json.loads(one["value"])) for one in buttons] == [
        ("Go on", "breaker:close", {})
    ]
    assert buttons[0]["confirm"]["title"]["text"] == "Go on?"


@settings(max_examples=40, deadline=None)
@given(TEXT, st.integers(0, 10**9))
def test_any_breaker_is_a_message_that_slack_takes(reason: str, waiting: int) -> None:
    """Slack's limits hold, and no address is shown."""
    blocks = json.loads(json.dumps(shapes(draw_breaker(Breaker(NOON, reason, waiting)))))
    assert problems(blocks, MOST_IN_MESSAGE) == []
    assert not too_long(blocks)
    assert "x@y.zz" not in json.dumps(blocks)
