"""The alarm clock that wakes the timers. It holds no timers itself: rows in the store do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class Alarm(Protocol):
    """Rings at one moment, and in any case every minute; ringing too often is harmless, never ringing is not."""

    def start(self, ring: Callable[[], None]) -> None:
        """Begin; `ring` is called from another thread, must return at once, and may come at any time."""
        ...

    def set(self, due: datetime | None) -> None:
        """Ring at `due` (UTC, at once when it is past); None leaves only the sweep."""
        ...

    def stop(self) -> None:
        """Ring no more."""
        ...
