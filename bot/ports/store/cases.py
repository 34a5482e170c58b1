"""What is remembered of cases, and what happened to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.case import Case, Channel, Customer, Mention, State


@dataclass(frozen=True)
class EventRow:
    """Something that happened to a case: the event's name, who did it, and a detail; it is sealed like a text."""

    case_id: str
    at: datetime
    name: str
    who: str
    detail: str


class Cases(Protocol):
    """Cases and their events."""

    def new_id(self) -> str:
        """Return the next id, like "C-12"; never given twice."""
        ...

    def get(self, case_id: str) -> Case | None:
        """Return a case, or None."""
        ...

    def save(self, case: Case) -> Case:
        """Write the case if nobody else did since it was read (`case.version`); return it with the next version.

        Version 0 means a new case. Raises Conflict.
        """
        ...

    def of(self, mention: Mention, besides: Collection[str] = ()) -> Case | None:
        """Return the case to which a mention belongs: same customer and conversation, the newest one.

        Cases whose ids are in `besides` are left out.

        A private conversation goes on for years and may be about any case: a private mention belongs to the customer's
        newest case on that channel that waits for an address, else to the one of its conversation if that is open, else
        to the newest open one, else to the newest one that ever asked for an address, else to that of its conversation.
        """
        ...

    def of_customer(self, customer: Customer, limit: int = 20) -> tuple[Case, ...]:
        """Return the cases of a customer, newest first."""
        ...

    def last_of(self, customer: Customer) -> Case | None:
        """Return the newest case of a customer, or None."""
        ...

    def of_post(
        self, channel: Channel, conversation: str, to: str, customer_id: str = "", *, private: bool = False
    ) -> Case | None:
        """Return the case that a post of our own side in this conversation answers.

        That is the one that holds the mention `to`, else the one whose messages of ours include `to`, else that of
        `customer_id` in the conversation. Only where nobody in particular is addressed (`customer_id` is "") it is else
        the only case there: what is said to somebody else is no answer to that customer.

        A private conversation may be about any case, wherever that began: a private post to `customer_id` answers the
        case that holds their newest mention in the conversation if that is open, else the only one of theirs that
        waits for an answer, else the one with that mention.
        """
        ...

    def list(self, states: Iterable[State] | None = None, limit: int = 200) -> tuple[Case, ...]:
        """Return cases in these states (all by default), newest first."""
        ...

    def record(self, row: EventRow) -> None:
        """Write down that something happened."""
        ...

    def events(self, case_id: str) -> tuple[EventRow, ...]:
        """Return what happened to a case, oldest first."""
        ...

    def changes(self, after: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """Return to which cases the next `limit` events after number `after` happened, and the last one's number.

        Numbers grow; 0 is before the first one. Without a newer event it is `after` again.
        """
        ...

    def happened(self, names: Collection[str], since: datetime) -> tuple[EventRow, ...]:
        """Return everything called so that happened to any case since then (UTC), oldest first."""
        ...
