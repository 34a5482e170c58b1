"""The clock port over the machine's clock: the only place of the bot that asks for the time or for chance.

It never goes back by itself, and a clock that is moved by hand only exists for the sandbox.
"""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemClock:
    """The machine's time, which nobody moves by hand."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)

    def jitter(self) -> float:
        """Return a number in [0, 1), another one each time."""
        return random.random()

    def on_jump(self, heard: Callable[[], None]) -> None:
        """Do nothing: this clock never jumps."""


class MovableClock:
    """The machine's time plus an offset that another process writes into a file.

    The offset is a number of seconds as text. A file that is missing or cannot be read changes nothing, and neither
    does a smaller offset: a timer that has fired stays in the past.
    """

    WATCH_EVERY = timedelta(milliseconds=50)

    def __init__(self, file: Path) -> None:
        """Read the offset and watch the file from now on.

        Arguments:
            file: where the offset stands.
        """
        self._file = file
        self._offset = _read_offset(file) or timedelta(0)
        self._heard: list[Callable[[], None]] = []
        self._closed = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="movable-clock", daemon=True)
        self._watcher.start()

    def now(self) -> datetime:
        """Return the moved time in UTC; a new offset counts after at most `WATCH_EVERY`."""
        return datetime.now(UTC) + self._offset

    def jitter(self) -> float:
        """Return a number in [0, 1), another one each time."""
        return random.random()

    def on_jump(self, heard: Callable[[], None]) -> None:
        """Call `heard` from the watching thread after every jump; it must not raise and must return at once."""
        self._heard.append(heard)

    def close(self) -> None:
        """Watch no more; the time goes on from where it is."""
        self._closed.set()
        self._watcher.join(timeout=5)

    def _watch(self) -> None:
        while not self._closed.wait(self.WATCH_EVERY.total_seconds()):
            offset = _read_offset(self._file)
            if offset is None or offset <= self._offset:
                continue
            self._offset = offset
            for heard in tuple(self._heard):
                heard()


def _read_offset(file: Path) -> timedelta | None:
    """Return the offset in the file, or None where there is none to be read."""
    try:
        seconds = float(file.read_text(encoding="ascii"))
        offset = timedelta(seconds=seconds) if math.isfinite(seconds) else None
        return offset if offset is not None and datetime.now(UTC) + offset else None
    except (OSError, ValueError, OverflowError):
        return None
