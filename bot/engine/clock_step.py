"""What waits when the machine's clock is set back: it must not wait as much longer.

Nothing is done when the clock is set forward: the time may truly have passed, as for a machine that slept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.case import Timer
from bot.ports.store import DueTimer, Store, Transaction

SLACK = timedelta(seconds=2)
"""A step this small is the clock's own correction, and nothing waits noticeably longer for it."""


def set_back(tx: Transaction, by: timedelta, now: datetime) -> None:
    """Move the timers, next tries and looks at tickets that lie after `now` (UTC) as far back as the clock went."""
    if by > SLACK:
        for moved in tx.timers.set_back(by, now):
            _wait_as_long(tx, moved)
        tx.outbox.set_back(by, now)
        tx.watches.set_back(by, now)


def _wait_as_long(tx: Transaction, moved: DueTimer) -> None:
    """Write the answer timer's new time into its case: one that fires at another time than its case knows is late."""
    case = tx.cases.get(moved.case_id)
    if moved.timer is Timer.ANSWER and case is not None and case.ask_due is not None:
        tx.cases.save(replace(case, ask_due=moved.due))


class StepBack:
    """Notices that the clock went back. `last` is when the bot looked last (UTC), also before a restart."""

    def __init__(self, store: Store, last: datetime | None) -> None:
        self._store = store
        self._last = last

    def noticed(self, now: datetime) -> timedelta:
        """Return how far the clock went back until `now` (UTC), with everything that waits moved; nothing as a rule.

        Raises StoreBroken where nothing could be moved: the next look notices it again.
        """
        by = max(timedelta(0), self._last - now) if self._last else timedelta(0)
        if by:
            with self._store.transaction() as tx:
                set_back(tx, by, now)
        self._last = now
        return by


@dataclass(frozen=True)
class Rest:
    """Something is left alone from `begun` until `ends` (UTC); a clock that is set back behind `begun` ends it."""

    begun: datetime
    ends: datetime

    def lasts(self, now: datetime) -> bool:
        """Tell whether it is still to be left alone at `now` (UTC)."""
        return self.begun <= now < self.ends
