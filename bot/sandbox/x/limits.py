"""How many calls are left: windows of fifteen minutes on the sandbox's clock, one a group of endpoints.

X's own numbers would stop a rehearsal that polls twice a second, so each is multiplied until `strict` is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.sandbox.clock import SandboxClock

GENEROUS = 1_000
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Group:
    """Endpoints that share one budget.

    The numbers are X's: https://docs.x.com/x-api/fundamentals/rate-limits
    """

    name: str
    calls: int


@dataclass(frozen=True)
class Left:
    """What is left of a budget after a call; below zero, the call was one too many."""

    limit: int
    remaining: int
    reset: datetime

    @property
    def headers(self) -> dict[str, str]:
        """The three headers that X sends with every answer."""
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(max(0, self.remaining)),
            "x-rate-limit-reset": str(ceil(self.reset.timestamp())),
        }


class Limits:
    """The open windows; a window begins with the first call in it."""

    def __init__(self, clock: SandboxClock) -> None:
        self.strict = False
        self._clock = clock
        self._windows: dict[str, tuple[datetime, int]] = {}

    def spend(self, group: Group) -> Left:
        """Count one call and return what is left."""
        now = self._clock.now()
        limit = group.calls if self.strict else group.calls * GENEROUS
        reset, used = self._windows.get(group.name, (now, 0))
        if reset <= now:
            reset, used = now + WINDOW, 0
        used = min(used + 1, limit + 1)
        self._windows[group.name] = (reset, used)
        return Left(limit, limit - used, reset)

    def enforce(self, strict: bool) -> None:
        """Use X's own numbers, or generous ones; every window starts afresh."""
        self.strict = strict
        self._windows.clear()
