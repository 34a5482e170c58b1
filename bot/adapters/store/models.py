"""Models as bytes, with where they stand. It never looks into them."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Statements
from bot.domain.labels import Lesson
from bot.ports.store import ModelRow, ModelState

_KEPT = 3
_CONTENT = "models.content"
_COLUMNS = "lesson, version, trained_at, n, held_back, score, previous_score, format, state"


class SqliteModels:
    """Implements `bot.ports.store.Models`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def add(self, row: ModelRow) -> ModelRow:
        """Write a model and return it with its version; one in use takes the place of the one before."""
        newest = self.newest(row.lesson)
        row = replace(row, version=newest.version + 1 if newest else 1)
        if row.state is ModelState.IN_USE:
            self._run.run(
                "UPDATE models SET state = ? WHERE lesson = ? AND state = 'in use'", (ModelState.BEFORE, row.lesson)
            )
        self._run.run(
            f"INSERT INTO models ({_COLUMNS}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(row.lesson, row.version, time_to_text(row.trained_at), row.n, row.held_back),
                *(float(row.score), float(row.previous_score), storable(row.format), row.state),
                self._run.seal.close_bytes(_CONTENT, row.content),
            ),
        )
        self._forget_old(row.lesson)
        return row

    def version_in_use(self, lesson: Lesson) -> int:
        """Return the version of the model in use, or 0."""
        row = self._run.one("SELECT version FROM models WHERE lesson = ? AND state = 'in use'", (lesson,))
        return 0 if row is None else int(row[0])

    def in_use(self, lesson: Lesson) -> ModelRow | None:
        """Return the model in use, or None."""
        return self._one("content", "lesson = ? AND state = 'in use'", lesson)

    def newest(self, lesson: Lesson) -> ModelRow | None:
        """Return the model that was written last, without its content; or None."""
        return self._one("x''", "lesson = ? ORDER BY version DESC LIMIT 1", lesson)

    def take_back(self, lesson: Lesson) -> int:
        """Take the model in use back; return the version that is in use again, or 0 where none is left."""
        self._run.run(
            "UPDATE models SET state = ? WHERE lesson = ? AND state = 'in use'", (ModelState.TAKEN_BACK, lesson)
        )
        before = self._run.one(
            "SELECT version FROM models WHERE lesson = ? AND state = ? AND length(content) > 0"
            " ORDER BY version DESC LIMIT 1",
            (lesson, ModelState.BEFORE),
        )
        if before is None:
            return 0
        self._run.run(
            "UPDATE models SET state = ? WHERE lesson = ? AND version = ?", (ModelState.IN_USE, lesson, before[0])
        )
        return int(before[0])

    def _forget_old(self, lesson: Lesson) -> None:
        """Empty the models that nobody goes back to: they are large."""
        self._run.run(
            "UPDATE models SET content = x'' WHERE lesson = ? AND length(content) > 0 AND version NOT IN"
            " (SELECT version FROM models WHERE lesson = ? AND state IN ('in use', ?) ORDER BY version DESC LIMIT ?)",
            (lesson, lesson, ModelState.BEFORE, _KEPT),
        )

    def _one(self, content: str, where: str, lesson: Lesson) -> ModelRow | None:
        row = self._run.one(f"SELECT {_COLUMNS}, {content} FROM models WHERE {where}", (lesson,))
        if row is None:
            return None
        _, version, trained_at, n, held_back, score, previous, form, state, held = row
        at = text_to_time(trained_at)
        return ModelRow(
            lesson,
            at,
            n,
            held_back,
            score,
            previous,
            form,
            ModelState(state),
            self._run.seal.open_bytes(_CONTENT, held),
            version,
        )
