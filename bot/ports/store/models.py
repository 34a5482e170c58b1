"""What was learned from the labels: models, as bytes that only the reader can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.labels import Lesson


class ModelState(StrEnum):
    """Where a model stands; at most one of a lesson is in use.

    A `FORGOTTEN` one is empty, because words that it may have been learned from are gone; one that was taken back by
    hand stays so, emptied or not.
    """

    IN_USE = "in use"
    BEFORE = "before"
    WORSE = "worse"
    TAKEN_BACK = "taken back"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class ModelRow:
    """A model. `version` counts from 1 in each lesson and is given by the store; `trained_at` is UTC.

    `n` is how many messages it was learned from, `held_back` how many others it was measured on; `score` is its share
    there and `previous_score` that of what was in use then, both from 0 to 1. `format` says who can read `content`,
    which is empty where the model is not kept.
    """

    lesson: Lesson
    trained_at: datetime
    n: int
    held_back: int
    score: float
    previous_score: float
    format: str
    state: ModelState
    content: bytes = b""
    version: int = 0


class Models(Protocol):
    """Models by lesson. Without one in use, the rules of the first day hold."""

    def add(self, row: ModelRow) -> ModelRow:
        """Write a model and return it with its version.

        One in use takes the place of the one before. Only the three newest that were ever in use keep their content.
        """
        ...

    def version_in_use(self, lesson: Lesson) -> int:
        """Return the version of the model in use, or 0."""
        ...

    def in_use(self, lesson: Lesson) -> ModelRow | None:
        """Return the model in use, or None."""
        ...

    def newest(self, lesson: Lesson) -> ModelRow | None:
        """Return the model that was written last, whatever became of it, without its content; or None."""
        ...

    def take_back(self, lesson: Lesson) -> int:
        """Take the model in use back; return the version before it that is in use again, or 0 where none is left."""
        ...
