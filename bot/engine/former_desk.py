"""Which desk has a ticket: after another one is configured, the numbers of the former are strangers' tickets there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Case
from bot.ports.store import Transaction

_FIRST = "desk:first"


@dataclass(frozen=True)
class DeskNames:
    """The desk that is configured, in words for staff, and `first`, which has the tickets of which no desk is known.

    Without a name every ticket is at the desk that there is.
    """

    now: str = ""
    first: str = ""

    def former(self, case: Case) -> str:
        """Return the name of the desk that has the ticket of a case, where that is another one than now, else ""."""
        name = case.ticket_desk or self.first
        return name if self.now and name != self.now else ""


UNNAMED = DeskNames()


def name_desks(tx: Transaction, now: str) -> DeskNames:
    """Return the names; tickets from before desks were told apart are at the one that was configured then."""
    first = tx.marks.get(_FIRST)
    if not first:
        tx.marks.set(_FIRST, now)
    return DeskNames(now, first or now)
