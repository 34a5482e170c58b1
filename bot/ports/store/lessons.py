"""What teammates learned from answers."""

from __future__ import annotations

from typing import Protocol

from bot.domain.lessons import Lesson


class Lessons(Protocol):
    """Lessons; the customer's words are never kept here, they are those of the mention."""

    def add(self, lesson: Lesson) -> None:
        """Write a lesson down."""
        ...

    def of(self, who: str, limit: int = 20) -> tuple[Lesson, ...]:
        """Return the newest lessons of a teammate, newest first, each with its question as the mention is stored."""
        ...

    def of_case(self, case_id: str) -> tuple[Lesson, ...]:
        """Return what was learned in a case, oldest first, with the questions."""
        ...
