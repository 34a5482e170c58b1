"""What teammates learned in a replay."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.lessons import Lesson
from bot.replay.memory.journal import Journal
from bot.replay.memory.mentions import MemoryMentions


class MemoryLessons:
    """Implements `bot.ports.store.Lessons`."""

    def __init__(self, journal: Journal, mentions: MemoryMentions) -> None:
        self._journal = journal
        self._mentions = mentions
        self._lessons: list[Lesson] = []

    def add(self, lesson: Lesson) -> None:
        """Write a lesson down."""
        self._journal.append(self._lessons, replace(lesson, question="", private=False))

    def of(self, who: str, limit: int = 20) -> tuple[Lesson, ...]:
        """Return the newest lessons of a teammate, newest first."""
        return tuple(self._whole(one) for one in reversed(self._lessons) if one.who == who)[:limit]

    def of_case(self, case_id: str) -> tuple[Lesson, ...]:
        """Return what was learned in a case, oldest first."""
        return tuple(self._whole(one) for one in self._lessons if one.case_id == case_id)

    def _whole(self, lesson: Lesson) -> Lesson:
        asked = next((one for one in self._mentions.of(lesson.case_id) if lesson.mention in (one.id, *one.also)), None)
        return replace(lesson, question=asked.text, private=asked.private) if asked else lesson
