"""Small facts: how far a source was read, switches, and who said stop."""

from __future__ import annotations

from datetime import datetime

from bot.adapters.store.rows import storable, time_to_text
from bot.adapters.store.statements import Statements
from bot.domain.case import Customer

_VALUE = "marks.value"


class SqliteMarks:
    """Implements `bot.ports.store.Marks`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def get(self, name: str) -> str:
        """Return a mark, or ""."""
        row = self._run.one("SELECT value FROM marks WHERE name = ?", (name,))
        return "" if row is None else self._run.seal.open(_VALUE, row[0])

    def set(self, name: str, value: str) -> None:
        """Write a mark; "" takes it away."""
        if not value:
            self._run.run("DELETE FROM marks WHERE name = ?", (name,))
            return
        self._run.run(
            "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, self._run.seal.close(_VALUE, storable(value))),
        )

    def opt_out(self, customer: Customer, at: datetime) -> None:
        """Remember that this customer said stop; the first time counts."""
        self._run.run(
            "INSERT INTO opted_out (channel, customer_id, at) VALUES (?, ?, ?)"
            " ON CONFLICT (channel, customer_id) DO NOTHING",
            (customer.channel, storable(customer.id), time_to_text(at)),
        )

    def opted_out(self, customer: Customer) -> bool:
        """Tell whether this customer said stop."""
        sql = "SELECT 1 FROM opted_out WHERE channel = ? AND customer_id = ?"
        return self._run.one(sql, (customer.channel, storable(customer.id))) is not None
