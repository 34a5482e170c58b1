"""Learning: labels become a model, and a model that is not worse takes the place of what is in use.

A fifth of the labels is never learned from, by any model: on it the old and the new are measured alike. While it
learns, no transaction is open, so that a bot beside it never waits; ended in the middle, it has changed nothing.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.labels import NO, YES, Lesson
from bot.domain.policy import Policy
from bot.engine.audit_trail import operator_did
from bot.ports.clock import Clock
from bot.ports.store import Label, ModelRow, ModelState, Store
from bot.ports.trainer import NotLearnable, Progress, Trainer, UnusableModel

FEWEST_OF_A_TOPIC = 10
"""Labels of each of at least two topics before topics are learned."""
FEWEST_OF_AN_ANSWER = 15
"""Labels of "yes", and of "no", before requests or heat are learned."""
_HELD_BACK = 5


class Result(StrEnum):
    """What became of learning one lesson."""

    SWAPPED = "swapped"
    NOT_BETTER = "worse"
    TOO_FEW = "too few"
    NOTHING_NEW = "nothing new"
    TAKEN_BACK = "taken back"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Outcome:
    """How learning a lesson went: the version in use now (0: the rules of the first day), and a sentence for people."""

    lesson: Lesson
    result: Result
    version: int
    sentence: str
    trained: ModelRow | None = None


class Learning:
    """Learns, swaps, and takes back."""

    def __init__(self, store: Store, trainer: Trainer, policy: Policy, clock: Clock) -> None:
        self._store = store
        self._trainer = trainer
        self._policy = policy
        self._clock = clock

    def learn(self, lesson: Lesson, progress: Progress = lambda share: None, *, by_itself: bool = False) -> Outcome:
        """Learn one lesson from all labels and put the model into use where it is not worse.

        Arguments:
            lesson: what to learn.
            progress: is told now and then which share is done, from 0 to 1.
            by_itself: nobody asked for it: without a new label nothing is learned, unless what was learned had to be
                forgotten, and a lesson whose model was taken back by hand is left alone.
        """
        with self._store.transaction() as tx:
            labels, in_use = tx.labels.all(lesson), tx.models.in_use(lesson)
            newest_label, newest = tx.labels.newest(lesson), tx.models.newest(lesson)
        version = in_use.version if in_use else 0
        compared = self._usable(in_use)
        if by_itself and newest and newest.state is ModelState.TAKEN_BACK:
            return Outcome(lesson, Result.TAKEN_BACK, version, "was taken back by hand")
        is_up_to_date = newest and newest_label and newest.trained_at >= newest_label and compared is in_use
        if by_itself and newest and is_up_to_date and newest.state is not ModelState.FORGOTTEN:
            return Outcome(lesson, Result.NOTHING_NEW, version, "no new label since the last time")
        known = [label for label in labels if self._is_known(label)]
        learn_from, held_back = split(known)
        if lacking := _lacking(lesson, learn_from, held_back):
            return Outcome(lesson, Result.TOO_FEW, version, lacking)
        try:
            trained = self._trainer.train(lesson, learn_from, held_back, compared, progress)
        except NotLearnable as reason:
            return Outcome(lesson, Result.TOO_FEW, version, str(reason))
        worse = trained.score < trained.previous_score
        row = ModelRow(
            lesson,
            self._clock.now(),
            trained.n,
            len(held_back),
            trained.score,
            trained.previous_score,
            trained.format,
            ModelState.WORSE if worse else ModelState.IN_USE,
            b"" if worse else trained.content,
        )
        return self._keep(row, version, by_itself=by_itself)

    def take_back(self, lesson: Lesson) -> int:
        """Go back to what was in use before, as the operator asks; return its version, or 0 for the first day's rules.

        Raises NotLearnable when no model is in use.
        """
        with self._store.transaction() as tx:
            if not tx.models.version_in_use(lesson):
                raise NotLearnable(f"No learned model of {lesson} is in use: there is nothing to go back from.")
            version = tx.models.take_back(lesson)
            to = f"version {version}" if version else "the rules of the first day"
            operator_did(tx, f"went back to {to} for {lesson}", self._clock.now())
            return version

    def _keep(self, row: ModelRow, expected: int, *, by_itself: bool) -> Outcome:
        """Write a model down, unless somebody else put another one into use meanwhile."""
        with self._store.transaction() as tx:
            if tx.models.version_in_use(row.lesson) != expected:
                now = tx.models.version_in_use(row.lesson)
                return Outcome(row.lesson, Result.OVERTAKEN, now, "somebody else changed the model meanwhile")
            row = tx.models.add(row)
            if not by_itself:
                became = "not put into use" if row.state is ModelState.WORSE else f"version {row.version} is in use"
                operator_did(tx, f"had {row.lesson} learned: {became}", row.trained_at)
        shares = f"{row.score:.0%} right on {row.held_back} held back, {row.previous_score:.0%} before"
        if row.state is ModelState.WORSE:
            return Outcome(row.lesson, Result.NOT_BETTER, expected, f"not put into use: {shares}", row)
        sentence = f"version {row.version} is in use, learned from {row.n} messages: {shares}"
        return Outcome(row.lesson, Result.SWAPPED, row.version, sentence, row)

    def _usable(self, row: ModelRow | None) -> ModelRow | None:
        if row is None:
            return None
        try:
            self._trainer.check(row)
        except UnusableModel:
            return None
        return row

    def _is_known(self, label: Label) -> bool:
        """Tell whether a label still means something: topics come and go in the operator's file."""
        if label.lesson is not Lesson.TOPICS:
            return True
        teams = self._policy.teams
        return any(label.value == team.name or label.value in team.topics for team in teams)


def split(labels: Sequence[Label]) -> tuple[list[Label], list[Label]]:
    """Return the labels to learn from, and those held back: by the case's id, so that a case never changes sides."""
    held = [zlib.crc32(label.case_id.encode()) % _HELD_BACK == 0 for label in labels]
    return _only(labels, held, False), _only(labels, held, True)


def _only(labels: Sequence[Label], held: Sequence[bool], wanted: bool) -> list[Label]:
    return [label for label, is_held in zip(labels, held, strict=True) if is_held == wanted]


def _lacking(lesson: Lesson, learn_from: Sequence[Label], held_back: Sequence[Label]) -> str:
    """Return in a sentence what is missing for learning, or ""."""
    counted, held = Counter(label.value for label in (*learn_from, *held_back)), {label.value for label in held_back}
    if lesson is Lesson.TOPICS:
        enough = [value for value, count in counted.items() if count >= FEWEST_OF_A_TOPIC]
        if len(enough) < 2 or not held:
            return f"wants {FEWEST_OF_A_TOPIC} labels of each of two topics or teams; so far {_listed(counted)}"
        return ""
    if min(counted[YES], counted[NO]) < FEWEST_OF_AN_ANSWER or held != {YES, NO}:
        return f"wants {FEWEST_OF_AN_ANSWER} labels of yes and of no; so far {counted[YES]} yes, {counted[NO]} no"
    return ""


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {value}" for value, count in counted.most_common(5)) or "none"


def learn_all(
    learning: Learning, progress: Callable[[Lesson], Progress], *, by_itself: bool = False
) -> tuple[Outcome, ...]:
    """Learn every lesson, one after the other; `progress` gives each its own teller."""
    return tuple(learning.learn(lesson, progress(lesson), by_itself=by_itself) for lesson in Lesson)
