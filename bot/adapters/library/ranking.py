"""Ranks suggestions for a customer's text by the words they share.

Pure and deterministic. It never decides what is said: a human chooses among what it puts first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
    words = {response.name: _words_of(response) for response in suggestions}
    common = Counter(word for found in words.values() for word in found)
    asked = _stems(text)

    def score(response: Response) -> float:
        shared = asked & words[response.name]
        best = max((len(asked & _stems(example)) for example in response.examples), default=0)
        return sum(1 / common[word] for word in shared) + 0.1 * best

    rated = [(_on_topic(response, topic), score(response), response) for response in suggestions]
    fitting = [rating for rating in rated if rating[0] or rating[1] >= _ENOUGH]
    fitting.sort(key=lambda rating: (-rating[0], -rating[1], rating[2].name))
    return tuple(response for _, _, response in fitting)


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
