"""Tickets of the local desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class TicketRow:
    """A ticket of the local desk; `subject` and `body` are "" where one of the posts in it was deleted."""

    external_id: str
    number: str
    case_id: str
    email: str
    subject: str
    body: str
    opened_at: datetime


class Tickets(Protocol):
    """Tickets of the local desk."""

    def add(self, external_id: str, case_id: str, email: str, subject: str, body: str, at: datetime) -> TicketRow:
        """Write a ticket with the next number (T-1001, T-1002, …), or return the one with this external id."""
        ...

    def add_entry(self, effect: str, external_id: str, text: str, at: datetime) -> None:
        """Write what is added to a ticket, once per effect."""
        ...

    def entries(self, external_id: str) -> tuple[str, ...]:
        """Return what was added to a ticket, oldest first."""
        ...

    def has_entry(self, effect: str) -> bool:
        """Tell whether the entry of this effect is there."""
        ...

    def find(self, external_id: str) -> TicketRow | None:
        """Return the ticket with this external id, or None."""
        ...

    def of(self, case_id: str) -> tuple[TicketRow, ...]:
        """Return the tickets of a case, oldest first."""
        ...
