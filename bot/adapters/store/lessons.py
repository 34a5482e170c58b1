"""What teammates learned from answers. The texts of a lesson are sealed as one."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.adapters.store.mentions import BODY
from bot.adapters.store.rows import json_to_mention, storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements
from bot.domain.lessons import Lesson, Source

_BODY = "lessons.body"
_SELECT = (
    "SELECT lessons.case_id, who, taught_by, lessons.at, source, mention_id, lessons.body,"
    " (SELECT mentions.body FROM mention_keys JOIN mentions ON mentions.seq = mention_keys.mention"
    " WHERE mention_keys.channel = lessons.channel AND mention_keys.id = lessons.mention_id) FROM lessons"
)


class SqliteLessons:
    """Implements `bot.ports.store.Lessons`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def add(self, lesson: Lesson) -> None:
        """Write a lesson down; the channel is the case's."""
        texts = [storable(text) for text in (lesson.written, lesson.answer, lesson.remark)]
        self._run.run(
            "INSERT INTO lessons (case_id, channel, who, taught_by, at, source, mention_id, body)"
            " VALUES (?, (SELECT channel FROM cases WHERE id = ?), ?, ?, ?, ?, ?, ?)",
            (
                *(lesson.case_id, lesson.case_id, storable(lesson.who), storable(lesson.by), time_to_text(lesson.at)),
                *(lesson.source, storable(lesson.mention)),
                self._run.seal.close(_BODY, json.dumps(texts, ensure_ascii=False)),
            ),
        )

    def of(self, who: str, limit: int = 20) -> tuple[Lesson, ...]:
        """Return the newest lessons of a teammate, newest first."""
        rows = self._run.all(f"{_SELECT} WHERE who = ? ORDER BY lessons.seq DESC LIMIT ?", (storable(who), limit))
        return tuple(map(self._lesson, rows))

    def of_case(self, case_id: str) -> tuple[Lesson, ...]:
        """Return what was learned in a case, oldest first."""
        return tuple(map(self._lesson, self._run.all(f"{_SELECT} WHERE case_id = ? ORDER BY lessons.seq", (case_id,))))

    def _lesson(self, row: Row) -> Lesson:
        case_id, who, taught_by, at, source, mention, body, asked = row
        texts = json.loads(self._run.seal.open(_BODY, body))
        lesson = Lesson(case_id, who, taught_by, text_to_time(at), Source(source), mention, *texts)
        if asked is None:
            return lesson
        question = json_to_mention(self._run.seal.open(BODY, asked))
        return replace(lesson, question=question.text, private=question.private)
