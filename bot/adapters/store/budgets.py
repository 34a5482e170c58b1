"""What is left of each rate limit."""

from __future__ import annotations

from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements
from bot.ports.store import Bucket

_COLUMNS = "name, left, until, at"


class SqliteBudgets:
    """Implements `bot.ports.store.Budgets`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def get(self, name: str) -> Bucket | None:
        """Return a bucket, or None."""
        row = self._run.one(f"SELECT {_COLUMNS} FROM budgets WHERE name = ?", (storable(name),))
        return None if row is None else _read(row)

    def put(self, bucket: Bucket) -> None:
        """Write a bucket, and forget those that were full before its `at`: their names may hold a customer's id."""
        self._run.run("DELETE FROM budgets WHERE until <= ?", (time_to_text(bucket.at),))
        self._run.run(
            f"INSERT INTO budgets ({_COLUMNS}) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " left = excluded.left, until = excluded.until, at = excluded.at",
            (storable(bucket.name), bucket.left, time_to_text(bucket.until), time_to_text(bucket.at)),
        )

    def all(self) -> tuple[Bucket, ...]:
        """Return every bucket, by name."""
        return tuple(_read(row) for row in self._run.all(f"SELECT {_COLUMNS} FROM budgets ORDER BY name"))


def _read(row: Row) -> Bucket:
    name, left, until, at = row
    return Bucket(str(name), int(left), text_to_time(until), text_to_time(at))
