"""The trainer and the models in use: staff mark cases, the next mention is read differently; going back undoes it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention, two_teams
from fakes import HandClock
from structlog.testing import capture_logs
from test_topics_model import ASKED, THINGS

from bot.adapters.reader.learning_file import format_of, open_model
from bot.adapters.reader.models_in_use import ModelsInUse
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.trainer import ReaderTrainer
from bot.adapters.reader.understanding import UnderstandingReader
from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel
from bot.domain.labels import Lesson
from bot.engine.learning import Learning, Result
from bot.ports.store import Label, ModelRow, ModelState, Store
from bot.ports.trainer import UnusableModel

POLICY = two_teams()
PARCEL, LOGIN = ASKED["delivery"], ASKED["login"]
ANGRY = "@acme the purple pelican on street {} ruined it"
CALM = "@acme the green garden gate on street {}"
SURPRISE = [("the purple pelican number {} is here", "no"), ("no luck with the green garden gate {}", "yes")]


class Office:
    """A bot's reader on a database, and what learns beside it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.models = ModelsInUse(store, POLICY, DayOneTopics(["export", "refund", "invoice"]))
        self.reader = UnderstandingReader(POLICY, topics=self.models, learned=self.models.learned)
        self.learning = Learning(store, ReaderTrainer(POLICY), POLICY, HandClock(NOON))

    def teach(self, lesson: Lesson, labelled: list[tuple[str, str]]) -> None:
        """Write a label a text."""
        with self.store.transaction() as tx:
            for text, value in labelled:
                case = tx.cases.save(Case(tx.cases.new_id(), Channel.X, ANNA, "1", NOON))
                tx.labels.put(Label(case.id, lesson, text, "en", value, NOON))

    def learn(self, lesson: Lesson) -> Result:
        """Learn, and take up what is in use now."""
        result = self.learning.learn(lesson).result
        self.models.refresh()
        return result

    def back(self, lesson: Lesson) -> None:
        """Go back, and take up what is in use now."""
        self.learning.take_back(lesson)
        self.models.refresh()

    def team(self, text: str) -> str:
        """Return the team that a mention reaches."""
        return POLICY.team_for(self.reader.read(mention(text)).topic).name


@pytest.fixture
def office() -> Iterator[Office]:
    """An office that has learned nothing."""
    store = SqliteStore(":memory:")
    yield Office(store)
    store.close()


@pytest.fixture(scope="module")
def routed() -> ModelRow:
    """What was learned from cases that staff moved and answered: parcels belong to billing, as no word of ours says."""
    store = SqliteStore(":memory:")
    office = Office(store)
    parcels = [(text.format(thing), "billing") for text in PARCEL for thing in THINGS]
    office.teach(Lesson.TOPICS, parcels + [(text.format(thing), "product") for text in LOGIN for thing in THINGS])
    assert Result.SWAPPED == office.learn(Lesson.TOPICS)
    with store.transaction() as tx:
        found = tx.models.in_use(Lesson.TOPICS)
    store.close()
    assert found is not None
    return found


def test_a_team_is_learned_and_forgotten(office: Office, routed: ModelRow) -> None:
    asked = "@acme the courier did not bring the parcel with my sofa"
    assert "product" == office.team(asked)
    with office.store.transaction() as tx:
        tx.models.add(routed)
    office.models.refresh()
    assert ("billing", "product") == (office.team(asked), office.team("@acme locked out of my account again"))
    office.back(Lesson.TOPICS)
    assert "product" == office.team(asked)


def test_the_operators_word_still_counts_for_what_was_never_seen(office: Office, routed: ModelRow) -> None:
    with office.store.transaction() as tx:
        tx.models.add(routed)
    office.models.refresh()
    assert "export" == office.reader.read(mention("@acme CSV export zzz qqq xxx")).topic


def test_a_model_with_a_topic_that_is_gone_cannot_be_used(routed: ModelRow) -> None:
    with pytest.raises(UnusableModel, match="not in the configuration any more: billing"):
        open_model(routed, {"product"})


def test_heat_is_learned_and_forgotten(office: Office) -> None:
    labelled = [(ANGRY.format(number), "yes") for number in range(150)]
    office.teach(Lesson.HEAT, labelled + [(CALM.format(number), "no") for number in range(150)])
    asked = mention(ANGRY.format(999))
    assert not office.reader.read(asked).heated
    assert Result.SWAPPED == office.learn(Lesson.HEAT)
    assert office.reader.read(asked).heated
    office.back(Lesson.HEAT)
    assert not office.reader.read(asked).heated


def test_what_is_dismissed_is_learned_and_forgotten(office: Office) -> None:
    labelled = [(text.format(number), value) for text, value in SURPRISE for number in range(80)]
    office.teach(Lesson.REQUEST, labelled)
    asked = mention(SURPRISE[0][0].format(999))
    assert office.reader.read(asked).request.value
    assert Result.SWAPPED == office.learn(Lesson.REQUEST)
    found = office.reader.read(asked).request
    assert (False, "your team dismissed similar ones") == (found.value, found.reason)
    office.back(Lesson.REQUEST)
    assert office.reader.read(asked).request.value


def test_what_reads_worse_is_not_put_into_use(office: Office) -> None:
    """Labels that contradict what they are measured on make a worse model than the one in use."""
    right = [(ANGRY.format(number), "yes") for number in range(100)] + [(CALM.format(n), "no") for n in range(100)]
    office.teach(Lesson.HEAT, right)
    assert Result.SWAPPED == office.learn(Lesson.HEAT)
    trainer, in_use = ReaderTrainer(POLICY), None
    with office.store.transaction() as tx:
        in_use, labels = tx.models.in_use(Lesson.HEAT), tx.labels.all(Lesson.HEAT)
    wrong = [replace(label, value="no" if label.value == "yes" else "yes") for label in labels]
    trained = trainer.train(Lesson.HEAT, wrong, labels[::5], in_use, lambda share: None)
    assert trained.score < trained.previous_score


def row(lesson: Lesson, content: bytes, form: str = "") -> ModelRow:
    """A model in use as the database holds it."""
    return ModelRow(lesson, NOON, 9, 3, 0.9, 0.8, form or format_of(lesson), ModelState.IN_USE, content)


@pytest.mark.parametrize("lesson", Lesson)
@pytest.mark.parametrize(
    ("content", "form"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\x00\x01\x02", "", id="broken"),
        pytest.param(b"", "heat 999", id="another version"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_and_the_first_day_holds(
    office: Office, lesson: Lesson, content: bytes, form: str
) -> None:
    with office.store.transaction() as tx:
        tx.models.add(row(lesson, content, form))
    with capture_logs() as logs:
        assert (lesson,) == office.models.refresh()
        assert () == office.models.refresh()
    assert [("model_ignored", "warning", 1)] == [(one["event"], one["log_level"], one["version"]) for one in logs]
    assert "export" == office.reader.read(mention("@acme my export is broken")).topic


@pytest.mark.parametrize("lesson", Lesson)
def test_a_pickle_in_the_database_never_runs(lesson: Lesson, tmp_path: Path) -> None:
    """Bytes that would run on unpickling are refused like any other bytes."""
    trap = tmp_path / "ran"

    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (trap,)  # type: ignore[return-value]

    with pytest.raises(UnusableModel):
        open_model(row(lesson, pickle.dumps(Bomb())), ())
    assert not trap.exists()
