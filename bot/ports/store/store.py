"""The only door to the database, and what lies behind it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from bot.ports.store.answers import Answers
from bot.ports.store.budgets import Budgets
from bot.ports.store.cases import Cases
from bot.ports.store.costs import Costs
from bot.ports.store.inbox import Inbox
from bot.ports.store.labels import Labels
from bot.ports.store.lessons import Lessons
from bot.ports.store.marks import Marks
from bot.ports.store.mentions import Mentions
from bot.ports.store.models import Models
from bot.ports.store.outbox import Outbox
from bot.ports.store.presences import Presences
from bot.ports.store.privacy import Privacy
from bot.ports.store.promises import Promises
from bot.ports.store.rosters import Rosters
from bot.ports.store.tickets import Tickets
from bot.ports.store.timers import Timers
from bot.ports.store.watches import Watches


class Transaction(Protocol):
    """One transaction; leaving it without an exception commits."""

    @property
    def cases(self) -> Cases: ...
    @property
    def mentions(self) -> Mentions: ...
    @property
    def timers(self) -> Timers: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def watches(self) -> Watches: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def budgets(self) -> Budgets: ...
    @property
    def costs(self) -> Costs: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def models(self) -> Models: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def lessons(self) -> Lessons: ...
    @property
    def presences(self) -> Presences: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def rosters(self) -> Rosters: ...


class Store(Protocol):
    """The database. One thread at a time is inside a transaction; a transaction never nests."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Begin a transaction that may write; an exception inside undoes everything. Raises StoreBroken."""
        ...

    def sweep(self) -> bool:
        """Leave nothing behind of what was removed, in no file; False where somebody who reads keeps old pages there.

        Nobody is waited for. Raises StoreBroken where others write.
        """
        ...

    def empty_log(self) -> bool:
        """Do the last step of `sweep` alone, which takes a moment only; False where it cannot be done now."""
        ...

    def copy_to(self, target: Path) -> None:
        """Write a whole copy to `target` while others go on; what is sealed stays sealed. Raises StoreBroken."""
        ...

    def close(self) -> None:
        """Close the database and let go of its lock."""
        ...
