"""Tickets of the local desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class TicketRow:
    """A ticket of the local desk."""

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

    def find(self, external_id: str) -> TicketRow | None:
        """Return the ticket with this external id, or None."""
        ...
