"""SQLite's FTS5 in memory: an index in the database's file would lay open what is sealed there.

Source: https://www.sqlite.org/fts5.html
"""

from __future__ import annotations

import re
import sqlite3
import threading

_TABLE = """
CREATE VIRTUAL TABLE words USING fts5 (case_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2");
"""
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12


class MemoryIndex:
    """Implements `bot.ports.search.CaseIndex`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._db = _fresh()

    def put(self, case_id: str, text: str) -> None:
        """Let a case be found by the words of `text`; "" takes it out."""
        with self._lock:
            row = self._rows.pop(case_id, None)
            if row is not None:
                self._db.execute("DELETE FROM words WHERE rowid = ?", (row,))
            if text.strip():
                sound = text.encode("utf-8", "replace").decode("utf-8")
                done = self._db.execute("INSERT INTO words (case_id, text) VALUES (?, ?)", (case_id, sound))
                self._rows[case_id] = int(done.lastrowid or 0)

    def find(self, words: str, limit: int) -> tuple[str, ...]:
        """Return the ids of cases that have all these words, or beginnings of them, the best first."""
        # Every word is quoted, so that nothing of it is a command to FTS5; the star lets it be a beginning.
        wanted = " ".join(f'"{word}"*' for word in _WORD.findall(words)[:_MOST_WORDS])
        if not wanted:
            return ()
        with self._lock:
            rows = self._db.execute(
                "SELECT case_id FROM words WHERE words MATCH ? ORDER BY rank, rowid DESC LIMIT ?", (wanted, limit)
            ).fetchall()
        return tuple(case_id for (case_id,) in rows)

    def clear(self) -> None:
        """Forget everything, by throwing the whole database away."""
        with self._lock:
            self._db.close()
            self._db, self._rows = _fresh(), {}


def _fresh() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    db.executescript(_TABLE)
    return db
