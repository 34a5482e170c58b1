"""Finds the line on which a key of a TOML file stands, which the TOML reader does not tell.

It cuts the text into statements with the TOML reader itself and never interprets TOML on its own.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

Key = tuple[str | int, ...]


class Places:
    """The lines of all keys of a text that is valid TOML."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Key, int] = {}
        table: Key = ()
        tables: Counter[Key] = Counter()
        for first, lines, parsed in _statements(text):
            if not parsed:
                continue
            if lines[0].lstrip().startswith("["):
                table = _header(parsed, tables)
                self._note(table, first)
                self._note(tuple(part for part in table if isinstance(part, str)), first)
            else:
                self._note_value(table, parsed, _Search(first, lines))

    def line(self, key: Key) -> int | None:
        """Return the line (from 1) of a key, else that of the nearest table around it, else None."""
        for length in range(len(key), 0, -1):
            if key[:length] in self._lines:
                return self._lines[key[:length]]
        return None

    def _note(self, key: Key, line: int) -> None:
        self._lines.setdefault(key, line)

    def _note_value(self, key: Key, value: object, search: _Search) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                self._note((*key, name), search.line)
                self._note_value((*key, name), inner, search)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                self._note_value((*key, index), inner, search)
                self._note((*key, index), search.line)
        elif isinstance(value, str):
            self._lines[key] = search.forward(value)


class _Search:
    """Looks for the values of a statement one after the other, so that each is found on its own line."""

    def __init__(self, first: int, lines: list[str]) -> None:
        self._first, self._lines = first, lines
        self._row = self._column = 0

    @property
    def line(self) -> int:
        return self._first + self._row

    def forward(self, value: str) -> int:
        for row in range(self._row, len(self._lines)):
            column = self._lines[row].find(value, self._column if row == self._row else 0)
            if column >= 0:
                self._row, self._column = row, column + len(value)
                break
        return self.line


def _statements(text: str) -> Iterator[tuple[int, list[str], dict[str, Any]]]:
    """Yield each statement: its first line (from 1), its lines, and what it says by itself."""
    pending: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending:
            first = number
        pending.append(line)
        try:
            parsed = tomllib.loads("\n".join(pending) + "\n")
        except (ValueError, RecursionError):
            continue
        yield first, pending, parsed
        pending = []


def _header(parsed: dict[str, Any], tables: Counter[Key]) -> Key:
    """Turn what a header says by itself into the key of its table; [[a]] counts the entries of a."""
    key: Key = ()
    value: object = parsed
    while value:
        if isinstance(value, dict):
            name, value = next(iter(value.items()))
            key = (*key, name)
            if isinstance(value, dict) and tables[key]:
                key = (*key, tables[key] - 1)
        elif isinstance(value, list):
            tables[key] += 1
            key, value = (*key, tables[key] - 1), value[0]
    return key
