"""What staff taught the bot by what they did."""

from __future__ import annotations

from datetime import datetime

from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements
from bot.domain.labels import Lesson
from bot.ports.store import Label

_TEXT = "labels.text"
_COLUMNS = "SELECT case_id, lesson, text, language, value, at FROM labels"


class SqliteLabels:
    """Implements `bot.ports.store.Labels`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def put(self, label: Label) -> None:
        """Write a label instead of the one that the case has for this lesson."""
        self._run.run(
            "INSERT INTO labels (case_id, lesson, text, language, value, at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (case_id, lesson) DO UPDATE SET"
            " text = excluded.text, language = excluded.language, value = excluded.value, at = excluded.at",
            (
                *(
                    label.case_id,
                    label.lesson,
                    self._run.seal.close(_TEXT, storable(label.text)),
                    storable(label.language),
                ),
                *(storable(label.value), time_to_text(label.at)),
            ),
        )

    def take_back(self, case_id: str, lesson: Lesson) -> None:
        """Take a label away; fine when there is none."""
        self._run.run("DELETE FROM labels WHERE case_id = ? AND lesson = ?", (case_id, lesson))

    def of(self, case_id: str) -> tuple[Label, ...]:
        """Return the labels of a case."""
        return tuple(map(self._label, self._run.all(f"{_COLUMNS} WHERE case_id = ? ORDER BY seq", (case_id,))))

    def all(self, lesson: Lesson) -> tuple[Label, ...]:
        """Return all labels of a lesson, in the order of the cases that got their first label first."""
        return tuple(map(self._label, self._run.all(f"{_COLUMNS} WHERE lesson = ? ORDER BY seq", (lesson,))))

    def newest(self, lesson: Lesson) -> datetime | None:
        """Return when the newest label of a lesson was written, or None where there is none."""
        row = self._run.one("SELECT at FROM labels WHERE lesson = ? ORDER BY at DESC LIMIT 1", (lesson,))
        return None if row is None else text_to_time(row[0])

    def _label(self, row: Row) -> Label:
        case_id, lesson, text, language, value, at = row
        opened = self._run.seal.open(_TEXT, text)
        return Label(case_id, Lesson(lesson), opened, language, value, text_to_time(at))
