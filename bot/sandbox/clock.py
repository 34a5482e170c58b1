"""The sandbox's clock: real time plus an offset that can only be moved forward.

The offset is kept in a file so that the bot, which may be another process, lives in the same time.
It must never go back: a timer that has fired must stay in the past.
"""

from __future__ import annotations

import math
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SandboxClock:
    """The time that every part of the sandbox lives in."""

    def __init__(self, file: Path) -> None:
        """Start at the offset that the file holds, or at the real time when there is no file.

        Args:
            file: where the offset is kept, a number of seconds as text.

        Raises:
            ValueError: the file holds something else than a number of seconds.
        """
        self.file = file
        self._offset = _read(file)
        self._write()

    @property
    def offset(self) -> timedelta:
        """How far the sandbox is ahead of the real time."""
        return self._offset

    def now(self) -> datetime:
        """Return the sandbox's time, in UTC."""
        return datetime.now(UTC) + self._offset

    def forward(self, by: timedelta) -> None:
        """Move the time forward and write the new offset down.

        Args:
            by: how far; never negative.

        Raises:
            ValueError: `by` is negative, or leads past the end of the calendar.
        """
        if by < timedelta(0):
            raise ValueError("the clock only moves forward")
        try:
            datetime.now(UTC) + self._offset + by
        except OverflowError as error:
            raise ValueError("the clock cannot move past the year 9999") from error
        self._offset += by
        self._write()

    def _write(self) -> None:
        """Replace the file in one step: a reader sees the old offset or the new one, never half of it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.file.with_name(f".{self.file.name}.new")
        fresh.write_text(str(self._offset.total_seconds()), encoding="ascii")
        os.replace(fresh, self.file)  # noqa: PTH105  (Path.replace says nothing of being atomic)


def _read(file: Path) -> timedelta:
    """Return the offset that the file holds; none when there is no file yet."""
    if not file.exists():
        return timedelta(0)
    try:
        seconds = float(file.read_text(encoding="ascii"))
        if not math.isfinite(seconds) or seconds < 0:
            raise ValueError
        return timedelta(seconds=seconds)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{file}: expected a number of seconds; delete the file to start afresh") from error
