"""A machine whose clock is set back: everybody who waited is asked all the same, and no later."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import cast

import pytest
from acme import mention
from house import House, heard

from bot.domain.case import State
from bot.domain.errors import StoreBroken
from bot.domain.events import AnsweredElsewhere
from bot.domain.response import ResponseKind
from bot.engine.clock_step import StepBack, set_back
from bot.ports.store import Store, Transaction

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
STEP = 10 * SECOND


def step_back(house: House) -> None:
    """The clock goes back, and the watch has noticed it."""
    house.clock.forward(-STEP)
    with house.store.transaction() as tx:
        set_back(tx, STEP, house.clock.now())


def asks(house: House) -> int:
    """How many times the first case's customer was asked for an address."""
    return len(house.replies(ResponseKind.ASK_EMAIL))


def test_whoever_waited_when_the_clock_was_set_back_is_asked_for_an_address_once() -> None:
    house = heard()
    house.later(30 * SECOND)
    step_back(house)
    house.later(5 * MINUTE)
    house.later(5 * MINUTE)
    assert (State.ASKED, 1) == (house.case().state, asks(house))


def test_a_clock_that_is_set_back_makes_nobody_wait_longer() -> None:
    house = heard()
    house.later(30 * SECOND)
    step_back(house)
    house.later(3 * MINUTE - 31 * SECOND)
    assert State.WAITING is house.case().state
    house.later(SECOND)
    assert State.ASKED is house.case().state


def test_a_clock_that_is_set_back_twice_keeps_the_answer_timeout() -> None:
    house = heard()
    for _ in range(2):
        house.later(30 * SECOND)
        step_back(house)
    house.later(5 * MINUTE)
    assert (State.ASKED, 1) == (house.case().state, asks(house))


def test_an_address_for_one_of_several_cases_gets_its_ticket_after_a_step_back() -> None:
    house = House()
    house.hear(mention("help", 1, conversation="100"))
    house.hear(mention("help", 2, conversation="200"))
    house.later(3 * MINUTE)
    house.hear(mention("", 3, id="dm:3", conversation="dm:1-2", private=True), email="anna@example.com")
    assert house.case("C-2").offered
    step_back(house)
    house.later(5 * MINUTE)
    assert State.TICKETED is house.case("C-2").state


def test_who_was_answered_before_the_step_back_is_asked_nothing() -> None:
    house = heard()
    house.happened(AnsweredElsewhere("Ada", "77"))
    step_back(house)
    house.later(5 * MINUTE)
    assert (State.ANSWERED, 0) == (house.case().state, asks(house))


class RefusesOnce:
    """A store whose database is busy at the first transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._refused = False

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Refuse once, then be the store."""
        if not self._refused:
            self._refused = True
            raise StoreBroken("the database is busy")
        return self._store.transaction()


def test_a_step_back_that_could_not_be_written_down_is_noticed_again() -> None:
    house = heard()
    look = StepBack(cast(Store, RefusesOnce(house.store)), house.clock.now())
    house.clock.forward(-STEP)
    with pytest.raises(StoreBroken):
        look.noticed(house.clock.now())
    assert [STEP, timedelta(0)] == [look.noticed(house.clock.now()) for _ in range(2)]
    house.later(5 * MINUTE)
    assert 1 == asks(house)
