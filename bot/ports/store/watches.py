"""Which tickets are looked at on the desk, and what was seen there last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True)
class Watch:
    """A ticket that is looked at. All times are UTC.

    `due` is when to look next, `since` when something happened last, `looked_at` the last successful look. `is_over`
    and `answered_at` are what that look saw, `failures` counts the looks that failed since.
    """

    case_id: str
    due: datetime
    since: datetime
    looked_at: datetime
    is_over: bool = False
    answered_at: datetime | None = None
    failures: int = 0


class Watches(Protocol):
    """Tickets that are looked at. Rows, so that no crash forgets one."""

    def put(self, watch: Watch) -> None:
        """Write what is known of a case's ticket."""
        ...

    def drop(self, case_id: str) -> None:
        """Look at this ticket no more; fine when it is not looked at."""
        ...

    def next(self, now: datetime) -> Watch | None:
        """Return the one that is due longest at `now`, or None."""
        ...

    def postpone(self, until: datetime) -> None:
        """Let every look that is due earlier wait until then."""
        ...

    def set_back(self, by: timedelta, now: datetime) -> None:
        """The clock went back to `now` (UTC): what is due after it is due `by` earlier."""
        ...
