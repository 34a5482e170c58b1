"""Topics before there is anything to learn from: the operator's own words, and neighbours among the examples.

The words decide where one stands in the text, then the same words in another language. Otherwise the examples of the
responses that share words with it vote (SQLite FTS5 in memory, bm25). It is never very sure, and it never writes to a
file.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.adapters.reader.plain_text import words
from bot.adapters.reader.topic_words import TopicFinder
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.glossary import Glossary
from bot.adapters.reader.topics.simple_text import simplify
from bot.domain.understood import Ranked

_HOW_MANY = 8
_SURE_OF_A_WORD = 0.8
_SURE_OF_ITS_MEANING = 0.75
_LESS_SURE_OF_THE_NEXT = 0.15
_LEAST_SURE_OF_EXAMPLES = 0.3
_SURE_OF_EXAMPLES = 0.6
_MOST_WORDS = 60
_SHORTEST_WORD, _LONGEST_WORD = 3, 60
_EVERYWHERE = 0.2
"""A word in more than this share of the examples tells nothing, once there are enough of them."""
_ENOUGH_EXAMPLES = 20


class DayOneTopics:
    """Finds topics without labels; safe to use from several threads."""

    def __init__(self, topics: Sequence[str], examples: Sequence[Example] = ()) -> None:
        """Take the operator's topics, and examples whose topic is one of them; others are left out."""
        self._finder = TopicFinder(topics)
        self._glossary = Glossary(topics)
        known = {example.topic: self._known(example.topic, topics) for example in examples}
        self._examples = [Example(one.text, topic) for one in examples if (topic := known[one.topic])]
        seen = Counter(word for example in self._examples for word in set(_words(example.text)))
        limit = _EVERYWHERE * max(len(self._examples), _ENOUGH_EXAMPLES)
        self._telling = {word for word, count in seen.items() if count <= limit and not _is_short(word)}
        self._lock = threading.Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute("CREATE VIRTUAL TABLE examples USING fts5(words, tokenize = 'unicode61')")
        self._index.executemany(
            "INSERT INTO examples (rowid, words) VALUES (?, ?)",
            [(place, " ".join(_words(example.text))) for place, example in enumerate(self._examples)],
        )

    @property
    def examples(self) -> tuple[Example, ...]:
        """Return the examples whose topic is the operator's, with the operator's word for it."""
        return tuple(self._examples)

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """Return the topics of a text, the likeliest first; nothing where neither a word nor an example fits."""
        found = {ranked.topic: ranked for ranked in self._by_words(text)}
        for ranked in self._by_examples(text):
            if by_words := found.get(ranked.topic):
                ranked = replace(by_words, reason=f"{by_words.reason}, and {ranked.reason}")
            found[ranked.topic] = ranked
        return tuple(sorted(found.values(), key=lambda ranked: -ranked.confidence))

    def in_scope(self, text: str) -> bool:
        """Tell whether any topic fits."""
        return bool(self.rank(text))

    def _by_words(self, text: str) -> Iterator[Ranked]:
        exact = self._finder.find(text)
        sure = _SURE_OF_ITS_MEANING
        for meant in self._glossary.find(text):
            if meant.topic != exact:
                yield Ranked(meant.topic, sure, f"“{meant.said}” ≈ {meant.topic}")
                sure = max(sure - _LESS_SURE_OF_THE_NEXT, _LEAST_SURE_OF_EXAMPLES)
        if exact:
            yield Ranked(exact, _SURE_OF_A_WORD, f"“{exact}” is in the text")

    def _known(self, topic: str, topics: Sequence[str]) -> str:
        """Return the operator's topic that is the same as one of a response, or ""."""
        same = (one for one in topics if one.casefold() == topic.casefold())
        return next(same, None) or next((one for one in topics if self._glossary.same(one, topic)), "")

    def _by_examples(self, text: str) -> list[Ranked]:
        asked = [word for word in dict.fromkeys(_words(text)) if word in self._telling][:_MOST_WORDS]
        if not asked:
            return []
        votes, counted = dict[str, float](), Counter[str]()
        for place, score in self._nearest(asked):
            topic = self._examples[place].topic
            votes[topic] = votes.get(topic, 0.0) + score
            counted[topic] += 1
        total = sum(votes.values())
        # What one shared word of many brings up is chance.
        share = len(asked) / max(1, len(set(_words(text))))
        sure = _LEAST_SURE_OF_EXAMPLES + (_SURE_OF_EXAMPLES - _LEAST_SURE_OF_EXAMPLES) * share
        return [Ranked(topic, sure * score / total, _count(counted[topic])) for topic, score in votes.items()]

    def _nearest(self, asked: Sequence[str]) -> list[tuple[int, float]]:
        query = " OR ".join(f'"{word}"' for word in asked)
        with self._lock:
            rows = self._index.execute(
                "SELECT rowid, -bm25(examples) FROM examples WHERE examples MATCH ? ORDER BY 2 DESC, rowid LIMIT ?",
                (query, _HOW_MANY),
            ).fetchall()
        # bm25 falls to nothing for a word that half of the examples have.
        return [(int(place), max(float(score), 1e-6)) for place, score in rows]


def _is_short(word: str) -> bool:
    """Tell whether a word has too few letters to tell anything; a single Chinese character may tell much."""
    return word.isascii() and len(word) < _SHORTEST_WORD


def _count(similar: int) -> str:
    return f"{similar} similar {'question' if similar == 1 else 'questions'} in the responses"


def _words(text: str) -> list[str]:
    """Return the words without apostrophes, each as one token for FTS5."""
    return [word.replace("'", "")[:_LONGEST_WORD] for word in words(simplify(text))]
