"""All parts are told at once to stop, and nobody waits longer than was promised."""

from __future__ import annotations

import threading
import time

from bot.wiring.stopping import stop_together

NEVER = 30.0


def within(seconds: float) -> float:
    """A deadline."""
    return time.monotonic() + seconds


def test_no_part_waits_for_another_one() -> None:
    """Each of two comes back only when the other was told: one after the other neither would."""
    first, second = threading.Event(), threading.Event()

    def stop(own: threading.Event, other: threading.Event) -> None:
        own.set()
        assert other.wait(NEVER)

    assert stop_together([lambda: stop(first, second), lambda: stop(second, first)], within(NEVER))


def test_they_have_one_deadline_together() -> None:
    stuck, began = threading.Event(), time.monotonic()
    assert not stop_together([lambda: None, *([lambda: stuck.wait(NEVER) and None] * 5)], within(0.2))
    assert time.monotonic() - began < 1.0
    stuck.set()


def test_one_that_fails_keeps_no_other_from_its_turn() -> None:
    told: list[str] = []

    def fails() -> None:
        raise ZeroDivisionError

    assert stop_together([fails, lambda: told.append("second")], within(NEVER))
    assert ["second"] == told
