"""Looks how open tickets stand on the desk, and tells the cases: answered, solved, open again.

1. Claim: the row is put off in one transaction. A crash from here on only means a later look.
2. Look: outside any transaction; it changes nothing on the desk.
3. Write: the events that follow and the row as it is now, in one transaction. What was seen is never told twice.

A ticket is looked at often while it is young and seldom later, and never more than one at a time: desks count calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.case import Case
from bot.domain.effects import ThreadNote
from bot.domain.errors import DeliveryError, Permanent
from bot.domain.events import Event, TicketAnswered, TicketReopened, TicketSolved
from bot.engine.dispatch import Dispatch
from bot.engine.effect_ids import effect_id, only_case
from bot.engine.former_desk import UNNAMED, DeskNames
from bot.engine.intake import Intake
from bot.ports.clock import Clock
from bot.ports.desk import Desk, Standing, Ticket, TicketState
from bot.ports.store import Store, Transaction, Watch

log = structlog.get_logger()

DISTANCE = timedelta(seconds=3)
"""Between two looks: with three calls a look this is 60 calls a minute; the least that a desk allows is 50 to 100."""
LEASE = timedelta(minutes=2)
"""How long a claimed look is left alone; longer than any look takes."""
SELDOM = timedelta(hours=1)
WATCH_FOR = timedelta(days=30)
"""How long a ticket is looked at after the last thing that happened to it."""
TELL_AFTER, TELL_UNTIL = 3, 48
"""With which failed looks in a row a ticket is told to the leads: a deleted one would be told for thirty days."""
_TOLD = "desk-watch:told"


class DeskWatch:
    """Does one look at a time; `every` is the shortest time between two looks at one ticket."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        dispatch: Dispatch,
        desk: Desk,
        clock: Clock,
        every: timedelta,
        desks: DeskNames = UNNAMED,
    ) -> None:
        self._store = store
        self._intake = intake
        self._dispatch = dispatch
        self._desk = desk
        self._clock = clock
        self._every = every
        self._desks = desks

    def work(self) -> bool:
        """Look at the ticket that is due longest; return False when none is due."""
        claimed = self._claim()
        if claimed is None:
            return False
        watch, case = claimed
        if case is None:
            return True
        try:
            state = self._desk.state(Ticket(case.ticket, case.ticket_url, case.ticket_key), case.email)
        except DeliveryError as problem:
            self._failed(watch, problem)
        else:
            self._seen(watch, state)
        self._intake.wake()
        return True

    def _claim(self) -> tuple[Watch, Case | None] | None:
        now = self._clock.now()
        with self._store.transaction() as tx:
            watch = tx.watches.next(now)
            if watch is None:
                return None
            case = tx.cases.get(watch.case_id)
            if case is None or not case.ticket_key or now - watch.since > WATCH_FOR:
                tx.watches.drop(watch.case_id)
                return watch, None
            if former := self._desks.former(case):
                self._leave(tx, watch, case, former, now)
                return watch, None
            tx.watches.put(replace(watch, due=now + LEASE))
            tx.watches.postpone(now + DISTANCE)
            return watch, case

    def _leave(self, tx: Transaction, watch: Watch, case: Case, former: str, now: datetime) -> None:
        """Say on the card of an open case, once, that nobody looks at its ticket; the former desk may come back."""
        tx.watches.put(replace(watch, due=now + SELDOM))
        words = f"Ticket {case.ticket} is at the former desk ({former}). What happens to it there is not seen here."
        self._note_once(tx, case, words, now)

    def _note_once(self, tx: Transaction, case: Case, words: str, now: datetime) -> None:
        if case.is_open:
            row_id = effect_id(f"{only_case(case)}/{words}", 0, 0)
            self._dispatch.write_for_staff(tx, case.id, ThreadNote(words), row_id, now)

    def _seen(self, watch: Watch, state: TicketState) -> None:
        now = self._clock.now()
        events = tuple(_news(watch, state))
        since = now if events else watch.since
        due = now + rest(self._every, now - since)
        merged = state.standing is Standing.MERGED
        answered = max((at for at in (watch.answered_at, state.answered_at) if at is not None), default=None)
        with self._store.transaction() as tx:
            for event in events:
                self._intake.within(tx, watch.case_id, event)
            if merged and (case := tx.cases.get(watch.case_id)):
                words = f"The desk merged ticket {case.ticket} into another one. What happens there is not seen here."
                self._note_once(tx, case, words, now)
            over = watch.is_over if merged else state.standing.is_over
            tx.watches.put(Watch(watch.case_id, due, since, now, over, answered))
        for event in events:
            log.info("desk_told", case=watch.case_id, what=type(event).__name__)

    def _failed(self, watch: Watch, problem: DeliveryError) -> None:
        now = self._clock.now()
        failures = watch.failures + 1
        wait = SELDOM if isinstance(problem, Permanent) else min(SELDOM, self._every * 2.0 ** min(failures, 10))
        retry_at = getattr(problem, "retry_at", None)
        due = max(now + wait, retry_at) if retry_at else now + wait
        log.warning("desk_not_seen", case=watch.case_id, reason=str(problem), failures=failures)
        with self._store.transaction() as tx:
            if retry_at:
                # The desk's limit is for all of our calls.
                tx.watches.postpone(retry_at)
            # Never given up for that: only its age ends a watch, and what the desk did meanwhile is seen afterwards.
            tx.watches.put(replace(watch, due=due, failures=failures))
            told = tx.marks.get(_TOLD)
            if TELL_AFTER <= failures <= TELL_UNTIL and (
                not told or now - datetime.fromisoformat(told) > timedelta(days=1)
            ):
                tx.marks.set(_TOLD, now.isoformat())
                words = f"The bot cannot see how ticket matters stand on the desk ({watch.case_id}): {problem}"
                self._dispatch.tell_leads(tx, words, now)


def rest(every: timedelta, age: timedelta) -> timedelta:
    """Return how long to leave a ticket alone to which nothing has happened for `age`: a fiftieth of that."""
    return max(every, min(SELDOM, age / 50))


def _news(watch: Watch, state: TicketState) -> Iterator[Event]:
    if state.standing is Standing.MERGED:
        # What the desk wrote into it since, if only "merged into …", is about the merging.
        return
    if state.answered_at is not None and (watch.answered_at is None or state.answered_at > watch.answered_at):
        yield TicketAnswered(state.answered_at)
    if state.standing.is_over and not watch.is_over:
        # Not every desk says since when. Surely not before the last look; perhaps before what the customer wrote since.
        yield TicketSolved(state.over_at or watch.looked_at)
    if watch.is_over and not state.standing.is_over:
        yield TicketReopened()
