"""Each thing that can be wrong is found from its fact at its limit, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import NOON

from bot.domain.health import Ailment, Facts, Finding, Limits, Pulse, Waiting, examine, span

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
LIMITS = Limits()
PARTS = (Ailment.X_STALLED, Ailment.X_STREAM_SILENT, Ailment.SLACK_DEAF, Ailment.STAFF_NOT_TOLD)


def silent(ailment: Ailment, by: timedelta) -> Facts:
    """A part that has been silent, with a patience of one minute."""
    return Facts(NOON, pulses={ailment: Pulse(by, MINUTE, "no answer")})


# What is well, and the same just over its limit.
EDGES = {
    **{part: (silent(part, MINUTE), silent(part, MINUTE + SECOND)) for part in PARTS},
    Ailment.OUTBOX_STUCK: (
        Facts(NOON, outbox={"x": Waiting(NOON - LIMITS.outbox)}),
        Facts(NOON, outbox={"x": Waiting(NOON - LIMITS.outbox - SECOND)}),
    ),
    Ailment.INBOX_STUCK: (Facts(NOON, inbox=NOON - MINUTE), Facts(NOON, inbox=NOON - MINUTE - SECOND)),
    Ailment.TIMERS_LATE: (Facts(NOON, timer=NOON - MINUTE), Facts(NOON, timer=NOON - MINUTE - SECOND)),
    Ailment.DISK_LOW: (Facts(NOON, disk=LIMITS.disk), Facts(NOON, disk=LIMITS.disk - 1)),
    Ailment.CLOCK_SKEW: (Facts(NOON, skew=LIMITS.skew), Facts(NOON, skew=LIMITS.skew + SECOND)),
    Ailment.DATABASE_REFUSES: (Facts(NOON), Facts(NOON, database="the disk is full")),
}


@pytest.mark.parametrize("ailment", Ailment)
def test_it_is_found_beyond_its_limit_only(ailment: Ailment) -> None:
    well, ill = EDGES[ailment]
    assert [[], [ailment]] == [[one.ailment for one in examine(facts, LIMITS)] for facts in (well, ill)]


def test_a_timer_that_is_still_to_come_is_not_late() -> None:
    assert () == examine(Facts(NOON, timer=NOON + MINUTE), LIMITS)


def test_a_clock_that_goes_behind_is_wrong_as_well() -> None:
    found = examine(Facts(NOON, skew=-2 * MINUTE), LIMITS)
    assert [Finding(Ailment.CLOCK_SKEW, "2 min behind the vendors' clocks")] == list(found)


def test_each_stuck_lane_is_a_finding_of_its_own_with_its_reason() -> None:
    since = NOON - 10 * MINUTE
    found = examine(Facts(NOON, outbox={"x": Waiting(since, "X failed"), "desk": Waiting(since)}), LIMITS)
    assert ["outbox_stuck:desk", "outbox_stuck:x"] == [one.key for one in found]
    assert "for 10 min (X failed)" == found[1].detail


def test_what_cannot_be_told_yet_after_a_start_is_named() -> None:
    facts = Facts(NOON, pulses={Ailment.X_STALLED: Pulse(SECOND, MINUTE, ever=False)})
    assert {Ailment.X_STALLED, Ailment.CLOCK_SKEW} == facts.untold


@pytest.mark.parametrize(
    ("length", "words"), [(timedelta(seconds=119), "119 s"), (2 * MINUTE, "2 min"), (120 * MINUTE, "2 h")]
)
def test_lengths_of_time_are_said_shortly(length: timedelta, words: str) -> None:
    assert words == span(length)
