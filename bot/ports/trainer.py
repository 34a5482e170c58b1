"""Learns from labels, and tells how well what it learned does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.errors import TriageError
from bot.domain.labels import Lesson
from bot.ports.store import Label, ModelRow

Progress = Callable[[float], None]
"""Is told now and then which share is done, from 0 to 1."""


class NotLearnable(TriageError):  # noqa: N818 - an answer to a request, not a fault
    """These labels cannot be learned from; the message is a sentence that says what is missing."""


class UnusableModel(TriageError):  # noqa: N818 - what it is, not what failed
    """This model cannot be used any more; the message is a sentence that says why. It has to be learned anew."""


@dataclass(frozen=True)
class Trained:
    """A model, with `score` on what was held back, and `previous_score` there of what is in use; both from 0 to 1.

    `n` is how many messages it was learned from, among them examples that are no labels.
    """

    content: bytes
    format: str
    n: int
    score: float
    previous_score: float


class Trainer(Protocol):
    """Makes models. The same labels give the same model; it keeps nothing and calls nobody."""

    def check(self, model: ModelRow) -> None:
        """Raise UnusableModel when a model is not of this version, or knows topics that there are no more."""
        ...

    def train(
        self,
        lesson: Lesson,
        learn_from: Sequence[Label],
        held_back: Sequence[Label],
        in_use: ModelRow | None,
        progress: Progress,
    ) -> Trained:
        """Learn from some labels, and measure on others; raise NotLearnable where they are not enough.

        `in_use` is what the new model is compared with: a model that passes `check`, or None for the rules of the
        first day.
        """
        ...
