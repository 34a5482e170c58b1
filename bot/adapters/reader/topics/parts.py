"""The three learned parts of a topic model as one: vectors, network, neighbours. It weighs nothing against anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from scipy.sparse import csr_matrix

from bot.adapters.reader.topics.calibration import Evidence
from bot.adapters.reader.topics.neighbours import Near, Neighbours
from bot.adapters.reader.topics.network import Labels, Network, Progress, train
from bot.adapters.reader.topics.vectors import Floats, Vectoriser


@dataclass(frozen=True)
class Traces:
    """What was seen on the way to the evidence; a reason is made of it."""

    vector: csr_matrix
    hidden: Floats
    near: Near


@dataclass(frozen=True)
class Parts:
    """Everything that was learned."""

    vectoriser: Vectoriser
    network: Network
    neighbours: Neighbours

    @classmethod
    def learn(cls, texts: Sequence[str], labels: Labels, topics: int, progress: Progress) -> Self:
        """Learn all three from texts with the numbers of their topics."""
        vectoriser = Vectoriser.learn(texts)
        rows = vectoriser.matrix(texts)
        network = train(rows, labels, topics, progress)
        return cls(vectoriser, network, Neighbours.learn(network.hidden(rows), labels))

    def evidence(self, text: str) -> tuple[Evidence, Traces]:
        """Return what is known of a text, and how it came about."""
        vector = self.vectoriser.matrix([text])
        hidden = self.network.hidden(vector)
        near = self.neighbours.near(hidden[0])
        scores = self.network.scores(hidden)[0]
        known = self.vectoriser.known_share(text)
        evidence = Evidence(scores, near.votes(len(scores)), near.nearest, known, empty=vector.nnz == 0)
        return evidence, Traces(vector, hidden[0], near)
