"""The real SQLite store on a file, and what can happen to it: kept busy, a full disk, a lost race, a kill at a commit.

It tells whose work a commit has changed, so that a worker with nothing new to do need not look.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.adapters.store.sqlite import SqliteStore, SqliteTransaction
from bot.adapters.virtual_clock import VirtualClock
from bot.domain.case import Case, Channel, Mention
from bot.domain.errors import Conflict, NotAllowed
from bot.ports.store import OutboxRow, Transaction
from bot.simulation.faults import Fault, Faults, Killed

RACE_LASTS = timedelta(seconds=5)
"""For how long after a write another worker may still hold the case as it was before."""
_LOST = "A decision was made on a case as it had been before somebody else changed it."


@dataclass
class Changes:
    """What was written since somebody looked: lanes of the outbox, "timers", "inbox"."""

    names: set[str] = field(default_factory=set)

    def all(self) -> None:
        """Say that everything may have changed."""
        self.names |= {"x", "slack", "desk", "timers", "inbox"}


class SimulatedStore:
    """Implements `bot.ports.store.Store` by the real one."""

    def __init__(self, path: Path, clock: VirtualClock, faults: Faults, changes: Changes) -> None:
        """Open the file, as a process does when it starts; raises StoreInUse while another one has it."""
        self._inner = _FaultySqlite(path, clock, faults)
        self._clock = clock
        self._faults = faults
        self._changes = changes
        self._earlier: dict[str, tuple[Case, datetime]] = {}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction; the process may be killed right before or right after its commit."""
        faults = self._faults
        with self._inner.transaction() as inner:
            cases = _Cases(inner.cases, self._earlier, self._clock, faults)
            written = self._inner.written
            try:
                yield cast(Transaction, _Watched(inner, cases, self._changes))
            except NotAllowed:
                if cases.outdated:
                    raise Conflict(_LOST) from None
                raise
            if cases.outdated:
                raise Conflict(_LOST)
            # A kill at the end of a transaction that only read would show nothing.
            killed = self._inner.written != written and faults.hit(Fault.KILLED, 2.0)
            if killed and faults.chance(Fault.KILLED).random() < 0.5:
                raise Killed
        self._earlier.update(cases.written)
        if killed:
            raise Killed

    def sweep(self) -> bool:
        """Write the file anew."""
        return self._inner.sweep()

    def empty_log(self) -> bool:
        """Empty the log."""
        return self._inner.empty_log()

    def copy_to(self, target: Path) -> None:
        """Write a copy."""
        self._inner.copy_to(target)

    def close(self) -> None:
        """Close the file and let go of its lock, as the end of a process does."""
        self._inner.close()


class _FaultySqlite(SqliteStore):
    """The real store on a connection that is at times refused."""

    def __init__(self, path: Path, clock: VirtualClock, faults: Faults) -> None:
        # A kill ends the process, never the machine: what it leaves is decided by the commit, not by the disk.
        super().__init__(path, clock, lasting=False)
        self._db: Any = _Connection(self._db, clock, faults)

    @property
    def written(self) -> int:
        """How many rows were ever written on this connection."""
        return int(self._db.conn.total_changes)


class _Connection:
    """Stands where the database stands; raises SQLite's own errors for as long as a fault lasts."""

    def __init__(self, db: Any, clock: VirtualClock, faults: Faults) -> None:
        self._db = db
        self._clock = clock
        self._faults = faults
        self._until: dict[Fault, datetime] = {}

    @property
    def conn(self) -> Any:
        """The connection itself."""
        return self._db.conn

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """Run a statement, or fail as SQLite does."""
        if sql == "BEGIN IMMEDIATE":
            self._perhaps(Fault.STORE_BUSY, "SQLITE_BUSY", "database is locked", 15.0)
        elif sql == "COMMIT" or sql.startswith(("INSERT", "UPDATE")):
            self._perhaps(Fault.DISK_FULL, "SQLITE_FULL", "database or disk is full", 120.0)
        return self._db.execute(sql, parameters) if parameters else self._db.execute(sql)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def _perhaps(self, fault: Fault, name: str, words: str, longest: float) -> None:
        now = self._clock.true
        until = self._until.get(fault)
        if self._faults.calm or until is None or now >= until:
            if not self._faults.hit(fault):
                return
            until = self._until[fault] = now + timedelta(seconds=self._faults.chance(fault).uniform(0, longest))
            self._faults.tell(f"{words} until {until:%H:%M:%S}", until)
        error = sqlite3.OperationalError(words)
        error.sqlite_errorname = name
        raise error


class _Cases:
    """The cases as a worker sees them that may have read one just before another worker wrote it.

    Only who decides about a case, and would decide again after a conflict, may see an old one. SQLite lets nobody read
    while another one writes: a decision on an old case must not be able to stand, unless the version check is missing.
    """

    def __init__(
        self, inner: Any, earlier: dict[str, tuple[Case, datetime]], clock: VirtualClock, faults: Faults
    ) -> None:
        self._inner = inner
        self._earlier = earlier
        self._clock = clock
        self._faults = faults
        self.written: dict[str, tuple[Case, datetime]] = {}
        # A mention, a timer or an envelope has been taken up: what becomes of it is decided again after a conflict.
        self.decides = False
        self.outdated: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def get(self, case_id: str) -> Case | None:
        return self._perhaps_earlier(self._inner.get(case_id))

    def of(self, mention: Mention, besides: Collection[str] = ()) -> Case | None:
        return self._perhaps_earlier(self._inner.of(mention, besides))

    def of_post(
        self, channel: Channel, conversation: str, to: str, customer_id: str = "", *, private: bool = False
    ) -> Case | None:
        return self._perhaps_earlier(self._inner.of_post(channel, conversation, to, customer_id, private=private))

    def save(self, case: Case) -> Case:
        before = self._inner.get(case.id)
        saved: Case = self._inner.save(case)
        self.outdated.discard(case.id)
        if before is not None and case.id not in self.written:
            self.written[case.id] = (before, self._clock.true)
        return saved

    def _perhaps_earlier(self, case: Case | None) -> Case | None:
        if case is None or not self.decides or case.id in self.written or case.id not in self._earlier:
            return case
        earlier, at = self._earlier[case.id]
        if self._clock.true - at > RACE_LASTS or not self._faults.hit(Fault.LOST_RACE):
            return case
        # A race is lost once: whoever tries again reads what is there.
        del self._earlier[case.id]
        self.outdated.add(case.id)
        return earlier


class _Watched:
    """A transaction that notes what it changes. What it hands out is the real thing but for the cases."""

    def __init__(self, inner: SqliteTransaction, cases: _Cases, changes: Changes) -> None:
        self._inner = inner
        self.cases = cases
        self.timers = _Taking("cancel", _Noting(inner.timers, {"set", "cancel"}, changes, lambda _: "timers"), cases)
        self.mentions = _Taking("seen", inner.mentions, cases)
        self.outbox = _Outbox(inner.outbox, changes)
        self.inbox = _Taking("done", _Noting(inner.inbox, {"receive", "failed"}, changes, lambda _: "inbox"), cases)
        self.marks = _Noting(inner.marks, {"set"}, changes, lambda _: "")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class _Taking:
    """Passes every call on; the one with the name `method` takes up what is to be decided about."""

    def __init__(self, method: str, inner: Any, cases: _Cases) -> None:
        self._method = method
        self._inner = inner
        self._cases = cases

    def __getattr__(self, name: str) -> Any:
        if name == self._method:
            self._cases.decides = True
        return getattr(self._inner, name)


class _Outbox:
    """The outbox; it notes what is written into it."""

    def __init__(self, inner: Any, changes: Changes) -> None:
        self._inner = inner
        self._changes = changes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def add(self, row: OutboxRow) -> bool:
        self._changes.names.add(row.destination.partition(":")[0])
        added: bool = self._inner.add(row)
        return added

    def save(self, row: OutboxRow) -> None:
        self._changes.names.add(row.destination.partition(":")[0])
        self._inner.save(row)


class _Noting:
    """Passes every call on, and notes those that write."""

    def __init__(self, inner: Any, writing: set[str], changes: Changes, name: Any) -> None:
        self._inner = inner
        self._writing = writing
        self._changes = changes
        self._name = name

    def __getattr__(self, method: str) -> Any:
        found = getattr(self._inner, method)
        if method not in self._writing:
            return found

        def noted(first: Any, *rest: Any, **named: Any) -> Any:
            name = self._name(first)
            if name:
                self._changes.names.add(name)
            else:
                self._changes.all()
            return found(first, *rest, **named)

        return noted
