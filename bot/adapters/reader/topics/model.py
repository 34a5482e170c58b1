"""The topic model: learned from messages whose topic is known, it ranks the topics of a new one and says why.

It keeps no text: only words that at least two messages shared, and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from bot.adapters.reader.topics import model_file
from bot.adapters.reader.topics.calibration import Calibration, calibrate, hold_back
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.mistakes import NotTrainableError
from bot.adapters.reader.topics.network import Labels, Progress
from bot.adapters.reader.topics.parts import Parts
from bot.adapters.reader.topics.reasons import reason
from bot.domain.understood import Ranked

METHOD = "TF-IDF of words, word pairs and word pieces; network with one hidden layer; nearest neighbours in it"
_HOW_MANY = 5
# Many small products: beside a busy process, more threads than one only wait for each other.
_THREADS = ThreadpoolController()


@dataclass(frozen=True)
class TopicReading:
    """What one text is about: the likeliest topics first, whether it is about any, and how familiar it is."""

    ranked: tuple[Ranked, ...]
    in_scope: bool
    familiarity: float


class TopicModel:
    """Ranks topics; the same text always gets the same answer, and none makes it raise."""

    def __init__(self, topics: Sequence[str], parts: Parts, calibration: Calibration) -> None:
        """Take the parts as `fit` and `from_bytes` put them together."""
        self.topics = tuple(topics)
        self._parts = parts
        self._calibration = calibration

    @classmethod
    def fit(cls, examples: Sequence[Example], progress: Progress = lambda share: None) -> Self:
        """Return a model of the examples; the same examples in the same order always give the same model.

        Arguments:
            examples: at least two topics, each with at least two examples.
            progress: is told now and then which share is done, from 0 to 1.

        Raises:
            NotTrainableError: there are too few topics, or too few examples of one.
        """
        check(examples)
        with _THREADS.limit(limits=1):
            return cls._fit(examples, progress)

    @classmethod
    def _fit(cls, examples: Sequence[Example], progress: Progress) -> Self:
        topics = sorted({example.topic for example in examples})
        number = {topic: place for place, topic in enumerate(topics)}
        texts = [example.text for example in examples]
        labels = np.asarray([number[example.topic] for example in examples], dtype=np.int64)
        calibration = _calibrated(texts, labels, len(topics), lambda share: progress(0.44 * share))
        parts = Parts.learn(texts, labels, len(topics), lambda share: progress(0.44 + 0.56 * share))
        return cls(topics, parts, calibration)

    @property
    def learned_from(self) -> int:
        """Return from how many messages it was learned."""
        return len(self._parts.neighbours.labels)

    def read(self, text: str, count: int = _HOW_MANY) -> TopicReading:
        """Return everything that is known of a text, with at most `count` topics."""
        with _THREADS.limit(limits=1):
            evidence, traces = self._parts.evidence(text)
        probabilities = self._calibration.probabilities(evidence)
        best = np.argsort(-probabilities, kind="stable")[:count]
        ranked = tuple(
            Ranked(self.topics[place], float(probabilities[place]), reason(self._parts, traces, text, int(place)))
            for place in best
        )
        familiarity = self._calibration.familiarity(evidence)
        return TopicReading(ranked, familiarity >= self._calibration.floor, familiarity)

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """Return the likeliest topics of a text, the likeliest first, whether or not it is in scope."""
        return self.read(text).ranked

    def in_scope(self, text: str) -> bool:
        """Tell whether a text is like those that were learned."""
        return self.read(text, count=0).in_scope

    def reason(self, text: str, topic: str) -> str:
        """Return why a text could be about a topic; "" for a topic that was not learned."""
        if topic not in self.topics:
            return ""
        return reason(self._parts, self._parts.evidence(text)[1], text, self.topics.index(topic))

    def to_bytes(self) -> bytes:
        """Return the model as bytes that `from_bytes` reads: arrays and lists of words, nothing that could run."""
        return model_file.write(self.topics, self._parts, self._calibration)

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return the model that `to_bytes` made; raise UnreadableTopicsError for another version or anything else."""
        return cls(*model_file.read(content))


def check(examples: Sequence[Example]) -> None:
    """Raise NotTrainableError unless there are two topics, and two examples of each."""
    seen = Counter(example.topic for example in examples)
    if len(seen) < 2:
        raise NotTrainableError("Learning topics needs examples of at least two topics.")
    alone = sorted(topic for topic, count in seen.items() if count < 2)
    if alone:
        raise NotTrainableError(f"Learning topics needs two examples of each; of these there is one: {alone[0]}.")


def _calibrated(texts: Sequence[str], labels: Labels, topics: int, progress: Progress) -> Calibration:
    """Learn from a part of the messages and return what the held back ones say of it."""
    learned, held = hold_back(labels)
    if not held.any():
        return Calibration()
    trial = Parts.learn(_only(texts, learned), labels[learned], topics, progress)
    return calibrate([trial.evidence(text)[0] for text in _only(texts, held)], labels[held])


def _only(texts: Sequence[str], chosen: npt.NDArray[np.bool_]) -> list[str]:
    return [text for text, wanted in zip(texts, chosen, strict=True) if wanted]
