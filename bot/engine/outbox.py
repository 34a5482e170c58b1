"""Delivers outbox rows: claim, send, write the receipt.

1. Claim: in one transaction the most urgent row of the lane that may go is checked, takes its part of the vendor's
   budget, and becomes `sending`. From here a crash means: perhaps sent.
2. Perform: outside any transaction.
3. Receipt: in one transaction the row becomes `sent`, together with the event that follows from it and what it cost.

After Temporary the row is ready again later. After Unknown, and after a crash, it is looked for on the remote side and
only sent again when it surely is not there; where that cannot be told, or after Permanent, a human gets it. Refused as
repeated after a doubtful attempt it is there, though it may not be shown yet: it is looked for, and never sent again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from bot.domain.effects import Reply
from bot.domain.errors import (
    DeliveryError,
    Duplicate,
    Limited,
    NoPrivateWay,
    NotAllowed,
    Permanent,
    ResponseError,
    StoreBroken,
    Temporary,
    Unknown,
)
from bot.domain.events import Event, NotDelivered
from bot.domain.policy import Policy
from bot.engine import breaker
from bot.engine.backlog import note_shown, remind_later
from bot.engine.card_gone import draw_anew
from bot.engine.chains import asked_by_chain, settle_late
from bot.engine.clearance import is_pointless
from bot.engine.delivery import Delivery, Receipt
from bot.engine.intake import Intake
from bot.engine.narrate import author_of, kind_of, name_of
from bot.engine.pace import Pace
from bot.engine.poison import Poison
from bot.engine.premises import shut_destinations
from bot.engine.preparing import against, prepare
from bot.engine.retrying import GIVE_UP, SETTLE, SHOWS_WITHIN, again_at, backoff, before_too_late, too_old
from bot.engine.rewording import in_other_words
from bot.engine.story import PAUSED
from bot.engine.subject import Subject
from bot.engine.uncounted import UNCOUNTED
from bot.engine.wording import Wording
from bot.ports.clock import Clock
from bot.ports.store import OutboxRow, OutboxState, Store, Transaction
from bot.ports.tally import Tally

log = structlog.get_logger()
_PERHAPS = "Perhaps it arrived, perhaps not ({}). Please look and do it by hand."


class OutboxWorker:
    """Delivers the rows of one lane ("x", "slack", "desk"), one after the other."""

    def __init__(
        self,
        lane: str,
        store: Store,
        intake: Intake,
        delivery: Delivery,
        wording: Wording,
        policy: Policy,
        clock: Clock,
        pace: Pace,
        tally: Tally = UNCOUNTED,
    ) -> None:
        self.lane = lane
        self._store = store
        self._intake = intake
        self._delivery = delivery
        self._wording = wording
        self._policy = policy
        self._clock = clock
        self._pace = pace
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._in_hand = False
        self.stopped_by: Counter[str] = Counter()
        """How many messages each guard held since the start; one that two guards stop counts for both."""
        self._tally = tally
        self._claiming: OutboxRow | None = None
        self._poison = Poison(store, intake, clock, self._give_to_human)
        # When the last message left for each destination, since the start (UTC).
        self.left_at: dict[str, datetime] = {}

    def recover(self) -> int:
        """Take up what a crash interrupted, to be looked for before anything else; return how many rows there were."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            rows = [row for row in tx.outbox.interrupted() if row.destination.startswith(f"{self.lane}:")]
            for row in rows:
                row = replace(row, state=OutboxState.UNKNOWN, next_try=now + SETTLE, error="interrupted")
                tx.outbox.save(replace(row, doubtful=True))
                self._intake.charge(tx, row)
        return len(rows)

    def next_try(self) -> datetime | None:
        """Return when there may be something to do again (UTC), or None when nothing waits."""
        with self._store.transaction() as tx:
            due = tx.outbox.next_try(self.lane)
            if due is None or due > self._looked_at:
                return due
            # It was due at the last look and was left: its destination is shut, or the bot is paused.
            return self._pace.next_open(tx, self._clock.now(), self.lane)

    def work(self) -> bool:
        """Deliver one row; return False when there was none to deliver."""
        if self._in_hand:
            # A fault of our own kept the last result from being written: that message is doubtful now.
            self.recover()
        self._in_hand = True
        try:
            claimed = self._claim()
        except StoreBroken:
            raise
        except Exception as problem:
            self._in_hand = False
            return self._poison.isolated(self._claiming, problem)
        if claimed is not None:
            row, subject = claimed
            if row.state is OutboxState.SENDING:
                self._attempt(row, subject)
            elif row.state is OutboxState.UNKNOWN:
                self._look(row, subject)
            # What follows from it may be for another lane.
            self._intake.wake()
        self._in_hand = False
        return claimed is not None

    def _claim(self) -> tuple[OutboxRow, Subject] | None:
        now = self._looked_at = self._clock.now()
        self._claiming = None
        with self._store.transaction() as tx:
            stopped = bool(tx.marks.get(PAUSED)) or breaker.is_open(tx)
            shut = (*self._pace.shut(tx, now), *shut_destinations(tx))
            row = tx.outbox.next(now, self.lane, shut, without_automatic=stopped)
            self._claiming = row
            if row is None:
                return None
            subject = prepare(tx, row, self._delivery, self._policy, now)
            if row.state is OutboxState.UNKNOWN:
                return row, subject
            if subject.settled or (subject.story and is_pointless(tx, row, subject.story)):
                row = replace(row, state=OutboxState.WITHDRAWN)
                tx.outbox.save(row)
                return row, subject
            if reason := breaker.burst(tx, row, self._policy, now):
                self._intake.trip_breaker(tx, reason)
                log.error("breaker_opened", reason=reason)
                return row, subject
            if subject.story and (stops := against(tx, row, subject.story, self._delivery, self._policy, now)):
                self.stopped_by.update({stop.guard for stop in stops})
                row = replace(row, state=OutboxState.HELD, error=" ".join(stop.message for stop in stops))
                self._tally.held([stop.guard for stop in stops])
                self._give_to_human(tx, row, row.error, stale=all(stop.guard == "stale" for stop in stops))
                return row, subject
            if opens := self._pace.take(tx, row.destination, now):
                # Its destination is shut, and it was looked at only because its time has passed.
                row = replace(row, next_try=opens)
                tx.outbox.save(row)
                return row, subject
            row = note_shown(
                replace(row, state=OutboxState.SENDING, attempts=row.attempts + 1, next_try=now), subject.backlog
            )
            tx.outbox.save(row)
            return row, subject

    def _attempt(self, row: OutboxRow, subject: Subject) -> None:
        try:
            receipt = self._delivery.perform(row, subject)
        except Temporary as problem:
            self._tally.failed(self.lane, "temporary")
            self._retry(row, problem, OutboxState.READY)
        except Duplicate as problem:
            self._reword(row, subject, problem)
        except Permanent as problem:
            self._dead(row, str(problem), problem)
        except Unknown as problem:
            self._doubt(replace(row, doubtful=True), str(problem))
        except Exception as problem:
            # A fault of our own after the call may have been made: doubtful, never repeated blindly.
            log.exception("delivery_failed", effect=row.id, error=type(problem).__name__)
            self._doubt(replace(row, doubtful=True), type(problem).__name__)
        else:
            self._sent(row, receipt)

    def _look(self, row: OutboxRow, subject: Subject) -> None:
        try:
            receipt = self._delivery.find(row, subject)
        except (Temporary, Unknown) as problem:
            self._retry(replace(row, attempts=row.attempts + 1), problem, OutboxState.UNKNOWN)
        except Permanent as problem:
            self._dead(row, _PERHAPS.format(problem), problem)
        except Exception as problem:
            log.exception("look_failed", effect=row.id, error=type(problem).__name__)
            self._retry(replace(row, attempts=row.attempts + 1), Temporary(type(problem).__name__), OutboxState.UNKNOWN)
        else:
            now = self._clock.now()
            if receipt:
                self._sent(row, receipt, charged=True)
            elif row.repeated_at is None:
                self._not_there(row, now)
            elif now - row.repeated_at > SHOWS_WITHIN:
                self._dead(row, _PERHAPS.format(row.error))
            else:
                self._retry(replace(row, attempts=row.attempts + 1), Unknown(row.error), OutboxState.UNKNOWN)

    def _not_there(self, row: OutboxRow, now: datetime) -> None:
        with self._store.transaction() as tx:
            self._intake.charge(tx, row, back=True)
        if too_old(row, now):
            self._dead(row, f"Given up after {GIVE_UP}: {row.error}")
        else:
            self._save(replace(row, state=OutboxState.READY, next_try=now))

    def _sent(self, row: OutboxRow, receipt: Receipt, *, charged: bool = False) -> None:
        now = self._clock.now()
        with self._store.transaction() as tx:
            tx.outbox.save(replace(row, state=OutboxState.SENT, remote_id=receipt.remote_id, sent_at=now, error=""))
            if not charged:
                self._intake.charge(tx, row)
            if receipt.event is not None:
                self._tell_case(tx, row, receipt.event)
            if isinstance(row.effect, Reply):
                self._intake.redraw(tx, row.case_id, row.id)
            remind_later(tx, row, now)
            settle_late(tx, row, receipt.remote_id, now)
        self.left_at[row.destination] = now
        self._tally.delivered(self.lane, name_of(row.effect), kind_of(row.effect), now - row.created_at)
        log.info("sent", case=row.case_id, effect=row.id, what=name_of(row.effect), attempts=row.attempts)

    def _retry(self, row: OutboxRow, problem: Temporary | Unknown, state: OutboxState) -> None:
        now = self._clock.now()
        if too_old(row, now):
            self._dead(row, f"Given up after {GIVE_UP}: {problem}")
            return
        retry_at = getattr(problem, "retry_at", None)
        next_try = again_at(row, retry_at, now, self._clock.jitter())
        with self._store.transaction() as tx:
            if state is OutboxState.READY and (retry_at is not None or isinstance(problem, Limited)):
                # Only sending shuts the destination: looking has a budget of its own.
                self._pace.limited(tx, row.destination, next_try, now)
                next_try = before_too_late(row, next_try, now)
            tx.outbox.save(replace(row, state=state, next_try=next_try, error=str(problem)))
        log.warning("retry", case=row.case_id, effect=row.id, what=name_of(row.effect), reason=str(problem))

    def _doubt(self, row: OutboxRow, reason: str) -> None:
        self._tally.failed(self.lane, "unknown")
        next_try = self._clock.now() + max(SETTLE, backoff(row, self._clock.jitter()))
        with self._store.transaction() as tx:
            tx.outbox.save(replace(row, state=OutboxState.UNKNOWN, next_try=next_try, error=reason))
            self._intake.charge(tx, row)
        log.warning("perhaps_sent", case=row.case_id, effect=row.id, what=name_of(row.effect), reason=reason)

    def _reword(self, row: OutboxRow, subject: Subject, problem: Duplicate) -> None:
        """An earlier attempt of ours got through, and other words would say it twice; or other words are needed."""
        if row.doubtful:
            self._doubt(replace(row, repeated_at=self._clock.now()), str(problem))
            return
        try:
            if receipt := self._delivery.find(row, subject):
                self._sent(row, receipt)
            else:
                self._save(in_other_words(row, subject, self._wording, self._delivery, self._clock.now(), problem))
        except DeliveryError:
            self._doubt(row, str(problem))
        except ResponseError as error:
            self._dead(row, str(error))

    def _dead(self, row: OutboxRow, reason: str, problem: Permanent | None = None) -> None:
        self._tally.failed(self.lane, "permanent")
        with self._store.transaction() as tx:
            if not draw_anew(tx, row, problem, self._clock.now()):
                self._give_to_human(tx, replace(row, state=OutboxState.DEAD, error=reason), reason, problem=problem)

    def _give_to_human(
        self, tx: Transaction, row: OutboxRow, reason: str, *, stale: bool = False, problem: Permanent | None = None
    ) -> None:
        tx.outbox.save(row)
        log.error("given_to_human", case=row.case_id, effect=row.id, what=name_of(row.effect), state=row.state)
        if row.case_id:
            kind = row.effect.kind if isinstance(row.effect, Reply) else None
            held, no_way, asked = row.state is OutboxState.HELD, isinstance(problem, NoPrivateWay), asked_by_chain(row)
            author = author_of(row.effect)
            event = NotDelivered(name_of(row.effect), reason, held, kind, row.id, stale, no_way, asked, author)
            self._tell_case(tx, row, event)

    def _tell_case(self, tx: Transaction, row: OutboxRow, event: Event) -> None:
        """Let the case know; whatever it makes of it, what happened to the row stays written."""
        try:
            self._intake.within(tx, row.case_id, event)
        except NotAllowed:
            log.exception("case_not_told", case=row.case_id, effect=row.id)

    def _save(self, row: OutboxRow) -> None:
        with self._store.transaction() as tx:
            tx.outbox.save(row)
