"""The door: one transaction at a time, undone as a whole by an exception inside."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from bot.adapters.store import SqliteStore
from bot.domain.errors import StoreBroken
from bot.ports.store import Transaction
from bot.replay.memory.answers import MemoryAnswers
from bot.replay.memory.cases import MemoryCases
from bot.replay.memory.facts import MemoryBudgets, MemoryCosts, MemoryMarks, MemoryTimers
from bot.replay.memory.journal import Journal
from bot.replay.memory.lessons import MemoryLessons
from bot.replay.memory.mentions import MemoryMentions
from bot.replay.memory.outbox import MemoryOutbox
from bot.replay.memory.presences import MemoryPresences
from bot.replay.memory.rosters import MemoryRosters


class MemoryStore:
    """Implements `bot.ports.store.Store`.

    It is no store for tickets, envelopes, labels, models and what was forgotten: those are the real one's, which is
    opened when a step first asks for one of them.
    """

    def __init__(self) -> None:
        self._journal = Journal()
        ours: dict[tuple[str, str], str] = {}
        mentions = MemoryMentions(self._journal)
        cases = MemoryCases(self._journal, mentions, ours)
        answers = MemoryAnswers(self._journal, mentions)
        self._door = _Door(
            self._journal,
            cases=cases,
            mentions=mentions,
            outbox=MemoryOutbox(self._journal, ours, lambda customer: cases.of_customer(customer, limit=1_000)),
            timers=MemoryTimers(self._journal),
            marks=MemoryMarks(self._journal),
            budgets=MemoryBudgets(self._journal),
            costs=MemoryCosts(self._journal),
            answers=answers,
            lessons=MemoryLessons(self._journal, mentions),
            rosters=MemoryRosters(self._journal),
            presences=MemoryPresences(self._journal),
        )

    def transaction(self) -> contextlib.AbstractContextManager[Transaction]:
        """Begin a transaction that may write; an exception inside undoes everything.

        Raises RuntimeError for a transaction inside a transaction.
        """
        return self._door

    def sweep(self) -> bool:
        """Do nothing: what is removed is gone."""
        return True

    def empty_log(self) -> bool:
        """Do nothing: there is no log."""
        return True

    def copy_to(self, target: Path) -> None:
        """Raise RuntimeError: this store is never copied."""
        raise RuntimeError(f"a replay's store is thrown away, not copied to {target}")

    def close(self) -> None:
        """Let go of everything."""
        self._door.close()


class _Rest(SqliteStore):
    """The real store in memory, for what a replay seldom asks. Its rows may speak of cases that it does not have."""

    def __init__(self) -> None:
        super().__init__(":memory:")
        self._db.execute("PRAGMA foreign_keys = OFF")


class _Door:
    """One transaction after the other; it is the transaction as well."""

    def __init__(self, journal: Journal, *, answers: MemoryAnswers, **parts: object) -> None:
        self._journal = journal
        self._inside = False
        self._rest: _Rest | None = None
        self._begun: contextlib.AbstractContextManager[Transaction] | None = None
        self._tx: Transaction | None = None
        self._closed = False
        self._parts = {**parts, "answers": answers, "privacy": _NobodyForgotten(self, answers)}

    def __enter__(self) -> Transaction:
        if self._closed:
            raise StoreBroken("The store of the replay is closed already.")
        if self._inside:
            raise RuntimeError("a transaction is open already: transactions do not nest")
        self._inside = True
        return cast(Transaction, self)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inside = False
        begun, self._begun, self._tx = self._begun, None, None
        if kind is None:
            self._journal.keep()
        else:
            self._journal.undo()
        if begun is not None:
            begun.__exit__(kind, value, trace)

    def __getattr__(self, part: str) -> Any:
        if not self._inside:
            raise RuntimeError("this transaction is over: begin a new one")
        return self._parts.get(part) or getattr(self.rest(), part)

    def rest(self) -> Transaction:
        """Return the transaction of the real store that belongs to this one, begun when it is first asked for."""
        if self._tx is None:
            self._rest = self._rest or _Rest()
            self._begun = self._rest.transaction()
            self._tx = self._begun.__enter__()
        return self._tx

    def close(self) -> None:
        """Close the real store, if it was ever opened."""
        self._closed = True
        if self._rest is not None:
            self._rest.close()


class _NobodyForgotten:
    """Privacy where nobody has asked for anything: the one question that every mention asks is answered at once."""

    def __init__(self, door: _Door, answers: MemoryAnswers) -> None:
        self._door = door
        self._answers = answers
        self._asked = False

    def is_forgotten(self, name: str) -> bool:
        """Tell whether this name was forgotten."""
        return self._asked and self._door.rest().privacy.is_forgotten(name)

    def forget_copies(self, case_id: str) -> None:
        """Take out what was copied from the mentions of a case."""
        self._answers.forget_questions(case_id)
        self._door.rest().privacy.forget_copies(case_id)

    def __getattr__(self, method: str) -> Any:
        self._asked = True
        return getattr(self._door.rest().privacy, method)
