"""A message that may have arrived is looked for, never repeated blindly: after a crash, and after a broken answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention
from fakes import (
    ARRIVES_UNHEARD,
    KILLED_AFTER,
    KILLED_BEFORE,
    LOST_UNHEARD,
    OWN_FAULT,
    REPEATED,
    Killed,
    Outcome,
    busy,
)
from house import HOLD, SETTLED, heard, hold, lead_told

from bot.domain.case import State
from bot.domain.effects import ShowCard, Tell
from bot.domain.errors import Permanent, Temporary
from bot.domain.events import SuggestionSent
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("when", [KILLED_BEFORE, KILLED_AFTER])
def test_a_kill_around_the_call_leads_to_exactly_one_message(when: Outcome) -> None:
    house = heard([when])
    with pytest.raises(Killed):
        house.run()
    assert 1 == house.restart()
    house.later()
    assert ([HOLD], OutboxState.SENT) == (house.x.texts, hold(house))


def test_after_a_crash_the_message_is_looked_for_before_it_is_sent_again() -> None:
    house = heard([KILLED_AFTER])
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert 1 == len(house.x.side.tried)


def test_a_crash_while_the_ticket_is_opened_leads_to_one_ticket_and_its_number() -> None:
    house = heard()
    house.later(3 * MINUTE)
    house.hear(mention(number=2, private=True), email="anna@example.com")
    house.desk.side.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert (State.TICKETED, "T-1", 1) == (house.case().state, house.case().ticket, len(house.desk.side.tried))


def test_a_kill_while_the_card_is_posted_leads_to_one_card() -> None:
    house = heard()
    house.staffroom.side.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert {"card1"} == {row.remote_id for row in house.rows() if isinstance(row.effect, ShowCard)}
    # The killed attempt had posted it; nobody posted another one.
    assert [] == house.staffroom.cards
    assert 1 == len([effect for effect in house.staffroom.side.tried if effect == house.rows()[1].id])


def test_only_the_interrupted_rows_of_the_lane_are_taken_up() -> None:
    house = heard([KILLED_BEFORE])
    with pytest.raises(Killed):
        house.run()
    assert [0, 1] == [house.lanes["slack"].recover(), house.lanes["x"].recover()]


def test_a_fault_while_the_receipt_is_written_makes_the_message_doubtful_not_stuck() -> None:
    house = heard()
    house.x.side.on_call = lambda _effect: setattr(house.store, "lost", 1)
    with pytest.raises(Exception, match="somebody else"):
        house.run()
    house.run()
    house.later()
    assert ([HOLD], OutboxState.SENT, 1) == (house.x.texts, hold(house), len(house.x.side.tried))


def test_a_doubtful_message_that_is_found_gets_its_receipt() -> None:
    house = heard([ARRIVES_UNHEARD])
    house.run()
    assert OutboxState.UNKNOWN == hold(house)
    house.later()
    assert (OutboxState.SENT, 1) == (hold(house), len(house.x.side.tried))


def test_a_doubtful_message_that_is_not_found_is_sent_again_once() -> None:
    house = heard([LOST_UNHEARD])
    house.run()
    house.later()
    house.later()
    assert ([HOLD], 2) == (house.x.texts, len(house.x.side.tried))


def test_a_doubtful_message_is_left_to_settle_before_it_is_looked_for() -> None:
    house = heard([ARRIVES_UNHEARD])
    house.run()
    house.later(timedelta(seconds=1))
    assert OutboxState.UNKNOWN == hold(house)


def test_a_doubtful_message_that_can_never_be_told_is_given_to_a_human() -> None:
    house = heard([LOST_UNHEARD])
    house.x.side.looks = [Permanent("the timeline is closed")]
    house.run()
    house.later()
    assert (OutboxState.DEAD, 1) == (hold(house), len(house.x.side.tried))
    assert ["Perhaps it arrived, perhaps not (the timeline is closed). Please look and do it by hand."] == lead_told(
        house
    )


@pytest.mark.parametrize("fault", [Temporary("busy"), KeyError("data")])
def test_a_look_that_fails_is_repeated_and_nothing_is_sent_meanwhile(fault: Exception) -> None:
    house = heard([ARRIVES_UNHEARD])
    house.x.side.looks = [fault]
    house.run()
    house.later()
    assert OutboxState.UNKNOWN == hold(house)
    house.later()
    assert (OutboxState.SENT, 1) == (hold(house), len(house.x.side.tried))


def test_looks_that_fail_come_at_growing_distances() -> None:
    house = heard([ARRIVES_UNHEARD])
    house.x.side.looks = [Temporary("busy")] * 4
    house.run()
    waits = []
    for _ in range(4):
        house.later(SETTLED * 2)
        waits.append((house.replies()[0].next_try - house.clock.now()).total_seconds())
    assert [2.0, 4.0, 8.0, 16.0] == waits


def test_a_refusal_as_repeated_after_a_doubtful_attempt_is_no_reason_for_other_words() -> None:
    """Our own timeline is some seconds behind; other words would be a second holding reply."""
    house = heard([ARRIVES_UNHEARD, REPEATED])
    house.x.side.behind = 3
    house.run()
    for _ in range(6):
        house.later()
    assert ([HOLD], OutboxState.SENT, 2) == (house.x.texts, hold(house), len(house.x.side.tried))
    assert 0 == house.replies()[0].wording


def test_what_the_vendor_has_and_never_shows_is_given_to_a_human_soon() -> None:
    house = heard([ARRIVES_UNHEARD, REPEATED])
    house.x.side.behind = 100
    house.run()
    for _ in range(20):
        house.later(timedelta(seconds=8))
    assert (OutboxState.DEAD, [HOLD]) == (hold(house), house.x.texts[:1])
    assert ["Perhaps it arrived, perhaps not (the same text again). Please look and do it by hand."] == lead_told(house)


@pytest.mark.parametrize("when", [KILLED_BEFORE, KILLED_AFTER])
def test_that_an_attempt_was_doubtful_is_known_after_a_crash(when: Outcome) -> None:
    house = heard([when, REPEATED])
    house.x.side.behind = 2
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    house.restart()
    for _ in range(3):
        house.later()
    assert ([HOLD], 0) == (list({message.text for message in house.x.sent}), house.replies()[0].wording)


@pytest.mark.parametrize(("text", "doubtful"), [("Text 1", True), ("Some other words", False)])
def test_what_a_lead_writes_anew_has_never_been_tried(text: str, doubtful: bool) -> None:
    house = heard()
    house.run()
    house.x.side.script = [LOST_UNHEARD]
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    house.later(timedelta(hours=5))
    answer = house.replies(ResponseKind.SUGGESTION)[0]
    assert OutboxState.HELD == answer.state
    house.intake.held_edited(answer.id, text, "Grace")
    answer = house.replies(ResponseKind.SUGGESTION)[0]
    assert (OutboxState.READY, doubtful) == (answer.state, answer.doubtful)


def test_a_refusal_as_repeated_after_attempts_that_surely_failed_is_worded_anew() -> None:
    house = heard([busy(), REPEATED])
    house.run()
    house.later()
    assert (["hold, third"], OutboxState.SENT) == (house.x.texts, hold(house))


def test_a_fault_of_our_own_is_doubtful_and_never_repeated_blindly() -> None:
    house = heard([OWN_FAULT])
    house.run()
    assert (OutboxState.UNKNOWN, "KeyError") == (hold(house), house.replies()[0].error)
    house.later()
    assert [HOLD] == house.x.texts


def test_a_message_that_is_never_found_and_never_arrives_is_given_up_after_a_day() -> None:
    house = heard()
    house.staffroom.side.script = [LOST_UNHEARD] * 1000
    house.run()
    for _ in range(4):
        house.later(timedelta(hours=9))
    assert OutboxState.DEAD == next(row.state for row in house.rows() if isinstance(row.effect, Tell))
