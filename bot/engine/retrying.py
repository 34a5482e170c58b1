"""How long to wait before a message is tried or looked for again, and when to give it up. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.budgets import believable
from bot.ports.store import OutboxRow

SETTLE = timedelta(seconds=2)
"""How long a doubtful message gets to appear on the remote side before it is looked for."""
FIRST_RETRY = timedelta(seconds=1)
LONGEST_RETRY = timedelta(minutes=5)
GIVE_UP = timedelta(hours=24)
JUST_AFTER = timedelta(seconds=1)
SHOWS_WITHIN = timedelta(minutes=1)
"""How long a message may stay out of sight that the vendor says it has: timelines are some seconds behind."""


def backoff(row: OutboxRow, jitter: float) -> timedelta:
    """Return the wait after the last attempt: it grows, and `jitter` (0 to 1) scatters it."""
    wait = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(row.attempts - 1, 10))
    return wait * (0.75 + jitter / 2)


def again_at(row: OutboxRow, wanted: datetime | None, now: datetime, jitter: float) -> datetime:
    """Return when to try again what failed at `now`: at the time that the vendor `wanted` (UTC), else after a wait.

    A time that has passed is a vendor's clock that goes behind ours: asking at once would be refused again.
    """
    return believable(wanted, now) if wanted is not None and wanted > now else now + backoff(row, jitter)


def too_old(row: OutboxRow, now: datetime) -> bool:
    """Tell whether a message was tried for so long that a human must have it."""
    return now - row.created_at > GIVE_UP


def before_too_late(row: OutboxRow, opens: datetime, now: datetime) -> datetime:
    """Return when a message is looked at again whose destination is shut until `opens` (UTC).

    When its time is over a human must hear of it, however long the vendor wants silence. It cannot leave before the
    destination opens.
    """
    if row.send_by is None:
        return opens
    return min(opens, max(row.send_by, now) + JUST_AFTER)
