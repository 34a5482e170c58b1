"""What staff taught the bot by what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.labels import Lesson


@dataclass(frozen=True)
class Label:
    """A customer's words, addresses masked, and what staff say they are; `at` is UTC.

    `value` is "yes" or "no", for `Lesson.TOPICS` a topic or the name of a team. `language` is a code like "de".
    """

    case_id: str
    lesson: Lesson
    text: str
    language: str
    value: str
    at: datetime


class Labels(Protocol):
    """At most one label per case and lesson: the last word wins."""

    def put(self, label: Label) -> None:
        """Write a label instead of the one that the case has for this lesson."""
        ...

    def take_back(self, case_id: str, lesson: Lesson) -> None:
        """Take a label away; fine when there is none."""
        ...

    def of(self, case_id: str) -> tuple[Label, ...]:
        """Return the labels of a case."""
        ...

    def all(self, lesson: Lesson) -> tuple[Label, ...]:
        """Return all labels of a lesson, in the order of the cases that got their first label first."""
        ...

    def newest(self, lesson: Lesson) -> datetime | None:
        """Return when the newest label of a lesson was written, or None where there is none."""
        ...
