"""Ranks suggestions for a customer's text by the words they share.

Pure and deterministic. It never decides what is said: a human chooses among what it puts first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.response import Response

GENERAL = "general"

_WORD = re.compile(r"[^\W\d_]{2,}")
_STEM = 5
# Below this a shared word is chance: it stands in so many suggestions that it tells nothing.
_ENOUGH = 0.4
_EMPTY_WORDS = frozenset(
    """
    about after again all also always am an and any app are as at be been but by can cannot could did
    didn do does doesn doing don even ever every for from get getting go going got had has have he hello
    help her here hey hi him his how if in into is isn it its just keep like ll make me more my no not
    now of off on one only or our out over please re really she should since so some still such than
    that the their them then there these they thing this those to today too try trying up us use using
    ve very want was we were what when where which while who why will with won would yet you your
    """.split()  # noqa: SIM905 - a paragraph is easier to read and to mend than a hundred quoted words
)


def rank(suggestions: Sequence[Response], text: str, topic: str) -> tuple[Response, ...]:
    """Return the suggestions that fit, best first: those on `topic`, then those that share words with `text`.

    Arguments:
        suggestions: all that may be offered; their names break ties.
        text: the customer's own words.
        topic: the topic that the mention was understood to be about, or "".
    """
    known = _known_words(tuple(suggestions))
    asked = [known[word] for word in sorted(_stems(text)) if word in known]
    shared: dict[str, float] = {}
    alike: dict[str, Counter[int]] = {}
    for places in asked:
        for name in places.responses:
            shared[name] = shared.get(name, 0.0) + 1 / len(places.responses)
        for name, example in places.examples:
            alike.setdefault(name, Counter())[example] += 1

    def score(name: str) -> float:
        return shared.get(name, 0.0) + 0.1 * max(alike.get(name, {}).values(), default=0)

    rated = [(_on_topic(response, topic), score(response.name), response) for response in suggestions]
    fitting = [rating for rating in rated if rating[0] or rating[1] >= _ENOUGH]
    fitting.sort(key=lambda rating: (-rating[0], -rating[1], rating[2].name))
    return tuple(response for _, _, response in fitting)


@dataclass(frozen=True)
class _Places:
    """Where a telling word stands: names of responses, and which of their examples."""

    responses: tuple[str, ...]
    examples: tuple[tuple[str, int], ...]


# The same few lists are asked again and again: one a language and tone, until the operator changes a text.
@lru_cache(maxsize=32)
def _known_words(suggestions: tuple[Response, ...]) -> Mapping[str, _Places]:
    responses: dict[str, list[str]] = {}
    examples: dict[str, list[tuple[str, int]]] = {}
    for response in suggestions:
        for word in _words_of(response):
            responses.setdefault(word, []).append(response.name)
        for number, example in enumerate(response.examples):
            for word in _stems(example):
                examples.setdefault(word, []).append((response.name, number))
    return {word: _Places(tuple(names), tuple(examples.get(word, ()))) for word, names in responses.items()}


def _on_topic(response: Response, topic: str) -> bool:
    wanted = topic.strip().casefold()
    return bool(wanted) and wanted in {listed.casefold() for listed in response.topics}


def _words_of(response: Response) -> frozenset[str]:
    topics = (listed for listed in response.topics if listed != GENERAL)
    return _stems(" ".join((response.title, *topics, *response.examples)))


def _stems(text: str) -> frozenset[str]:
    """Return the telling words of a text, cut to their beginnings so that "charged" meets "charge"."""
    found = (word for word in _WORD.findall(text.casefold()) if word not in _EMPTY_WORDS)
    return frozenset(word[:_STEM] for word in found)
