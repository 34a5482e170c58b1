"""A network with one hidden layer over sparse vectors: from a vector to a score for each topic. Knows no texts.

A linear classifier knows only which features go with which topic. The hidden layer also learns which features stand for
the same thing, and gives a space in which messages about one thing lie together: the neighbours are looked up there.
Most entries of a batch are zero, so only the rows that a batch touches are changed, each with one step size of its own
(RMSProp with one number a row): this keeps training within seconds and the memory at the weights alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.adapters.reader.topics.vectors import Floats

WIDTH = 256
_BATCH = 64
_ROUNDS = 15
_FEWEST_STEPS = 800
_RATE = 2e-3
_DROPPED_FEATURES = 0.6
_DROPPED_HIDDEN = 0.5
_SMOOTHING = 0.05
_MEMORY_OF_ROWS = 0.99
_TINY = 1e-8

Labels = npt.NDArray[np.int64]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Network:
    """The weights: `inner` (features × hidden, half precision), `outer` (hidden × topics), and their biases."""

    inner: npt.NDArray[np.float16]
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def hidden(self, rows: csr_matrix) -> Floats:
        """Return the hidden layer for each row."""
        found = np.empty((rows.shape[0], len(self.inner_bias)), dtype=np.float32)
        # Row by row: the weights in full precision would need twice the memory for nothing.
        for row, (start, end) in enumerate(zip(rows.indptr, rows.indptr[1:], strict=False)):
            found[row] = rows.data[start:end] @ self.inner[rows.indices[start:end]].astype(np.float32)
        return np.maximum(found + self.inner_bias, 0)

    def scores(self, hidden: Floats) -> Floats:
        """Return a score for each topic, one row for each row of hidden layers."""
        return hidden @ self.outer + self.outer_bias

    def pulls(self, columns: Sequence[int], weights: Sequence[float], hidden: Floats, topic: int) -> list[float]:
        """Return how much more each feature of a text with this hidden layer speaks for a topic than for others."""
        direction = np.where(hidden > 0, self.outer[:, topic] - self._middle, 0)
        found: Floats = np.asarray(weights, dtype=np.float32) * (self.inner[columns].astype(np.float32) @ direction)
        return [float(pull) for pull in found]

    @cached_property
    def _middle(self) -> Floats:
        """How the hidden layer speaks for all topics on average."""
        middle: Floats = self.outer.mean(axis=1)
        return middle


def train(rows: csr_matrix, labels: Labels, topics: int, progress: Progress) -> Network:
    """Return a network that tells the topics apart; the same rows always give the same network.

    Arguments:
        rows: one vector a text, float32.
        labels: the number of the topic of each row, from 0.
        topics: how many topics there are.
        progress: is told now and then which share is done, from 0 to 1.
    """
    training = _Training(rows.shape[1], topics)
    count = rows.shape[0]
    size = min(_BATCH, count)
    steps = max(_FEWEST_STEPS, _ROUNDS * count // size)
    waiting = training.chance.permutation(count)
    for step in range(steps):
        if len(waiting) < size:
            waiting = training.chance.permutation(count)
        batch, waiting = waiting[:size], waiting[size:]
        training.step(rows[batch], labels[batch], _RATE * max(0.05, 1 - step / steps))
        if step % 50 == 0:
            progress(step / steps)
    progress(1.0)
    return training.result()


class _Training:
    """The weights while they change."""

    def __init__(self, features: int, topics: int) -> None:
        self.chance = np.random.default_rng(0)
        self._inner = self.chance.standard_normal((features, WIDTH), dtype=np.float32)
        self._inner /= np.float32(np.sqrt(WIDTH))
        self._row_sizes = np.zeros(features, dtype=np.float32)
        self._dense = _Adam(
            np.zeros(WIDTH, dtype=np.float32),
            np.zeros((WIDTH, topics), dtype=np.float32),
            np.zeros(topics, dtype=np.float32),
        )

    def step(self, batch: csr_matrix, labels: Labels, rate: float) -> None:
        """Change the weights a little towards the labels of a batch."""
        inner_bias, outer, outer_bias = self._dense.weights
        touched, places = np.unique(batch.indices, return_inverse=True)
        values = batch.data * self._mask(batch.data.shape, _DROPPED_FEATURES)
        batch = csr_matrix((values, places, batch.indptr), shape=(batch.shape[0], len(touched)))
        hidden = batch @ self._inner[touched] + inner_bias
        alive = self._mask(hidden.shape, _DROPPED_HIDDEN) * (hidden > 0)
        hidden *= alive
        error = (softmax(hidden @ outer + outer_bias) - self._wanted(labels, len(outer_bias))) / np.float32(len(labels))
        back = (error @ outer.T) * alive
        self._dense.step((back.sum(axis=0), hidden.T @ error, error.sum(axis=0)), rate)
        change = batch.T @ back
        sizes = _MEMORY_OF_ROWS * self._row_sizes[touched] + (1 - _MEMORY_OF_ROWS) * (change**2).mean(axis=1)
        self._row_sizes[touched] = sizes
        self._inner[touched] -= change * (rate / (np.sqrt(sizes) + _TINY))[:, None]

    def result(self) -> Network:
        """Return the weights as they are now."""
        return Network(self._inner.astype(np.float16), *self._dense.weights)

    def _mask(self, shape: tuple[int, ...], dropped: float) -> Floats:
        kept = self.chance.random(shape, dtype=np.float32) > dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)

    def _wanted(self, labels: Labels, topics: int) -> Floats:
        wanted = np.full((len(labels), topics), _SMOOTHING / topics, dtype=np.float32)
        wanted[np.arange(len(labels)), labels] += 1 - _SMOOTHING
        return wanted


class _Adam:
    """Adam (Kingma and Ba, 2014) over a few dense arrays."""

    def __init__(self, *weights: Floats) -> None:
        self.weights = weights
        self._means = [np.zeros_like(weight) for weight in weights]
        self._sizes = [np.zeros_like(weight) for weight in weights]
        self._steps = 0

    def step(self, changes: tuple[Floats, ...], rate: float) -> None:
        """Change the weights against the gradients."""
        self._steps += 1
        for weight, change, mean, size in zip(self.weights, changes, self._means, self._sizes, strict=True):
            mean += np.float32(0.1) * (change - mean)
            size += np.float32(0.001) * (change**2 - size)
            first, second = 1 - 0.9**self._steps, 1 - 0.999**self._steps
            weight -= np.float32(rate / first) * mean / (np.sqrt(size / np.float32(second)) + np.float32(_TINY))


def softmax(scores: Floats) -> Floats:
    """Return shares that add up to one, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares
