"""Finds the questions most like a new one, with SQLite's full-text search in memory (FTS5, bm25).

Two indexes vote: one over words, stemmed for English, and one over their four-letter pieces, which see through endings
in any language and through typing mistakes. It never writes to a file, and no text can break its queries.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.adapters.library.empty_words import EMPTY_WORDS
from bot.adapters.library.question_words import key, pieces, shown_words

_MOST_TERMS = 40
_MOST_HITS = 12_000
"""A question's rarest terms are looked up, until they stand in so many questions together: that bounds the time."""
_LOOKED_AT = 60
_BEGINNING = 5
_SHORTEST = 3
_TABLES = (("words", "porter unicode61"), ("pieces", "unicode61 tokenchars '_'"))


@dataclass(frozen=True)
class Near:
    """A question like the one asked for: its row, how near it is beside the nearest (0 to 1), and the words shared.

    `covered` is the share of the asked question's telling words that it has.
    """

    row: int
    nearness: float
    words: tuple[str, ...]
    covered: float


class QuestionIndex:
    """Questions under the numbers of their rows; safe to use from several threads."""

    def __init__(self, questions: Iterable[tuple[int, str]] = ()) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._seen = {table: Counter[str]() for table, _ in _TABLES}
        self._beginnings: dict[int, tuple[str, ...]] = {}
        for table, tokenizer in _TABLES:
            self._db.execute(f'CREATE VIRTUAL TABLE {table} USING fts5(terms, tokenize = "{tokenizer}")')
        self.add(questions)

    def add(self, questions: Iterable[tuple[int, str]]) -> None:
        """Take up questions, each under the number of its row, which must be new."""
        with self._lock:
            self._db.execute("BEGIN")
            for row, text in questions:
                words = _words(text)
                self._beginnings[row] = tuple({sys.intern(word[:_BEGINNING]) for word in words.values()})
                for table, terms in _terms(words).items():
                    self._seen[table].update(set(terms))
                    self._db.execute(f"INSERT INTO {table} (rowid, terms) VALUES (?, ?)", (row, " ".join(terms)))
            self._db.execute("COMMIT")

    def remove(self, rows: Iterable[int]) -> None:
        """Forget questions."""
        with self._lock:
            for row in rows:
                self._beginnings.pop(row, None)
                for table, _ in _TABLES:
                    self._db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))

    def near(self, text: str, count: int) -> tuple[Near, ...]:
        """Return at most `count` questions like `text`, the nearest first; nothing where no word is shared."""
        words = _words(text)
        together: dict[int, float] = {}
        with self._lock:
            if not self._beginnings:
                return ()
            for table, terms in _terms(words).items():
                for row, share in self._nearest(table, terms):
                    together[row] = together.get(row, 0.0) + share
            telling = {shown: word[:_BEGINNING] for shown, word in words.items() if _tells(word)}
            best = sorted(together, key=lambda row: (-together[row], row))[:count]
            shared = {row: tuple(one for one in telling if telling[one] in self._beginnings[row]) for row in best}
        most = max(together.values(), default=1.0)
        known = max(1, len(telling))
        return tuple(Near(row, together[row] / most, shared[row], len(shared[row]) / known) for row in best)

    def _nearest(self, table: str, terms: tuple[str, ...]) -> list[tuple[int, float]]:
        wanted = self._rarest(table, terms)
        if not wanted:
            return []
        query = " OR ".join(f'"{term}"' for term in wanted)
        rows = self._db.execute(
            f"SELECT rowid, -bm25({table}) FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?",
            (query, _LOOKED_AT),
        ).fetchall()
        most = max((float(score) for _, score in rows), default=0.0)
        # bm25 falls to nothing for a term that half of the questions have.
        return [(int(row), max(float(score), 1e-6) / max(most, 1e-6)) for row, score in rows]

    def _rarest(self, table: str, terms: tuple[str, ...]) -> list[str]:
        seen = self._seen[table]
        # A word may be known by its stem only, so that none of the words is left out for being new.
        known = [term for term in dict.fromkeys(terms) if table == "words" or term in seen]
        wanted: list[str] = []
        hits = 0
        for term in sorted(known, key=lambda term: seen[term])[:_MOST_TERMS]:
            hits += seen[term]
            if wanted and hits > _MOST_HITS:
                break
            wanted.append(term)
        return wanted


def _words(text: str) -> dict[str, str]:
    """Return the words as they are written, each with the form under which it is looked up."""
    found = ((word, key(word)) for word in shown_words(text))
    return {word: form for word, form in found if form}


def _terms(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what stands in, or is asked of, each table."""
    forms = tuple(words.values())
    return {"words": forms, "pieces": tuple(piece for form in forms for piece in pieces(form))}


def _tells(word: str) -> bool:
    """Tell whether a word may be a reason; a single Chinese character may tell much."""
    return word not in EMPTY_WORDS and (len(word) >= _SHORTEST or not word.isascii())
