"""Messages to one destination keep their distance, and a destination that asked for silence gets it."""

from __future__ import annotations

from datetime import timedelta

from acme import NOON

from bot.engine.pace import Pace

SECOND = timedelta(seconds=1)


def test_a_destination_is_shut_for_the_distance_of_its_lane() -> None:
    pace = Pace({"slack": SECOND})
    pace.sent("slack:C1", NOON)
    assert ("slack:C1",) == pace.shut(NOON + SECOND / 2)
    assert () == pace.shut(NOON + SECOND)


def test_distance_is_kept_per_destination() -> None:
    pace = Pace({"slack": SECOND})
    pace.sent("slack:C1", NOON)
    assert "slack:C2" not in pace.shut(NOON)


def test_a_lane_without_a_distance_is_never_shut_by_sending() -> None:
    pace = Pace({"slack": SECOND})
    pace.sent("x:public", NOON)
    assert () == pace.shut(NOON)


def test_a_rate_limit_shuts_until_its_end() -> None:
    pace = Pace({})
    pace.limited("x:public", NOON + 5 * SECOND)
    assert ("x:public",) == pace.shut(NOON + 4 * SECOND)
    assert () == pace.shut(NOON + 5 * SECOND)


def test_the_longer_silence_counts() -> None:
    pace = Pace({})
    pace.limited("x:public", NOON + 5 * SECOND)
    pace.limited("x:public", NOON + 2 * SECOND)
    assert NOON + 5 * SECOND == pace.next_open(NOON)


def test_sending_does_not_shorten_a_silence_that_was_asked_for() -> None:
    pace = Pace({"slack": SECOND})
    pace.limited("slack:C1", NOON + 5 * SECOND)
    pace.sent("slack:C1", NOON)
    assert NOON + 5 * SECOND == pace.next_open(NOON)


def test_the_next_opening_is_that_of_the_first_destination() -> None:
    pace = Pace({})
    pace.limited("x:public", NOON + 5 * SECOND)
    pace.limited("x:dm", NOON + 2 * SECOND)
    assert NOON + 2 * SECOND == pace.next_open(NOON)


def test_when_all_are_open_there_is_no_next_opening() -> None:
    pace = Pace({})
    pace.limited("x:public", NOON)
    assert pace.next_open(NOON) is None
