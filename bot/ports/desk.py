"""The helpdesk: where a case becomes a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.ports.staffroom import Story


@dataclass(frozen=True)
class Ticket:
    """A ticket on a desk: the number that the customer is told, and a link for staff ("" where there is none)."""

    number: str
    url: str = ""


class Desk(Protocol):
    """Opens tickets. Only the desk is ever given the customer's address in full.

    A ticket is created once per external id (the effect id): `open` with an id that the desk has already returns that
    ticket where the desk can tell. Errors are those of `CustomerChannel`.
    """

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket with the whole story and return it."""
        ...

    def find(self, external_id: str) -> Ticket | None:
        """Look for the ticket of an earlier attempt; None when there surely is none.

        Raises Permanent when it cannot tell.
        """
        ...
