"""The clock port as a hand that somebody moves: virtual time, for a simulation or a replay. It never asks the machine.

The same moves and the same scatter give the same times.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class VirtualClock:
    """Stands still between two moves. What the bot reads is the true time plus an error, like a machine's clock."""

    def __init__(self, start: datetime, scatter: Callable[[], float] = lambda: 0.5) -> None:
        """Stand at `start`.

        Arguments:
            start: the true time at the beginning, in UTC.
            scatter: gives the next number in [0, 1) to scatter retries with.
        """
        self.true = start
        self.error = timedelta(0)
        self._scatter = scatter
        self._heard: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return what the clock shows (UTC): the true time, plus its error."""
        # As it is where it is right: what many rows keep is then one and the same moment.
        return self.true + self.error if self.error else self.true

    def jitter(self) -> float:
        """Return the next number of the scatter."""
        return self._scatter()

    def on_jump(self, heard: Callable[[], None]) -> None:
        """Call `heard` after every step of the clock."""
        self._heard.append(heard)

    def advance(self, to: datetime) -> None:
        """Let time pass until `to` (true, UTC); a time that is past changes nothing. Nobody is told."""
        self.true = max(self.true, to)

    def step(self, error: timedelta) -> None:
        """Set the clock wrong by `error`, or right again with none, and tell everybody."""
        self.error = error
        for heard in tuple(self._heard):
            heard()

    def forget(self) -> None:
        """Tell nobody any more: the process that listened is gone."""
        self._heard.clear()
