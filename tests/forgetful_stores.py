"""Stores that make the bot forget, mix up or hurry something: for trying the checks of what people were promised."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from spoilt_stores import Part

from bot.domain.case import Case, Channel, Customer, State, Timer
from bot.domain.effects import Reply, Tell
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.ports.store import OutboxRow, Store, Transaction
from bot.simulation import company


def without_replies(*kinds: ResponseKind) -> type[Part]:
    """Return an outbox that loses every reply of these kinds."""

    class Losing(Part):
        def add(self, row: OutboxRow) -> bool:
            lost = isinstance(row.effect, Reply) and row.effect.kind in kinds
            return True if lost else self.inner.add(row)

    return Losing


class ChasingOutbox(Part):
    """Has a lead told five minutes after every answer that nobody is on it yet."""

    def add(self, row: OutboxRow) -> bool:
        """Add the row, and the message to the lead behind an answer."""
        if isinstance(row.effect, Reply) and row.effect.kind is ResponseKind.SUGGESTION:
            lead, later = company.STAFF[2], row.created_at + timedelta(minutes=5)
            told = Tell(lead.name, Why.NOT_ACKNOWLEDGED)
            self.inner.add(OutboxRow(f"{row.id}-more", row.case_id, f"slack:{lead.slack}", told, later, row.created_at))
        return self.inner.add(row)


class NobodyToldAgain:
    """Forgets the chain of everybody who writes again after an answer."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction in which nobody is told of who wrote again."""
        forgotten: set[str] = set()

        class Untold(Part):
            def add(self, row: OutboxRow) -> bool:
                if isinstance(row.effect, Tell) and row.effect.why is Why.WROTE_AGAIN:
                    forgotten.add(row.case_id)
                    return True
                return self.inner.add(row)

        class Unchained(Part):
            def set(self, case_id: str, timer: Timer, due: datetime) -> None:
                if case_id not in forgotten:
                    self.inner.set(case_id, timer, due)

        with self.inner.transaction() as tx:
            whole: Any = Part(tx)
            whole.outbox, whole.timers = Untold(tx.outbox), Unchained(tx.timers)
            yield whole

    def close(self) -> None:
        """Close the store behind."""
        self.inner.close()


class MixedUp(Part):
    """Writes the address that somebody gave before into the case of whoever gives one."""

    before = ""

    def save(self, case: Case) -> Case:
        """Save the case, with another customer's address in the place of a new one."""
        old = self.inner.get(case.id)
        if case.email and (old is None or old.email != case.email):
            given, MixedUp.before = case.email, MixedUp.before or case.email
            case, MixedUp.before = replace(case, email=MixedUp.before), given
        return self.inner.save(case)


class NothingIsRevised(Part):
    """Knows nothing of a mention that somebody changes or deletes."""

    def find(self, channel: Channel, ids: Collection[str]) -> None:
        """Find nothing."""


class StopLater:
    """Obeys a stop only nine minutes later: until then the case stays as it is, and its timers run."""

    LATER = timedelta(minutes=9)

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.stopped: dict[str, datetime] = {}
        self.now = datetime.min.replace(tzinfo=UTC)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction in which a stop changes nothing yet."""
        whole_store, unheard = self, set[str]()

        class Cases(Part):
            def save(self, case: Case) -> Case:
                old = self.inner.get(case.id)
                if case.state is State.STOPPED and old is not None and old.state is not State.STOPPED:
                    unheard.add(case.id)
                    case = replace(old, version=case.version)
                return self.inner.save(case)

        class Timers(Part):
            def cancel(self, case_id: str, timer: Timer) -> None:
                if case_id not in unheard:
                    self.inner.cancel(case_id, timer)

        class Outbox(Part):
            def withdraw(self, case_id: str, *kept: Any, **named: Any) -> int:
                return 0 if case_id in unheard else self.inner.withdraw(case_id, *kept, **named)

            def next(self, now: datetime, *asked: Any, **named: Any) -> OutboxRow | None:
                whole_store.now = now
                return self.inner.next(now, *asked, **named)

        class Marks(Part):
            def opt_out(self, customer: Customer, at: datetime) -> None:
                whole_store.stopped[customer.id] = at
                self.inner.opt_out(customer, at)

            def opted_out(self, customer: Customer) -> bool:
                since = whole_store.stopped.get(customer.id)
                return self.inner.opted_out(customer) and (since is None or whole_store.now - since > StopLater.LATER)

        with self.inner.transaction() as tx:
            whole: Any = Part(tx)
            whole.cases, whole.timers = Cases(tx.cases), Timers(tx.timers)
            whole.outbox, whole.marks = Outbox(tx.outbox), Marks(tx.marks)
            yield whole

    def close(self) -> None:
        """Close the store behind."""
        self.inner.close()


class AnybodyIsALead(Part):
    """Writes the clicks of everybody in our workspace down as a lead's."""

    def receive(self, source: str, key: str, body: str, at: datetime) -> bool:
        """Write the envelope down with a lead in the place of a stranger."""
        return self.inner.receive(source, key, body.replace(company.COLLEAGUE, company.STAFF[2].slack), at)


class AskedAtOnce:
    """Lets the time for an answer be five seconds."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction in which the time for an answer is short."""
        sooner = timedelta(seconds=175)

        class Cases(Part):
            def save(self, case: Case) -> Case:
                old = self.inner.get(case.id)
                new = case.ask_due is not None and (old is None or old.ask_due != case.ask_due)
                return self.inner.save(replace(case, ask_due=case.ask_due - sooner) if new else case)  # type: ignore[operator]

        class Timers(Part):
            def set(self, case_id: str, timer: Timer, due: datetime) -> None:
                self.inner.set(case_id, timer, due - sooner if timer is Timer.ANSWER else due)

        with self.inner.transaction() as tx:
            whole: Any = Part(tx)
            whole.cases, whole.timers = Cases(tx.cases), Timers(tx.timers)
            yield whole

    def close(self) -> None:
        """Close the store behind."""
        self.inner.close()
