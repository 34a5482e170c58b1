"""A message that cannot even be prepared: put off, so that its lane goes on, and given to a human at the third time.

It never sends anything, and never hides a database that cannot be used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.domain.errors import StoreBroken, UnreadableRow
from bot.engine.intake import Intake
from bot.ports.clock import Clock
from bot.ports.store import OutboxRow, OutboxState, Store, Transaction

log = structlog.get_logger()

MOST_FAULTS = 3
PUT_OFF = timedelta(seconds=1)
"""How long after its first fault a message is tried again; twice as long after the second."""

GiveToHuman = Callable[[Transaction, OutboxRow, str], None]


class Poison:
    """Counts in memory how often a message could not be prepared; a restart begins to count anew."""

    def __init__(self, store: Store, intake: Intake, clock: Clock, give_to_human: GiveToHuman) -> None:
        self._store = store
        self._intake = intake
        self._clock = clock
        self._give_to_human = give_to_human
        self._faults: Counter[str] = Counter()

    def isolated(self, row: OutboxRow | None, problem: Exception) -> bool:
        """Take the message out of the way that `problem` is about, and return True: the lane may go on at once.

        Raises `problem` where it belongs to no message.
        """
        if isinstance(problem, UnreadableRow):
            self._set_aside(problem.row_id, problem.case_id, str(problem))
            return True
        if row is None:
            raise problem
        self._faults[row.id] += 1
        times = self._faults[row.id]
        log.error("message_fault", case=row.case_id, effect=row.id, times=times, exc_info=problem)
        if times < MOST_FAULTS:
            next_try = self._clock.now() + PUT_OFF * 2 ** (times - 1)
            with self._store.transaction() as tx:
                tx.outbox.save(replace(row, next_try=next_try))
            return True
        del self._faults[row.id]
        self._give_up(row, problem)
        return True

    def _give_up(self, row: OutboxRow, problem: Exception) -> None:
        reason = f"A fault of the bot keeps this message from leaving ({type(problem).__name__})."
        if row.state is OutboxState.UNKNOWN:
            reason = f"Perhaps it arrived, perhaps not. {reason}"
        try:
            with self._store.transaction() as tx:
                self._give_to_human(tx, replace(row, state=OutboxState.DEAD, error=reason), reason)
        except StoreBroken:
            raise
        except Exception:
            # The case itself may be what cannot be worked on.
            log.exception("case_not_told", case=row.case_id, effect=row.id)
            self._set_aside(row.id, row.case_id, reason)

    def _set_aside(self, row_id: str, case_id: str, reason: str) -> None:
        """Give the message up without touching its case, and tell the leads in plain words."""
        log.error("message_set_aside", case=case_id, effect=row_id)
        with self._store.transaction() as tx:
            tx.outbox.put_aside(row_id, reason)
            words = f"A message{f' of the case {case_id}' if case_id else ''} was given up, please look: {reason}"
            self._intake.tell_leads(tx, words)
