"""How many calls are left: windows of fifteen minutes on the sandbox's clock, one a group of endpoints.

Some groups have a window of 24 hours beside it. X's own numbers would stop a rehearsal that polls twice a second, so
each is multiplied until `strict` is set; a rehearsal may also set numbers of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from bot.sandbox.clock import SandboxClock

GENEROUS = 1_000
WINDOW = timedelta(minutes=15)
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Group:
    """Endpoints that share one budget.

    The numbers are X's: https://docs.x.com/x-api/fundamentals/rate-limits
    """

    name: str
    calls: int
    daily: int | None = None


@dataclass(frozen=True)
class Left:
    """What is left of a budget after a call; below zero, the call was one too many. `day` is the budget of 24 hours."""

    limit: int
    remaining: int
    reset: datetime
    day: Left | None = None

    @property
    def refused(self) -> bool:
        """True when the call was one too many for one of the budgets."""
        return self.remaining < 0 or (self.day is not None and self.day.remaining < 0)

    @property
    def headers(self) -> dict[str, str]:
        """The three headers that X sends with every answer, and three more where there is a budget of 24 hours."""
        daily = self.day._headers("x-user-limit-24hour") if self.day else {}
        return self._headers("x-rate-limit") | daily

    def _headers(self, name: str) -> dict[str, str]:
        return {
            f"{name}-limit": str(self.limit),
            f"{name}-remaining": str(max(0, self.remaining)),
            f"{name}-reset": str(ceil(self.reset.timestamp())),
        }


class Limits:
    """The open windows; a window begins with the first call in it."""

    def __init__(self, clock: SandboxClock) -> None:
        self.strict = False
        self._clock = clock
        self._own: Mapping[str, int] = {}
        self._windows: dict[tuple[str, timedelta], tuple[datetime, int]] = {}

    def spend(self, group: Group) -> Left:
        """Count one call and return what is left."""
        left = self._spend(group.name, WINDOW, self._own.get(group.name, group.calls))
        if group.daily is None:
            return left
        return replace(left, day=self._spend(group.name, DAY, group.daily))

    def enforce(self, strict: bool, own: Mapping[str, int] | None = None) -> None:
        """Use X's numbers, or generous ones; every window starts afresh.

        Args:
            strict: whether X's numbers hold as they are.
            own: other numbers for 15 minutes, by the name of a group; they hold as they are with `strict`.
        """
        self.strict = strict
        self._own = dict(own or {})
        self._windows.clear()

    def _spend(self, name: str, window: timedelta, calls: int) -> Left:
        now = self._clock.now()
        limit = calls if self.strict else calls * GENEROUS
        reset, used = self._windows.get((name, window), (now, 0))
        if reset <= now:
            reset, used = now + window, 0
        used = min(used + 1, limit + 1)
        self._windows[name, window] = (reset, used)
        return Left(limit, limit - used, reset)
