"""The clocks: the machine's own, and the one that the sandbox moves forward through a file."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.clock import MovableClock, SystemClock
from bot.ports.clock import Clock

HOUR = timedelta(hours=1)
A_LITTLE = timedelta(seconds=5)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clock"


@pytest.fixture
def clock(file: Path) -> Iterator[MovableClock]:
    """A clock that starts an hour ahead."""
    file.write_text("3600")
    clock = MovableClock(file)
    yield clock
    clock.close()


def ahead(clock: Clock) -> timedelta:
    """Return how far a clock is ahead of the machine's, to the minute."""
    return timedelta(minutes=round((clock.now() - datetime.now(UTC)) / timedelta(minutes=1)))


def jump(clock: MovableClock, file: Path, offset: str) -> bool:
    """Write an offset and tell whether the clock told of a jump within a moment."""
    heard = threading.Event()
    clock.on_jump(heard.set)
    file.write_text(offset)
    return heard.wait(2)


def test_system_clock_tells_the_machines_time_in_utc() -> None:
    now = SystemClock().now()
    assert (UTC, True) == (now.tzinfo, abs(datetime.now(UTC) - now) < A_LITTLE)


def test_system_clock_never_calls_about_a_jump() -> None:
    heard = threading.Event()
    SystemClock().on_jump(heard.set)
    assert not heard.is_set()


def test_jitter_is_at_least_zero_below_one_and_scattered() -> None:
    numbers = [SystemClock().jitter() for _ in range(100)]
    assert (True, True) == (all(0 <= number < 1 for number in numbers), len(set(numbers)) > 90)


def test_movable_clock_starts_at_the_offset_in_the_file(clock: MovableClock) -> None:
    assert ahead(clock) == HOUR


def test_movable_clock_without_a_file_tells_the_machines_time(file: Path) -> None:
    clock = MovableClock(file)
    clock.close()
    assert timedelta(0) == ahead(clock)


def test_movable_clock_follows_the_file_and_tells_of_the_jump(clock: MovableClock, file: Path) -> None:
    assert (True, 2 * HOUR) == (jump(clock, file, "7200.0"), ahead(clock))


def test_movable_clock_tells_everybody_who_listens(clock: MovableClock, file: Path) -> None:
    first = threading.Event()
    clock.on_jump(first.set)
    assert (True, True) == (jump(clock, file, "7200"), first.wait(2))


@pytest.mark.parametrize("offset", ["", "soon", "nan", "inf", "1e30", "0"])
def test_movable_clock_stays_where_it_is_when_the_file_says_nothing_later(
    clock: MovableClock, file: Path, offset: str
) -> None:
    file.write_text(offset)
    assert (True, 2 * HOUR) == (jump(clock, file, "7200"), ahead(clock))


def test_movable_clock_stays_where_it_is_when_the_file_is_gone(clock: MovableClock, file: Path) -> None:
    file.unlink()
    threading.Event().wait(0.15)
    assert ahead(clock) == HOUR


def test_closed_clock_goes_on_without_jumping(clock: MovableClock, file: Path) -> None:
    clock.close()
    file.write_text("7200")
    threading.Event().wait(0.15)
    assert ahead(clock) == HOUR
