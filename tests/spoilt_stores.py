"""Stores with one protection taken out each: implementations of the port, for trying the simulation's checks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.domain.case import Case, Customer, Mention
from bot.domain.errors import Conflict
from bot.ports.store import OutboxRow, OutboxState, Store, Transaction


class Part:
    """Passes everything on to one part of a transaction; a subclass takes something out."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class Spoilt:
    """A store whose transactions have some parts replaced."""

    def __init__(self, inner: Store, **parts: type[Part]) -> None:
        self.inner = inner
        self.parts = parts

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction with the replaced parts."""
        with self.inner.transaction() as tx:
            whole: Any = Part(tx)
            for name, part in self.parts.items():
                setattr(whole, name, part(getattr(tx, name)))
            yield whole

    def close(self) -> None:
        """Close the store behind."""
        self.inner.close()


class NeverSeen(Part):
    """Takes every mention for a new one."""

    def seen(self, mention: Mention) -> bool:
        """Say no, whatever it is."""
        return False


class NoVersions(Part):
    """Writes a case over whatever somebody else wrote since it was read."""

    def save(self, case: Case) -> Case:
        """Save the case as it is, whoever was first."""
        try:
            return self.inner.save(case)
        except Conflict:
            now = self.inner.get(case.id)
            return self.inner.save(replace(case, version=now.version))


class NoSending(Part):
    """Does not write down that a message is about to be sent."""

    def save(self, row: OutboxRow) -> None:
        """Save every row but one that is about to be sent."""
        if row.state is not OutboxState.SENDING:
            self.inner.save(row)


class NoSendBy(Part):
    """Forgets until when a message may leave."""

    def next(self, *asked: Any, **named: Any) -> OutboxRow | None:
        """Hand out the next row as one that never goes stale."""
        row = self.inner.next(*asked, **named)
        return replace(row, send_by=None) if row else None


class NobodyOptedOut(Part):
    """Forgets who said stop."""

    def opted_out(self, customer: Customer) -> bool:
        """Say no, whoever it is."""
        return False


class EffectsLater:
    """Writes the effects of a decision in a transaction of their own, after the case was saved."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction; what it adds to outbox and timers is written in a second one."""
        kept: list[tuple[str, str, tuple[Any, ...]]] = []

        class Later(Part):
            def add(self, row: OutboxRow) -> bool:
                kept.append(("outbox", "add", (row,)))
                return True

        class LaterTimers(Part):
            def set(self, *told: Any) -> None:
                kept.append(("timers", "set", told))

        with self.inner.transaction() as tx:
            whole: Any = Part(tx)
            whole.outbox, whole.timers = Later(tx.outbox), LaterTimers(tx.timers)
            yield whole
        if kept:
            with self.inner.transaction() as tx:
                for part, method, told in kept:
                    getattr(getattr(tx, part), method)(*told)

    def close(self) -> None:
        """Close the store behind."""
        self.inner.close()
