"""A pump works while there is work, sleeps until it is woken, survives faults, and stops when it is asked to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from bot.engine.pump import Pump

SOON = 5.0
"""Seconds within which something must have happened; nothing here needs more than a few hundredths."""


class Work:
    """Does as many pieces of work as are put down, and counts the looks."""

    def __init__(self) -> None:
        self.left = 0
        self.looks = 0
        self.faults = 0
        self.idle = threading.Event()

    def __call__(self) -> bool:
        self.looks += 1
        if self.faults:
            self.faults -= 1
            raise RuntimeError("a fault")
        if self.left:
            self.left -= 1
            return True
        self.idle.set()
        return False


@pytest.fixture
def work() -> Work:
    """Work for one pump."""
    return Work()


@pytest.fixture
def pump(work: Work) -> Iterator[Pump]:
    """A pump that rests for a minute unless it is woken."""
    pump = Pump("test", work, lambda: 60.0)
    yield pump
    pump.stop()
    pump.join(SOON)


def test_a_pump_works_until_there_is_nothing_left(pump: Pump, work: Work) -> None:
    work.left = 5
    pump.start()
    assert work.idle.wait(SOON)
    assert (0, 6) == (work.left, work.looks)


def test_a_sleeping_pump_works_when_it_is_woken(pump: Pump, work: Work) -> None:
    pump.start()
    assert work.idle.wait(SOON)
    work.idle.clear()
    work.left = 1
    pump.wake()
    assert work.idle.wait(SOON)
    assert 0 == work.left


def test_a_pump_looks_again_after_its_rest() -> None:
    work = Work()
    pump = Pump("test", work, lambda: 0.01)
    pump.start()
    deadline = time.monotonic() + SOON
    while work.looks < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    pump.stop()
    assert pump.join(SOON)
    assert work.looks >= 3


def test_a_wake_during_the_work_is_not_lost() -> None:
    looks: list[int] = []
    done = threading.Event()

    def work() -> bool:
        looks.append(1)
        if len(looks) == 1:
            pump.wake()
        else:
            done.set()
        return False

    pump = Pump("test", work, lambda: 60.0)
    pump.start()
    assert done.wait(SOON)
    pump.stop()
    assert pump.join(SOON)


def test_a_pump_survives_a_fault(pump: Pump, work: Work) -> None:
    work.faults = 1
    pump.start()
    pump.wake()
    assert work.idle.wait(SOON)


def test_a_sleeping_pump_stops_at_once(pump: Pump, work: Work) -> None:
    pump.start()
    assert work.idle.wait(SOON)
    pump.stop()
    assert pump.join(SOON)


def test_a_pump_that_is_stopped_finishes_what_is_in_flight_and_begins_nothing_more() -> None:
    begun, go_on = threading.Event(), threading.Event()
    finished: list[str] = []

    def work() -> bool:
        begun.set()
        go_on.wait(SOON)
        finished.append("one")
        return True

    pump = Pump("test", work, lambda: 60.0)
    pump.start()
    assert begun.wait(SOON)
    pump.stop()
    assert not pump.join(0.01)
    go_on.set()
    assert pump.join(SOON)
    assert ["one"] == finished


def test_a_fault_is_followed_by_a_rest(pump: Pump, work: Work) -> None:
    work.faults = 1000
    pump.start()
    assert not work.idle.wait(0.2)
    assert 1 == work.looks


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_pump_is_revived(work: Work, pump: Pump) -> None:
    """Whatever ended its thread: the next look comes from a new one."""
    threads: list[threading.Thread] = []

    def die_once() -> bool:
        threads.append(threading.current_thread())
        if len(threads) == 1:
            raise SystemExit
        return work()

    fragile = Pump("fragile", die_once, lambda: 60.0)
    fragile.start()
    until = time.monotonic() + SOON
    while fragile.is_alive and time.monotonic() < until:
        time.sleep(0.01)
    fragile.mend()
    assert work.idle.wait(SOON)
    fragile.stop()
    assert fragile.join(SOON)
    assert 2 == len(set(threads))


def test_a_pump_tells_how_long_its_turn_takes() -> None:
    go_on = threading.Event()
    slow = Pump("slow", lambda: not go_on.wait(SOON), lambda: 60.0)
    assert 0.0 == slow.busy_for()
    slow.start()
    until = time.monotonic() + SOON
    while slow.busy_for() < 0.05 and time.monotonic() < until:
        time.sleep(0.01)
    assert slow.busy_for() >= 0.05
    go_on.set()
    slow.stop()
    assert slow.join(SOON)
    assert 0.0 == slow.busy_for()
