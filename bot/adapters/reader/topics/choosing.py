"""The topics that the reader uses: the learned model where it knows the like, else what was there on day one.

It never hides that a text is out of scope: then "" comes first, and the default team gets it.
"""

from __future__ import annotations

from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.model import TopicModel
from bot.domain.understood import Ranked

UNLIKE_ALL = "unlike the questions answered so far"
_SURE_ON_DAY_ONE = 0.75


class LearnedTopics:
    """Finds topics by a model, with the operator's words for what the model has never seen."""

    def __init__(self, model: TopicModel, day_one: DayOneTopics) -> None:
        """Take the model in use and what finds topics without it."""
        self._model = model
        self._day_one = day_one

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """Return the topics of a text, the likeliest first; the first one is "" where it is out of scope."""
        reading = self._model.read(text)
        if reading.in_scope:
            return reading.ranked
        by_words = self._day_one.rank(text)
        # A topic that nobody has asked about yet is unlike everything learned, and still has its word.
        if by_words and by_words[0].confidence >= _SURE_ON_DAY_ONE:
            return by_words
        best = reading.ranked[0].confidence if reading.ranked else 0.0
        return (Ranked("", 1 - best, UNLIKE_ALL), *reading.ranked)
