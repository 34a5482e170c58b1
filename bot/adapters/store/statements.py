"""Runs the SQL of one transaction and turns SQLite's complaints into our own. Never begins or ends a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.adapters.store.sealing import Seal
from bot.adapters.store.trouble import explain

Row = tuple[Any, ...]


class Statements:
    """The door to the tables for as long as its transaction is open; `seal` closes and opens what is sealed in them."""

    def __init__(self, db: Database, place: Path | None, seal: Seal) -> None:
        self._db = db
        self._place = place
        self._open = True
        self.seal = seal

    def shut(self) -> None:
        """Let nothing through any more: the transaction is over."""
        self._open = False

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run a statement that writes and return how many rows it touched. Raises StoreBroken."""
        return self._execute(sql, values).rowcount

    def one(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, or None. Raises StoreBroken."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def all(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of a query. Raises StoreBroken."""
        try:
            rows: list[Row] = self._execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise explain(error, self._place) from error
        return rows

    def _execute(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        if not self._open:
            raise RuntimeError("this transaction is over: begin a new one")
        try:
            return self._db.execute(sql, tuple(values))
        except sqlite3.Error as error:
            raise explain(error, self._place) from error


def marks_for(values: Iterable[object]) -> str:
    """Return as many placeholders as there are values: "?, ?, ?"."""
    return ", ".join("?" for _ in values)


def next_number(run: Statements, name: str, first: int = 1) -> int:
    """Count on and return the number; it is never given twice."""
    row = run.one(
        "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1"
        " RETURNING value",
        (name, first),
    )
    if row is None:
        raise RuntimeError(f"the counter {name} gave no number")
    return int(row[0])
