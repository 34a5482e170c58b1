"""What staff sent for which questions, and the answers that were kept: the part of the ranking that learns.

It is fed from the database as the bot runs, and it never writes anything. What it knows only changes the order in which
suggestions are offered; no suggestion is ever sent by it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.library.question_index import Near, QuestionIndex
from bot.domain.answers import KeptAnswer, SentBefore
from bot.domain.response import Response, ResponseKind, Tone
from bot.ports.past import Past

NEIGHBOURS = 20
_KEPT_WEIGHT = 2.0
"""A lead's click says more than a teammate's choice."""
_OTHER_MOOD = 0.8
_LIKE_ENOUGH = 0.5
_LONGEST_TITLE = 40
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True)
class Chosen:
    """What is known of one response for a question.

    Its share of the votes of like questions, how many of these it was sent for, and the words they share with it.
    """

    votes: float
    sent: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    name: str
    weight: float
    heated: bool | None
    sent: bool


class Experience:
    """Everything learned from `Past`; safe to use from several threads."""

    def __init__(self, past: Past | None = None) -> None:
        self._past = past
        self._lock = threading.Lock()
        self._index = QuestionIndex()
        self._rows: dict[int, _Row] = {}
        self._kept: dict[int, KeptAnswer] = {}
        self._of_topic: dict[str, dict[str, int]] = {}
        self._seen = 0

    def refresh(self) -> None:
        """Take up what happened since the last time."""
        if self._past is None:
            return
        kept = {one.number: one for one in self._past.kept()}
        with self._lock:
            for sent in self._past.sent(self._seen):
                self._take(sent)
            self._take_kept(kept)

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return the answers that leads kept."""
        with self._lock:
            return tuple(self._kept.values())

    def chosen(self, text: str, heated: bool, is_offered: Callable[[str], bool]) -> Mapping[str, Chosen]:
        """Return what speaks for each response by name; only questions whose response can be offered count.

        Arguments:
            text: the customer's words.
            heated: whether they are angry; what was sent to others in the same mood counts more.
            is_offered: tells by name whether a response is among those to choose from.
        """
        with self._lock:
            near = [
                (one, self._rows[one.row])
                for one in self._index.near(text, 3 * NEIGHBOURS)
                if is_offered(self._rows[one.row].name)
            ][:NEIGHBOURS]
        weights = [_weight(one, row, heated) for one, row in near]
        total = sum(weights)
        votes: dict[str, float] = {}
        sent: dict[str, int] = {}
        words: dict[str, tuple[str, ...]] = {}
        for (one, row), weight in zip(near, weights, strict=True):
            votes[row.name] = votes.get(row.name, 0.0) + weight / total
            sent[row.name] = sent.get(row.name, 0) + (row.sent and one.nearness >= _LIKE_ENOUGH and bool(one.words))
            words.setdefault(row.name, one.words)
        # A question that shares little with any other says little: its votes count less.
        trust = min(1.0, 2 * max((one.covered for one, _ in near), default=0.0))
        return {name: Chosen(trust * votes[name], sent[name], words[name]) for name in votes}

    def share_on(self, topic: str, name: str) -> float:
        """Return which share of the suggestions sent on a topic had this name, from 0 to 1."""
        with self._lock:
            counts = self._of_topic.get(topic.casefold(), {}) if topic else {}
            # Two more than there are, so that one click decides nothing.
            return counts.get(name, 0) / (sum(counts.values()) + 2)

    def _take(self, sent: SentBefore) -> None:
        self._seen = max(self._seen, sent.number)
        # Even numbers are sent ones, odd ones kept: two tables count here side by side.
        row = 2 * sent.number
        self._rows[row] = _Row(sent.name, 1.0, sent.heated, sent=True)
        self._index.add([(row, sent.question)])
        if sent.topic:
            counts = self._of_topic.setdefault(sent.topic.casefold(), {})
            counts[sent.name] = counts.get(sent.name, 0) + 1

    def _take_kept(self, kept: Mapping[int, KeptAnswer]) -> None:
        if kept == self._kept:
            return
        # One whose words were taken out is taken up anew, so that the index does not hold them any longer.
        gone = [2 * number + 1 for number, one in self._kept.items() if kept.get(number) != one]
        self._index.remove(gone)
        for row in gone:
            del self._rows[row]
        for number, one in sorted(kept.items()):
            if self._kept.get(number) == one:
                continue
            self._rows[2 * number + 1] = _Row(name_of(one), _KEPT_WEIGHT, None, sent=False)
            self._index.add([(2 * number + 1, one.question)])
        self._kept = dict(kept)


def name_of(kept: KeptAnswer) -> str:
    """Return the name of the response that a kept answer stands for."""
    return kept.response or f"kept-{kept.number}"


def as_response(kept: KeptAnswer) -> Response:
    """Return a kept answer as a suggestion like those of the library.

    Its title is the beginning of the answer, never of the question: a title is copied into the cases in which it is
    offered, where the words of a customer who deletes them or asks to be forgotten would not be found again.
    """
    words = " ".join(_PLACEHOLDER.sub("", kept.answer).split()).lstrip(" ,.")
    title = words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"
    note = f"Kept by {kept.kept_by} on {kept.kept_at:%Y-%m-%d}."
    return Response(
        name=name_of(kept),
        kind=ResponseKind.SUGGESTION,
        tone=Tone.ANY,
        language=kept.language,
        channel=kept.channel,
        topics=(kept.topic,) if kept.topic else (),
        examples=(kept.question,) if kept.question else (),
        title=title[:1].upper() + title[1:] or "A kept answer",
        note=note,
        text=kept.answer,
        source=Path("the database"),
    )


def _weight(one: Near, row: _Row, heated: bool) -> float:
    mood = 1.0 if row.heated in (None, heated) else _OTHER_MOOD
    return row.weight * mood * one.nearness**2
