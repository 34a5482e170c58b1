"""The learned messages as points in the network's hidden space, and how near a new one lies to them. Knows no texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.adapters.reader.topics.network import Labels
from bot.adapters.reader.topics.vectors import Floats

_HOW_MANY = 8
_SHARPNESS = 4
SIMILAR = 0.6
"""Messages at least this near are told to staff as similar."""


@dataclass(frozen=True)
class Near:
    """The nearest learned messages: their topics and how near each is (up to 1), the nearest first."""

    topics: Labels
    nearness: Floats

    @property
    def nearest(self) -> float:
        """Return how near the nearest one is, 0 where there is none."""
        return float(self.nearness[0]) if len(self.nearness) else 0.0

    def similar(self, topic: int) -> int:
        """Return how many messages on a topic are near enough to be called similar."""
        return int(((self.topics == topic) & (self.nearness >= SIMILAR)).sum())

    def votes(self, topics: int) -> Floats:
        """Return the share of each of so many topics among the neighbours, the nearer ones counting more."""
        weights = np.maximum(self.nearness, 1e-3) ** _SHARPNESS
        counted = np.bincount(self.topics, weights=weights, minlength=topics)
        shares: Floats = (counted / counted.sum()).astype(np.float32)
        return shares


class Neighbours:
    """All learned messages."""

    def __init__(self, middle: Floats, points: Floats, labels: Labels) -> None:
        """Take the middle of the hidden space, the points around it at distance one, and the topic of each."""
        self.middle, self.points, self.labels = middle, points, labels

    @classmethod
    def learn(cls, hidden: Floats, labels: Labels) -> Neighbours:
        """Return the neighbours that messages with these hidden layers and topics make."""
        middle = hidden.mean(axis=0)
        # As precise as they are written to a file: a model that was read back must not decide otherwise.
        points: Floats = _at_distance_one(hidden - middle).astype(np.float16).astype(np.float32)
        return cls(middle, points, labels)

    def near(self, hidden: Floats) -> Near:
        """Return the nearest messages to one hidden layer."""
        nearness = self.points @ _at_distance_one((hidden - self.middle)[None])[0]
        many = min(_HOW_MANY, len(nearness))
        best = np.argpartition(-nearness, many - 1)[:many]
        best = best[np.argsort(-nearness[best], kind="stable")]
        return Near(self.labels[best], nearness[best])


def _at_distance_one(points: Floats) -> Floats:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    moved: Floats = (points / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return moved
