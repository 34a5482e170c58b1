"""The alarm: it rings when it was told to, however the clock was moved, and once in a while in any case."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.alarm.with_apscheduler import ApschedulerAlarm

SOON = timedelta(seconds=0.2)
HOUR = timedelta(hours=1)
# Long enough that a ring that should come has come, short enough to wait for one that should not.
WAIT = 3.0
QUIET = 0.4


class HandClock:
    """The machine's time plus what the test adds."""

    def __init__(self) -> None:
        self._offset = timedelta(0)
        self._heard: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def jitter(self) -> float:
        return 0.0

    def on_jump(self, heard: Callable[[], None]) -> None:
        self._heard.append(heard)

    def forward(self, by: timedelta) -> None:
        self._offset += by
        for heard in self._heard:
            heard()


class Bell:
    """Counts how often it rang."""

    def __init__(self) -> None:
        self._rung = threading.Semaphore(0)
        self.threads: set[str] = set()

    def ring(self) -> None:
        self.threads.add(threading.current_thread().name)
        self._rung.release()

    def rings(self, seconds: float = WAIT) -> bool:
        """Wait for the next ring; False when it did not come."""
        return self._rung.acquire(timeout=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def alarm(clock: HandClock, bell: Bell) -> Iterator[ApschedulerAlarm]:
    """An alarm that was started."""
    alarm = ApschedulerAlarm(clock)
    alarm.start(bell.ring)
    yield alarm
    alarm.stop()


def test_rings_at_the_due_time_and_not_before(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    due = clock.now() + SOON
    alarm.set(due)
    assert (True, True) == (bell.rings(), clock.now() >= due)


def test_rings_once_for_one_due_time(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    alarm.set(clock.now() + SOON)
    assert (True, False) == (bell.rings(), bell.rings(QUIET))


def test_rings_at_once_when_the_time_is_past(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    alarm.set(clock.now() - HOUR)
    assert bell.rings()


def test_rings_in_another_thread(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    alarm.set(clock.now())
    assert (True, False) == (bell.rings(), threading.current_thread().name in bell.threads)


def test_earlier_due_time_takes_the_place_of_a_later_one(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    alarm.set(clock.now() + HOUR)
    alarm.set(clock.now() + SOON)
    assert bell.rings()


def test_later_due_time_takes_the_place_of_an_earlier_one(
    clock: HandClock, bell: Bell, alarm: ApschedulerAlarm
) -> None:
    alarm.set(clock.now() + SOON)
    alarm.set(clock.now() + HOUR)
    assert not bell.rings(QUIET)


def test_nothing_due_takes_the_due_time_away(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    alarm.set(clock.now() + SOON)
    alarm.set(None)
    assert not bell.rings(QUIET)


def test_rings_when_the_clock_was_moved_past_the_due_time(
    clock: HandClock, bell: Bell, alarm: ApschedulerAlarm
) -> None:
    alarm.set(clock.now() + HOUR)
    clock.forward(2 * HOUR)
    assert bell.rings()


def test_due_time_on_a_moved_clock_is_not_rung_early(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    clock.forward(HOUR)
    alarm.set(clock.now() + HOUR)
    assert not bell.rings(QUIET)


def test_can_be_set_again_from_within_its_own_ring(clock: HandClock) -> None:
    again = threading.Semaphore(0)
    alarm = ApschedulerAlarm(clock)

    def ring() -> None:
        again.release()
        alarm.set(clock.now())

    alarm.start(ring)
    alarm.set(clock.now())
    rung = [again.acquire(timeout=WAIT) for _ in range(5)]
    alarm.stop()
    assert [True] * 5 == rung


def test_due_time_set_before_the_start_is_kept(clock: HandClock, bell: Bell) -> None:
    alarm = ApschedulerAlarm(clock)
    alarm.set(clock.now())
    alarm.start(bell.ring)
    rung = bell.rings()
    alarm.stop()
    assert rung


def test_sweep_rings_without_any_due_time(clock: HandClock, bell: Bell) -> None:
    alarm = ApschedulerAlarm(clock, sweep_every=SOON)
    alarm.start(bell.ring)
    rung = [bell.rings(), bell.rings()]
    alarm.stop()
    assert [True, True] == rung


def test_stopped_alarm_rings_no_more(clock: HandClock, bell: Bell, alarm: ApschedulerAlarm) -> None:
    alarm.set(clock.now() + SOON)
    alarm.stop()
    alarm.stop()
    alarm.set(clock.now())
    assert not bell.rings(QUIET)
