"""A timer that is due is fired once, and decided with the case as it is then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import NOON, mention
from house import House, heard

from bot.domain.case import EscalationState, State, Timer
from bot.domain.events import AnsweredElsewhere, SuggestionSent
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.ports.store import DueTimer

THREE, FIVE = timedelta(minutes=3), timedelta(minutes=5)


def waiting(house: House) -> list[Timer]:
    """The timers that are set, earliest first."""
    with house.store.transaction() as tx:
        return [one.timer for one in tx.timers.due(NOON + timedelta(days=9))]


def due(house: House) -> DueTimer:
    with house.store.transaction() as tx:
        return tx.timers.due(house.clock.now())[0]


def test_a_timer_does_not_fire_before_its_time() -> None:
    house = heard()
    house.clock.forward(THREE - timedelta(seconds=1))
    assert not house.timers.work()
    assert State.WAITING == house.case().state


def test_the_answer_timer_asks_for_an_address() -> None:
    house = heard()
    house.later(THREE)
    assert (State.ASKED, ["hold, second", "ask email, second"]) == (house.case().state, house.x.texts)


def test_a_timer_is_fired_once() -> None:
    house = heard()
    house.clock.forward(THREE)
    assert [True, False] == [house.timers.work(), house.timers.work()]
    assert 1 == len(house.replies(ResponseKind.ASK_EMAIL))


def test_the_same_due_timer_handed_over_twice_asks_once() -> None:
    house = heard()
    house.clock.forward(THREE)
    timer = due(house)
    house.intake.fire(timer)
    house.intake.fire(timer)
    assert 1 == len(house.replies(ResponseKind.ASK_EMAIL))


def test_a_human_who_answers_at_the_last_moment_wins() -> None:
    house = heard()
    house.clock.forward(THREE)
    timer = due(house)
    house.happened(SuggestionSent("Ada", "s1"))
    house.intake.fire(timer)
    house.run()
    assert ["Text 1"] == house.x.texts


def test_a_timer_that_was_moved_meanwhile_keeps_its_new_time() -> None:
    house = heard()
    house.clock.forward(THREE)
    timer = due(house)
    house.happened(AnsweredElsewhere("Ada", "77"))
    house.hear(mention(number=190))
    house.intake.fire(timer)
    assert [Timer.ANSWER, Timer.ACKNOWLEDGE] == waiting(house)


def test_nobody_acknowledges_and_the_chain_goes_up_to_the_lead() -> None:
    house = heard()
    house.later(FIVE)
    house.later(FIVE * 2)
    assert [("Ada", Why.ON_DUTY), ("Grace", Why.NOT_ACKNOWLEDGED), ("Grace", Why.NOBODY_LEFT)] == [
        (one.who, one.why) for one in house.staffroom.told
    ]
    assert EscalationState.EXHAUSTED == house.case().escalation.state


def test_timers_that_fell_due_during_downtime_fire_after_it() -> None:
    house = heard()
    house.run()
    house.clock.forward(timedelta(minutes=30))
    house.restart()
    house.later(timedelta())
    assert State.ASKED == house.case().state


def test_the_alarm_is_set_for_the_next_timer() -> None:
    house = heard()
    house.timers.work()
    assert house.clock.now() + THREE == house.alarm.due


def test_without_timers_the_alarm_is_left_to_its_sweep() -> None:
    house = House()
    house.timers.work()
    assert (None, 1) == (house.alarm.due, house.alarm.times_set)


def test_a_timer_without_a_meaning_is_taken_away() -> None:
    house = heard()
    house.happened(SuggestionSent("Ada", "s1"))
    with house.store.transaction() as tx:
        tx.timers.set("C-1", Timer.ANSWER, house.clock.now())
    house.timers.work()
    assert [] == waiting(house)


def test_one_case_that_cannot_be_decided_does_not_keep_the_others_waiting() -> None:
    house = heard()
    house.clock.forward(timedelta(seconds=1))
    house.hear(mention(number=2, conversation="1002"), email="anna@example.com")
    house.clock.forward(THREE)
    house.library.errors[ResponseKind.ASK_EMAIL] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.timers.work()
    assert [State.WAITING, State.OPENING] == [house.case("C-1").state, house.case("C-2").state]
