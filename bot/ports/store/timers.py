"""What cases wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.case import Timer


@dataclass(frozen=True)
class DueTimer:
    """A timer of a case that is due (`due` is UTC)."""

    case_id: str
    timer: Timer
    due: datetime


class Timers(Protocol):
    """What cases wait for. Rows, so that no crash loses one."""

    def set(self, case_id: str, timer: Timer, due: datetime) -> None:
        """Set or move the case's timer."""
        ...

    def cancel(self, case_id: str, timer: Timer) -> None:
        """Take the case's timer away; fine when there is none."""
        ...

    def due(self, now: datetime, limit: int = 100) -> tuple[DueTimer, ...]:
        """Return the timers due at `now`, earliest first; they stay until cancelled."""
        ...

    def next_due(self) -> datetime | None:
        """Return the earliest due time of all timers."""
        ...

    def set_back(self, by: timedelta, now: datetime) -> tuple[DueTimer, ...]:
        """The clock went back to `now` (UTC): what is due after it is due `by` earlier; return that as it is now."""
        ...
