"""Works through the vendor envelopes that were written down before they were acknowledged."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.errors import DecodeError, StoreBroken, Temporary
from bot.ports.clock import Clock
from bot.ports.store import InboxRow, Store

log = structlog.get_logger()

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=1)
"""After the first failed attempt; each further one waits twice as long, so that a fault of some seconds passes."""
TURN = 30.0
"""Seconds: each envelope may wait for a vendor, and a worker whose turn takes over two minutes counts as hung."""


class InboxWorker:
    """Hands each envelope to `handle`, oldest first.

    `handle` marks it done in the transaction in which it took effect. A DecodeError puts it aside at once, any
    other fault after five attempts within a quarter of a minute; either way the next one is worked on. One that is left
    as it is, or for which a vendor would be needed that does not answer (Temporary), comes again later; so does one
    that met a broken database, as often as it takes.
    """

    def __init__(
        self,
        store: Store,
        handle: Callable[[InboxRow], None],
        clock: Clock,
        tell: Callable[[InboxRow], None],
        turn: float = TURN,
    ) -> None:
        """Prepare to work.

        Args:
            store: where the envelopes are.
            handle: works on one.
            clock: tells when one that failed may be tried again.
            tell: tells a human of one that is given up, before it is put aside. It may be called twice for one.
            turn: for how many seconds one turn may begin with further envelopes.
        """
        self._store = store
        self._handle = handle
        self._clock = clock
        self._tell = tell
        self._turn = turn
        self._tried = 0
        # When an envelope failed, and how long it waits then: in memory, because a restart is a wait of its own.
        self._failed: dict[int, tuple[datetime, timedelta]] = {}
        self.not_understood = 0

    def work(self) -> bool:
        """Work through the envelopes that are there, page by page; return whether to look again at once.

        However many wait, those behind them have their turn. One that takes too long ends in between, and the next one
        goes on behind the last envelope that was tried.
        """
        page_end, self._tried = self._tried, 0
        tried, moved = 0, False
        end = time.monotonic() + self._turn
        while rows := self._pending(page_end):
            for row in filter(self._is_due, rows):
                if tried and time.monotonic() >= end:
                    self._tried = tried
                    return True
                self._try(row)
                tried = row.seq
            left = {row.seq for row in self._pending(page_end)}
            # What is still there failed, or cannot be told yet: looking again at once would only turn in circles.
            moved = moved or any(row.seq not in left for row in rows)
            page_end = rows[-1].seq
        return moved

    def _pending(self, after: int) -> tuple[InboxRow, ...]:
        with self._store.transaction() as tx:
            return tx.inbox.pending(after=after)

    def _is_due(self, row: InboxRow) -> bool:
        at, wait = self._failed.get(row.seq, (None, timedelta()))
        now = self._clock.now()
        # A clock that went back must not keep it waiting.
        return at is None or not at <= now < at + wait

    def _try(self, row: InboxRow) -> None:
        try:
            self._handle(row)
        except DecodeError as problem:
            self.not_understood += 1
            log.warning("envelope_not_understood", source=row.source, envelope=row.seq, reason=str(problem))
            self._give_up(row, str(problem))
        except Temporary as problem:
            log.warning("envelope_waits", source=row.source, envelope=row.seq, reason=str(problem))
        except StoreBroken as problem:
            # Not the envelope's fault: counted, a database that is busy five times would lose what a customer wrote.
            log.warning("envelope_waits", source=row.source, envelope=row.seq, reason=type(problem).__name__)
        except Exception as problem:
            log.exception("envelope_fault", source=row.source, envelope=row.seq)
            if row.attempts + 1 >= MOST_ATTEMPTS:
                self._give_up(row, type(problem).__name__)
            else:
                self._put_off(row, type(problem).__name__)
        else:
            self._failed.pop(row.seq, None)

    def _put_off(self, row: InboxRow, reason: str) -> None:
        self._failed[row.seq] = self._clock.now(), FIRST_WAIT * 2**row.attempts
        with self._store.transaction() as tx:
            tx.inbox.failed(row.seq, reason, give_up=False)

    def _give_up(self, row: InboxRow, reason: str) -> None:
        """Tell a human first: after a crash in between, or with a database that takes nothing, it comes again."""
        try:
            self._tell(row)
        except StoreBroken:
            raise
        except Exception:
            log.exception("given_up_untold", source=row.source, envelope=row.seq)
        self._failed.pop(row.seq, None)
        with self._store.transaction() as tx:
            tx.inbox.failed(row.seq, reason, give_up=True)
