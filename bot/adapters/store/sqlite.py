"""The store on SQLite: one connection, one transaction at a time, on disk before it is told to be done.

Every transaction begins as a writing one: one that read first and wrote later could lose the race for the file. It
never retries by itself and never opens a second connection.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from bot.adapters.store.answers import SqliteAnswers
from bot.adapters.store.budgets import SqliteBudgets
from bot.adapters.store.cases import SqliteCases
from bot.adapters.store.copies import copy_to
from bot.adapters.store.costs import SqliteCosts
from bot.adapters.store.file_lock import FileLock
from bot.adapters.store.inbox import SqliteInbox
from bot.adapters.store.labels import SqliteLabels
from bot.adapters.store.lessons import SqliteLessons
from bot.adapters.store.marks import SqliteMarks
from bot.adapters.store.mentions import SqliteMentions
from bot.adapters.store.models import SqliteModels
from bot.adapters.store.opening import open_file, open_in_memory
from bot.adapters.store.outbox import SqliteOutbox
from bot.adapters.store.presences import SqlitePresences
from bot.adapters.store.privacy import SqlitePrivacy
from bot.adapters.store.promises import SqlitePromises
from bot.adapters.store.rosters import SqliteRosters
from bot.adapters.store.statements import Statements
from bot.adapters.store.sweeping import empty_log, sweep
from bot.adapters.store.tickets import SqliteTickets
from bot.adapters.store.timers import SqliteTimers
from bot.adapters.store.trouble import check_place, explain
from bot.adapters.store.watches import SqliteWatches
from bot.domain.errors import StoreBroken
from bot.ports.clock import Clock


@dataclass(frozen=True)
class SqliteTransaction:
    """Implements `bot.ports.store.Transaction`; of no use after its `with` block."""

    cases: SqliteCases
    mentions: SqliteMentions
    timers: SqliteTimers
    outbox: SqliteOutbox
    inbox: SqliteInbox
    tickets: SqliteTickets
    watches: SqliteWatches
    marks: SqliteMarks
    budgets: SqliteBudgets
    costs: SqliteCosts
    labels: SqliteLabels
    models: SqliteModels
    answers: SqliteAnswers
    lessons: SqliteLessons
    presences: SqlitePresences
    promises: SqlitePromises
    privacy: SqlitePrivacy
    rosters: SqliteRosters


class SqliteStore:
    """Implements `bot.ports.store.Store`.

    `path` is the database file, or ":memory:". `clock` stamps the lock file, else the file system's time does.
    `exclusive` is for the one process that runs the bot: it makes the file where there is none, brings its tables up to
    date and holds `<path>.lock` until it is closed. Without it an administration command may work beside a running bot.
    `lasting` false is for a temporary file only, such as a replay's: a power cut may lose what was told to be done.
    Raises StoreInUse when another process holds the lock, StoreBroken when the file cannot be used as it is.
    """

    def __init__(
        self,
        path: Path | Literal[":memory:"],
        clock: Clock | None = None,
        exclusive: bool = True,
        *,
        lasting: bool = True,
    ) -> None:
        self._place = None if path == ":memory:" else Path(path)
        self._door = threading.RLock()
        self._inside = False
        self._closed = False
        self._lock: FileLock | None = None
        if self._place is None:
            self._db, self._seal = open_in_memory()
            return
        check_place(self._place, must_exist=not exclusive)
        if exclusive:
            self._lock = FileLock(self._place, clock)
            self._lock.take()
        try:
            self._db, self._seal = open_file(self._place, exclusive, lasting)
        except BaseException:
            if self._lock is not None:
                self._lock.let_go()
            raise

    @contextlib.contextmanager
    def transaction(self) -> Iterator[SqliteTransaction]:
        """Begin a transaction that may write; an exception inside undoes everything.

        Other threads wait at the door. Raises StoreBroken, and RuntimeError for a transaction inside a transaction.
        """
        with self._door:
            self._check_may_enter()
            run = Statements(self._db, self._place, self._seal)
            run.run("BEGIN IMMEDIATE")
            self._inside = True
            try:
                yield SqliteTransaction(
                    cases=SqliteCases(run),
                    mentions=SqliteMentions(run),
                    timers=SqliteTimers(run),
                    outbox=SqliteOutbox(run),
                    inbox=SqliteInbox(run),
                    tickets=SqliteTickets(run),
                    watches=SqliteWatches(run),
                    marks=SqliteMarks(run),
                    budgets=SqliteBudgets(run),
                    costs=SqliteCosts(run),
                    labels=SqliteLabels(run),
                    models=SqliteModels(run),
                    answers=SqliteAnswers(run),
                    lessons=SqliteLessons(run),
                    presences=SqlitePresences(run),
                    promises=SqlitePromises(run),
                    privacy=SqlitePrivacy(run),
                    rosters=SqliteRosters(run),
                )
                run.run("COMMIT")
            except BaseException:
                self._undo()
                raise
            finally:
                self._inside = False
                run.shut()

    def empty_log(self) -> bool:
        """Give the disk back the log of what has long been written; False where others read it. Raises StoreBroken."""
        return self._at_the_door(empty_log)

    def sweep(self) -> bool:
        """Write the file anew, so that nothing removed stays in it; other processes wait meanwhile.

        False where others read the log, so that it still holds old pages. Raises StoreBroken where others write.
        """
        return self._at_the_door(sweep)

    def copy_to(self, target: Path) -> None:
        """Write a whole copy to `target` while others go on; what is sealed stays sealed. Raises StoreBroken."""
        with self._door:
            self._check_may_enter()
            copy_to(self._db, target)

    def close(self) -> None:
        """Close the database and let go of its lock; closing twice is fine."""
        with self._door:
            if self._inside:
                raise RuntimeError("the store cannot be closed inside a transaction")
            if self._closed:
                return
            self._closed = True
            try:
                self._db.close()
            finally:
                if self._lock is not None:
                    self._lock.let_go()

    def _at_the_door(self, work: Callable[[Database], bool]) -> bool:
        with self._door:
            self._check_may_enter()
            try:
                return work(self._db)
            except sqlite3.Error as error:
                raise explain(error, self._place) from error

    def _check_may_enter(self) -> None:
        if self._inside:
            raise RuntimeError("a transaction is open in this thread already: transactions do not nest")
        if self._closed:
            raise StoreBroken(f"The database {self._place or 'in memory'} is closed already.")

    def _undo(self) -> None:
        # A full disk may have undone the transaction already.
        if self._db.conn.in_transaction:
            try:
                self._db.execute("ROLLBACK")
            except sqlite3.Error as error:
                raise explain(error, self._place) from error
