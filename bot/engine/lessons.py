"""What teammates learned from answers: written down with the decision, and read by whoever wants to look back."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case
from bot.domain.effects import Effect, Teach, TellAuthor
from bot.domain.lessons import Lesson, Source, source_of
from bot.ports.store import Store, Transaction


def write_lesson(tx: Transaction, case: Case, effect: Effect, now: datetime) -> None:
    """Write down at `now` (UTC) what there is to learn from an effect, if anything."""
    match effect:
        case TellAuthor(who, _, fate, by, written, to, sent, remark):
            if source := source_of(fate, sent, remark):
                tx.lessons.add(Lesson(case.id, who, by, now, source, to, written, sent, remark))
        case Teach(who, by, to, answer, remark):
            tx.lessons.add(Lesson(case.id, who, by, now, Source.PASSED_ON, to, "", answer, remark))
        case _:
            return


class Lessons:
    """Reads them; every method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, who: str) -> tuple[Lesson, ...]:
        """Return the newest lessons of a teammate, newest first."""
        with self._store.transaction() as tx:
            return tx.lessons.of(who)
