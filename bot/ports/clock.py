"""The time. Only the adapter asks the machine for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and how much to scatter retries."""

    def now(self) -> datetime:
        """Return the time in UTC, with its time zone."""
        ...

    def jitter(self) -> float:
        """Return a number in [0, 1) to scatter retries with."""
        ...

    def on_jump(self, heard: Callable[[], None]) -> None:
        """Call `heard`, from any thread, whenever the clock was moved by hand; a clock that never is may ignore it."""
        ...
