"""Remembers how to undo what a transaction has written so far. It knows no table."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Journal:
    """Undoes in the opposite order what was noted; one for all transactions of a store, which never nest."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], object]] = []

    def note(self, undo: Callable[[], object]) -> None:
        """Remember how to undo what is about to be done."""
        self._undo.append(undo)

    def put(self, table: MutableMapping[K, V], key: K, value: V) -> None:
        """Write a value under a key."""
        if key in table:
            before = table[key]
            self._undo.append(lambda: table.__setitem__(key, before))
        else:
            self._undo.append(lambda: table.pop(key))
        table[key] = value

    def drop(self, table: MutableMapping[K, V], key: K) -> bool:
        """Take a key away; False where it is not there."""
        if key not in table:
            return False
        # Its place among the others is lost when it is put back: nothing that is dropped may depend on its place.
        before = table.pop(key)
        self._undo.append(lambda: table.__setitem__(key, before))
        return True

    def append(self, rows: list[V], row: V) -> None:
        """Write a row at the end."""
        self._undo.append(rows.pop)
        rows.append(row)

    def keep(self) -> None:
        """Let everything stand."""
        self._undo.clear()

    def undo(self) -> None:
        """Undo everything since the last `keep`."""
        while self._undo:
            self._undo.pop()()
