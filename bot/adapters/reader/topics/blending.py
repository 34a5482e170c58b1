"""Topics by meaning beside topics by words: the fewer examples a topic has, the more its meaning counts.

What the words tell surely stays as it is. It never makes a topic out of a text that is like none of the examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.adapters.reader.topic_words import Topics
from bot.adapters.reader.topics.embedding import Embedder, Floats
from bot.adapters.reader.topics.examples import Example
from bot.domain.understood import Ranked

_SURE_OF_WORDS = 0.75
_HALF_TRUST = 20
"""With so many examples of a topic, words and meaning count alike for it."""
_SHARPNESS = 12
_FAR = 0.35
"""A text whose nearest example is less like it than this is about none of the topics, as far as meaning goes."""
_NEAREST = 3
_MOST_SURE = 0.9


class BlendedTopics:
    """Finds topics by another finder and by a sentence model together; safe to use from several threads."""

    def __init__(self, by_words: Topics, embedder: Embedder, examples: Sequence[Example]) -> None:
        """Take what finds topics by words, and examples whose topics are the operator's; they are embedded now."""
        self._by_words = by_words
        self._embedder = embedder
        self._examples = tuple(examples)
        self._points: Floats = (
            embedder.embed([one.text for one in examples]) if examples else np.zeros((0, 1), np.float32)
        )
        self._counted = Counter(one.topic for one in examples)

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """Return the topics of a text, the likeliest first; the first one is "" where it is out of scope."""
        by_words = tuple(self._by_words.rank(text))
        told = bool(by_words and by_words[0].topic and by_words[0].confidence >= _SURE_OF_WORDS)
        if told or not self._examples or not text.strip():
            return by_words
        meant = self._by_meaning(text)
        if not meant:
            return by_words
        found = {one.topic: one for one in by_words}
        blended = [self._blend(topic, found.get(topic), meant.get(topic)) for topic in {**found, **meant} if topic]
        return tuple(sorted(blended, key=lambda one: -one.confidence))

    def _blend(self, topic: str, word: Ranked | None, meaning: Ranked | None) -> Ranked:
        weight = _HALF_TRUST / (_HALF_TRUST + self._counted[topic])
        said, meant = word.confidence if word else 0.0, meaning.confidence if meaning else 0.0
        likelier = meaning if meaning and (word is None or weight * meant > (1 - weight) * said) else word
        return Ranked(topic, (1 - weight) * said + weight * meant, likelier.reason if likelier else "")

    def _by_meaning(self, text: str) -> dict[str, Ranked]:
        """Return each topic near the text; nothing where no example is."""
        likeness = self._points @ self._embedder.embed([text])[0]
        if float(likeness.max()) < _FAR:
            return {}
        near: dict[str, list[float]] = {}
        for example, like in zip(self._examples, likeness.tolist(), strict=True):
            near.setdefault(example.topic, []).append(like)
        score = {topic: float(np.mean(sorted(likes)[-_NEAREST:])) for topic, likes in near.items()}
        best = max(score.values())
        raised = {topic: float(np.exp(_SHARPNESS * (one - best))) for topic, one in score.items()}
        whole = sum(raised.values())
        return {
            topic: Ranked(topic, _MOST_SURE * one / whole, _count(sum(like >= _FAR for like in near[topic])))
            for topic, one in raised.items()
            if one / whole >= 0.01
        }


def _count(alike: int) -> str:
    return f"means the same as {alike} known {'question' if alike == 1 else 'questions'}"
