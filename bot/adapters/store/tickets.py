"""Tickets of the local desk."""

from __future__ import annotations

from datetime import datetime

from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements, next_number
from bot.ports.store import TicketRow

_FIRST_NUMBER = 1001
_ENTRY = "ticket_entries.text"
_TICKET = "external_id, number, case_id, email, subject, body, opened_at"
_SEALED = ("tickets.email", "tickets.subject", "tickets.body")


class SqliteTickets:
    """Implements `bot.ports.store.Tickets`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def add(self, external_id: str, case_id: str, email: str, subject: str, body: str, at: datetime) -> TicketRow:
        """Write a ticket with the next number (T-1001, T-1002, …), or return the one with this external id."""
        found = self.find(external_id)
        if found is not None:
            return found
        number = f"T-{next_number(self._run, 'ticket', first=_FIRST_NUMBER)}"
        row = TicketRow(external_id, number, case_id, storable(email), storable(subject), storable(body), at)
        self._run.run(
            "INSERT INTO tickets (external_id, number, case_id, email, subject, body, opened_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (external_id, number, case_id, *self._closed(row), time_to_text(at)),
        )
        return row

    def add_entry(self, effect: str, external_id: str, text: str, at: datetime) -> None:
        """Write what is added to a ticket, once per effect."""
        self._run.run(
            "INSERT INTO ticket_entries (effect_id, external_id, text, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (effect_id) DO NOTHING",
            (effect, external_id, self._run.seal.close(_ENTRY, storable(text)), time_to_text(at)),
        )

    def entries(self, external_id: str) -> tuple[str, ...]:
        """Return what was added to a ticket, oldest first."""
        rows = self._run.all("SELECT text FROM ticket_entries WHERE external_id = ? ORDER BY seq", (external_id,))
        return tuple(self._run.seal.open(_ENTRY, text) for (text,) in rows)

    def has_entry(self, effect: str) -> bool:
        """Tell whether the entry of this effect is there."""
        return self._run.one("SELECT 1 FROM ticket_entries WHERE effect_id = ?", (effect,)) is not None

    def find(self, external_id: str) -> TicketRow | None:
        """Return the ticket with this external id, or None."""
        row = self._run.one(f"SELECT {_TICKET} FROM tickets WHERE external_id = ?", (external_id,))
        return None if row is None else self._ticket(row)

    def of(self, case_id: str) -> tuple[TicketRow, ...]:
        """Return the tickets of a case, oldest first."""
        rows = self._run.all(f"SELECT {_TICKET} FROM tickets WHERE case_id = ? ORDER BY opened_at, rowid", (case_id,))
        return tuple(map(self._ticket, rows))

    def _ticket(self, row: Row) -> TicketRow:
        found, number, case_id, email, subject, body, opened_at = row
        email, subject, body = map(self._run.seal.open, _SEALED, (email, subject, body))
        return TicketRow(found, number, case_id, email, subject, body, text_to_time(opened_at))

    def _closed(self, row: TicketRow) -> tuple[str, ...]:
        return tuple(map(self._run.seal.close, _SEALED, (row.email, row.subject, row.body)))
