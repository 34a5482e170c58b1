"""The helpdesk: where a case becomes a ticket, and what becomes of the ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.case import Mention
from bot.ports.staffroom import Story


@dataclass(frozen=True)
class Ticket:
    """A ticket on a desk: the number that the customer is told, and a link for staff ("" where there is none).

    By `key` the desk finds it again; "" for a ticket that it cannot find again.
    """

    number: str
    url: str = ""
    key: str = ""


@dataclass(frozen=True)
class Entry:
    """What is added to a ticket, caused at `at` (UTC): a note for the desk only, or what the customer wrote later."""

    at: datetime
    note: str = ""
    mention: Mention | None = None


class Standing(StrEnum):
    """Where a ticket stands on its desk; one that was merged goes on in another one, of which nothing is known here."""

    OPEN = "open"
    PENDING = "pending"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"

    @property
    def is_over(self) -> bool:
        """True when the desk has done its work, as far as it knows."""
        return self in (Standing.SOLVED, Standing.CLOSED)


@dataclass(frozen=True)
class TicketState:
    """How a ticket stands, `over_at` (UTC) since when it is over, `answered_at` (UTC) the desk's newest public answer.

    A time is None where there is none, or where the desk does not tell it.
    """

    standing: Standing
    over_at: datetime | None = None
    answered_at: datetime | None = None


class Desk(Protocol):
    """Opens tickets. Only the desk is ever given the customer's address in full.

    A ticket is created once per external id (the effect id): `open` with an id that the desk has already returns that
    ticket where the desk can tell. The same holds for what is added. Errors are those of `CustomerChannel`.
    """

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket with the whole story and return it."""
        ...

    def find(self, external_id: str) -> Ticket | None:
        """Look for the ticket of an earlier attempt; None when there surely is none.

        Raises Permanent when it cannot tell.
        """
        ...

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Add an entry that only the desk sees, unless the one of this effect is there.

        A desk that anybody may read leaves out what is not public.
        """
        ...

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Tell whether an earlier attempt to add arrived; False when it surely did not.

        Raises Permanent when it cannot tell.
        """
        ...

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Return how a ticket stands; `address` is the customer's, so that their own mails count for no answer.

        Raises Temporary or Permanent.
        """
        ...

    @property
    def tells_state(self) -> bool:
        """True where `state` can be asked at all."""
        ...
