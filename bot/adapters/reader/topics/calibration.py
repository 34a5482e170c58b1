"""How sure is sure, and where the known topics end: both set on messages that were held back from the learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.adapters.reader.topics.network import Labels, softmax
from bot.adapters.reader.topics.vectors import Floats

Rows = npt.NDArray[np.bool_]
HELD_BACK = 0.2
_FEWEST_HELD_BACK = 20
_LET_GO = 0.015
"""So much of what was held back falls below the floor; with all examples learned, less does."""
_TEMPERATURES = tuple(np.geomspace(0.25, 4, 25))
_VOTE_OF_NEIGHBOURS = 0.25
_TINY = 1e-9
_WEIGHT_OF_CONFIDENCE = 0.2
_WEIGHT_OF_KNOWN_WORDS = 0.3


@dataclass(frozen=True)
class Evidence:
    """What is known of one message: the network's scores, the neighbours' votes and nearness, and its known words.

    `empty` says that the message holds nothing that was ever learned.
    """

    scores: Floats
    votes: Floats
    nearest: float
    known_share: float
    empty: bool = False


@dataclass(frozen=True)
class Calibration:
    """How to weigh the evidence.

    `temperature` flattens the probabilities over 1 and sharpens them below it; `floor` is how familiar a message must
    be at least to belong to a topic.
    """

    temperature: float = 1.0
    floor: float = 0.5

    def probabilities(self, evidence: Evidence) -> Floats:
        """Return how likely each topic is; they add up to one."""
        if evidence.empty:
            return np.full(len(evidence.scores), 1 / len(evidence.scores), dtype=np.float32)
        by_network = softmax(evidence.scores[None])[0]
        together: Floats = (1 - _VOTE_OF_NEIGHBOURS) * by_network + _VOTE_OF_NEIGHBOURS * evidence.votes
        raised: Floats = np.maximum(together, np.float32(_TINY)) ** np.float32(1 / self.temperature)
        shares: Floats = raised / raised.sum()
        return shares

    def familiarity(self, evidence: Evidence) -> float:
        """Return how much a message is like those that were learned; no share and no limit, only more or less."""
        if evidence.empty:
            return 0.0
        # The network's own confidence, at no temperature: the weights of the three parts were set for it.
        confidence = float(softmax(evidence.scores[None]).max())
        return evidence.nearest + _WEIGHT_OF_CONFIDENCE * confidence + _WEIGHT_OF_KNOWN_WORDS * evidence.known_share


def calibrate(evidence: Sequence[Evidence], labels: Labels) -> Calibration:
    """Return the temperature that makes the probabilities true, and the floor that lets few messages go.

    Arguments:
        evidence: about messages that were not learned from.
        labels: the topic of each; too few of them change nothing.
    """
    if len(evidence) < _FEWEST_HELD_BACK:
        return Calibration()

    def surprise(temperature: float) -> float:
        tried = Calibration(temperature)
        right = [tried.probabilities(one)[label] for one, label in zip(evidence, labels, strict=True)]
        return float(-np.log(np.maximum(right, 1e-6)).mean())

    temperature = float(min(_TEMPERATURES, key=surprise))
    familiar = [Calibration().familiarity(one) for one in evidence]
    return Calibration(temperature, float(np.quantile(familiar, _LET_GO)))


def hold_back(labels: Labels) -> tuple[Rows, Rows]:
    """Return which rows to learn from and which to hold back: a fifth of every topic, by chance but always the same."""
    chance, held = np.random.default_rng(0), np.zeros(len(labels), dtype=bool)
    for topic in np.unique(labels):
        rows = chance.permutation(np.flatnonzero(labels == topic))
        held[rows[: round(HELD_BACK * len(rows))]] = True
    return ~held, held
