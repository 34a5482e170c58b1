"""After a start the bot listens before it speaks, but not for ever."""

from __future__ import annotations

from datetime import timedelta

from acme import NOON
from house import House

from bot.engine.first_hearing import LONGEST, FirstHearing

SECOND = timedelta(seconds=1)


class Start:
    """A bot that has just started, with X not read yet; `work` has always something to do."""

    def __init__(self, envelopes: int = 0) -> None:
        self.house = House()
        for number in range(envelopes):
            self.house.envelope(f"e{number}")
        self.house.clock.forward(SECOND)
        self.x_was_read = False
        self.first = FirstHearing(self.house.store, self.house.clock, lambda: self.x_was_read)
        self.work = self.first.before(lambda: True)


def test_nothing_is_done_before_x_was_read() -> None:
    start = Start()
    assert not start.work()
    start.x_was_read = True
    assert start.work()
    assert None is start.first.ends()


def test_what_was_written_down_before_the_start_is_worked_on_first() -> None:
    start = Start(envelopes=1)
    start.x_was_read = True
    assert not start.work()
    with start.house.store.transaction() as tx:
        tx.inbox.done(tx.inbox.pending()[0].seq)
    assert start.work()


def test_what_comes_after_the_start_is_not_waited_for() -> None:
    start = Start()
    start.house.envelope("later")
    start.x_was_read = True
    assert start.work()


def test_an_x_that_is_away_keeps_nobody_waiting_for_ever() -> None:
    start = Start()
    assert start.first.ends() == NOON + 2 * SECOND + LONGEST
    start.house.clock.forward(LONGEST - SECOND)
    assert not start.work()
    start.house.clock.forward(SECOND)
    assert start.work()


def test_once_over_it_stays_over() -> None:
    start = Start()
    start.x_was_read = True
    assert start.work()
    start.x_was_read = False
    start.house.envelope("later")
    start.house.clock.forward(-timedelta(hours=1))
    assert start.work()
