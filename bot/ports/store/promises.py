"""What customers were promised, and what became of it: for whoever owes it, and for the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.promise import Standing


@dataclass(frozen=True)
class PromiseRow:
    """One promise of a case, without its words; `number` tells the promises of a case apart.

    `made` and `due` are UTC, and so is `at`: since when it stands so. What is overdue and what is broken is so since
    it was due.
    """

    case_id: str
    number: int
    team: str
    owner: str
    made: datetime
    due: datetime
    found: bool
    standing: Standing
    at: datetime


class Promises(Protocol):
    """Promises of all cases. A case owes one at most."""

    def put(self, row: PromiseRow) -> None:
        """Write how a promise stands now, in place of what was written of it before."""
        ...

    def owed(self, until: datetime | None = None) -> tuple[PromiseRow, ...]:
        """Return what is still owed, soonest first, overdue ones included; with `until` only what is due by then."""
        ...

    def settled(self, since: datetime) -> tuple[PromiseRow, ...]:
        """Return what was kept, broken, replaced or ended since then, and what is overdue since then, oldest first."""
        ...

    def count(self, since: datetime) -> Mapping[Standing, int]:
        """Return how many promises stand in each way: all that are owed, and those that were settled since then."""
        ...
