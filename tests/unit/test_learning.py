"""Learning swaps only what is not worse, tells why it did not learn, and changes nothing when it is ended midway."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from acme import ANNA, NOON, two_teams
from fakes import HandClock, Killed

from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel
from bot.domain.labels import Lesson
from bot.engine.learning import Learning, Outcome, Result, split
from bot.ports.store import Label, ModelRow, Store
from bot.ports.trainer import NotLearnable, Progress, Trained, UnusableModel


class ScriptedTrainer:
    """A `Trainer` whose models score what a test says."""

    def __init__(self) -> None:
        self.score, self.previous = 0.9, 0.8
        self.error: BaseException | None = None
        self.unusable = False
        self.compared: list[int] = []
        self.seen: list[tuple[int, int]] = []

    def check(self, model: ModelRow) -> None:
        """Refuse every model where the test says so."""
        if self.unusable:
            raise UnusableModel("another version")

    def train(
        self,
        lesson: Lesson,
        learn_from: Sequence[Label],
        held_back: Sequence[Label],
        in_use: ModelRow | None,
        progress: Progress,
    ) -> Trained:
        """Return a model as the script says."""
        self.compared.append(in_use.version if in_use else 0)
        self.seen.append((len(learn_from), len(held_back)))
        if self.error is not None:
            raise self.error
        progress(1.0)
        return Trained(b"model", f"{lesson} 1", len(learn_from), self.score, self.previous)


class School:
    """A store with labels, a clock, and what learns from them."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or SqliteStore(":memory:")
        self.clock, self.trainer = HandClock(NOON), ScriptedTrainer()
        self.learning = Learning(self.store, self.trainer, two_teams(), self.clock)

    def teach(self, lesson: Lesson, values: Sequence[str]) -> None:
        """Write one label a case."""
        with self.store.transaction() as tx:
            for value in values:
                case = tx.cases.save(Case(tx.cases.new_id(), Channel.X, ANNA, "1", NOON))
                tx.labels.put(Label(case.id, lesson, f"words of {case.id}", "en", value, self.clock.now()))

    def learn(self, lesson: Lesson = Lesson.HEAT, *, by_itself: bool = False) -> Outcome:
        """Learn one lesson."""
        return self.learning.learn(lesson, by_itself=by_itself)

    def version(self, lesson: Lesson = Lesson.HEAT) -> int:
        """Return the version in use."""
        with self.store.transaction() as tx:
            return tx.models.version_in_use(lesson)

    def trail(self) -> list[str]:
        """Return what the operator did."""
        with self.store.transaction() as tx:
            return [row.what for row in tx.privacy.audit() if row.who == "operator"]


@pytest.fixture
def school() -> School:
    """A school with enough labels of heat."""
    school = School()
    school.teach(Lesson.HEAT, ["yes", "no"] * 20)
    return school


def test_a_model_that_is_not_worse_is_put_into_use(school: School) -> None:
    school.trainer.previous = school.trainer.score
    outcome = school.learn()
    assert (Result.SWAPPED, 1, 1) == (outcome.result, outcome.version, school.version())


def test_a_worse_model_is_not(school: School) -> None:
    school.learn()
    school.trainer.score = 0.79
    outcome = school.learn()
    assert (Result.NOT_BETTER, 1, 1) == (outcome.result, outcome.version, school.version())
    assert "79% right on" in outcome.sentence


def test_the_next_one_is_compared_with_the_one_in_use(school: School) -> None:
    school.learn()
    school.learn()
    assert ([0, 1], 2) == (school.trainer.compared, school.version())


def test_a_fifth_is_never_learned_from_and_stays_the_same() -> None:
    labels = [Label(f"C-{number}", Lesson.HEAT, "", "en", "yes", NOON) for number in range(500)]
    learn_from, held_back = split(labels)
    assert 70 < len(held_back) < 130
    assert (500, set()) == (len(learn_from) + len(held_back), set(learn_from) & set(held_back))
    assert set(split(labels[:250])[1]) <= set(held_back)


@pytest.mark.parametrize(
    ("lesson", "values", "words"),
    [
        (Lesson.HEAT, [], "0 yes, 0 no"),
        (Lesson.HEAT, ["yes"] * 40 + ["no"] * 14, "40 yes, 14 no"),
        (Lesson.REQUEST, ["yes"] * 40, "40 yes, 0 no"),
        (Lesson.TOPICS, ["billing"] * 40 + ["export"] * 9, "40 billing, 9 export"),
        (Lesson.TOPICS, ["billing"] * 40 + ["weather"] * 40, "40 billing"),
    ],
)
def test_too_few_labels_are_told_in_figures(lesson: Lesson, values: list[str], words: str) -> None:
    """A label of a topic that is in the operator's file no more does not count."""
    school = School()
    school.teach(lesson, values)
    outcome = school.learn(lesson)
    assert (Result.TOO_FEW, 0, []) == (outcome.result, outcome.version, school.trainer.seen)
    assert words in outcome.sentence


def test_topics_and_names_of_teams_are_learned() -> None:
    school = School()
    school.teach(Lesson.TOPICS, ["export", "billing"] * 10)
    assert Result.SWAPPED == school.learn(Lesson.TOPICS).result


def test_what_cannot_be_learned_from_is_told(school: School) -> None:
    school.trainer.error = NotLearnable("They are all alike.")
    assert (Result.TOO_FEW, "They are all alike.") == (school.learn().result, school.learn().sentence)


def test_taking_back_leads_to_the_model_before_and_then_to_the_first_day(school: School) -> None:
    school.learn()
    school.learn()
    assert [1, 0] == [school.learning.take_back(Lesson.HEAT), school.learning.take_back(Lesson.HEAT)]
    with pytest.raises(NotLearnable, match="nothing to go back from"):
        school.learning.take_back(Lesson.HEAT)


def test_the_trail_says_what_the_operator_had_learned_and_taken_back(school: School) -> None:
    school.learn()
    school.trainer.score = 0.79
    school.learn()
    school.learning.take_back(Lesson.HEAT)
    expected = [
        "had heat learned: version 1 is in use",
        "had heat learned: not put into use",
        "went back to the rules of the first day for heat",
    ]
    assert expected == school.trail()


def test_what_is_learned_by_itself_is_nobodys_deed(school: School) -> None:
    assert Result.SWAPPED == school.learn(by_itself=True).result
    assert [] == school.trail()


def test_by_itself_it_learns_only_when_there_is_a_new_label(school: School) -> None:
    assert Result.SWAPPED == school.learn(by_itself=True).result
    assert Result.NOTHING_NEW == school.learn(by_itself=True).result
    school.clock.forward(NOON - NOON.replace(hour=11))
    school.teach(Lesson.HEAT, ["yes"])
    assert Result.SWAPPED == school.learn(by_itself=True).result


def test_what_had_to_be_forgotten_is_learned_anew_by_itself(school: School) -> None:
    school.learn(by_itself=True)
    forget_one(school)
    assert 0 == school.version()
    assert (Result.SWAPPED, 2) == (school.learn(by_itself=True).result, school.version())


def test_what_was_taken_back_stays_so_when_somebody_is_forgotten(school: School) -> None:
    school.learn(by_itself=True)
    school.learning.take_back(Lesson.HEAT)
    forget_one(school)
    assert (Result.TAKEN_BACK, 0) == (school.learn(by_itself=True).result, school.version())


def forget_one(school: School) -> None:
    """The words of one case are deleted."""
    with school.store.transaction() as tx:
        tx.privacy.forget_copies("C-1")


def test_by_itself_it_does_not_bring_back_what_was_taken_back(school: School) -> None:
    school.learn()
    school.learning.take_back(Lesson.HEAT)
    assert (Result.TAKEN_BACK, 0) == (school.learn(by_itself=True).result, school.version())
    assert (Result.SWAPPED, 2) == (school.learn().result, school.version())


def test_a_model_of_another_version_is_learned_anew_without_a_new_label(school: School) -> None:
    school.learn()
    school.trainer.unusable = True
    assert Result.SWAPPED == school.learn(by_itself=True).result
    assert [0, 0] == school.trainer.compared


def test_ended_in_the_middle_the_old_model_stays_in_use(tmp_path: Path) -> None:
    school = School(SqliteStore(tmp_path / "triage.db"))
    school.teach(Lesson.HEAT, ["yes", "no"] * 20)
    school.learn()
    school.trainer.error = Killed()
    with pytest.raises(Killed):
        school.learn()
    school.store.close()
    again = School(SqliteStore(tmp_path / "triage.db"))
    assert 1 == again.version()
    assert Result.SWAPPED == again.learn().result
    again.store.close()


def test_somebody_who_was_faster_is_not_overwritten(school: School) -> None:
    class Slow(ScriptedTrainer):
        def train(self, *arguments: object, **more: object) -> Trained:
            """While this one learns, somebody else is done."""
            school.learn()
            return super().train(*arguments, **more)  # type: ignore[arg-type]

    slow = Learning(school.store, Slow(), two_teams(), school.clock)
    assert (Result.OVERTAKEN, 1) == (slow.learn(Lesson.HEAT).result, school.version())
