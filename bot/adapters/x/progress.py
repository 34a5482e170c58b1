"""How far a source at X was read, kept in the store so that a restart goes on where the last run ended.

It must never move before everything up to there went through the intake.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.ports.clock import Clock
from bot.ports.store import Store

OVERLAP = timedelta(minutes=5)
"""X indexes some posts late: this much is read again each time, and the store knows what it has seen."""

log = structlog.get_logger()


class Progress:
    """The mark of one source: the moment before which nothing is ours to answer, and the newest one that was read."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        source: str,
        overlap: timedelta = OVERLAP,
        ahead: Callable[[], timedelta] = lambda: timedelta(0),
    ) -> None:
        """Prepare; the store is asked later.

        Args:
            store: keeps the mark.
            clock: tells when the very first start was.
            source: the name of the source.
            overlap: how much is read again.
            ahead: how far our clock is known to go before X's.
        """
        self._store = store
        self._clock = clock
        self._mark = f"x:{source}"
        self._overlap = overlap
        self._ahead = ahead
        self._started = clock.now()
        self._first: datetime | None = None
        self._newest: datetime | None = None

    def begin(self) -> None:
        """Load the mark; where there is none, this is the first start ever and everything before it is left alone."""
        if self._first is not None:
            return
        with self._store.transaction() as tx:
            kept = _read(tx.marks.get(self._mark))
            if kept is None:
                # X tells no fractions of a second, so the second in which we start belongs to us.
                # The posts bear X's time: with a clock that goes before it the next ones would look old.
                # It is the time of the start, not of this call: the database may have been busy since.
                first = (self._started - self._ahead()).replace(microsecond=0)
                kept = (first, first)
                tx.marks.set(self._mark, _written(*kept))
        self._first, self._newest = kept

    @property
    def first(self) -> datetime:
        """The moment (UTC) before which nothing is ours to answer; right after `begin`."""
        assert self._first is not None
        return self._first

    @property
    def start(self) -> datetime:
        """From when on to read (UTC); right after `begin`."""
        assert self._newest is not None
        return self._newest - self._overlap

    def reached(self, moment: datetime) -> None:
        """Write down that everything up to `moment` (UTC) went through the intake; it never goes back.

        It never goes beyond now either: after one post with a date of tomorrow, today's would be taken for old.
        """
        assert self._newest is not None
        moment = min(moment, self._clock.now())
        if moment <= self._newest:
            return
        with self._store.transaction() as tx:
            tx.marks.set(self._mark, _written(self.first, moment))
        self._newest = moment


def _written(first: datetime, newest: datetime) -> str:
    return f"{first.isoformat()} {newest.isoformat()}"


def _read(kept: str) -> tuple[datetime, datetime] | None:
    if not kept:
        return None
    try:
        first, newest = (datetime.fromisoformat(part).astimezone(UTC) for part in kept.split())
    except ValueError:
        log.error("x.mark_unreadable")
        return None
    return first, newest
