"""The contract of `bot.ports.store`: labels, models, and what happened by its name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stores import BEN, NOON, after, new_case

from bot.domain.labels import Lesson
from bot.ports.store import EventRow, Label, ModelRow, ModelState, Store

MODEL = ModelRow(Lesson.HEAT, NOON, 40, 10, 0.9, 0.8, "heat 1", ModelState.IN_USE, b"\x00model")


def label(case_id: str = "C-1", value: str = "yes", lesson: Lesson = Lesson.REQUEST, minutes: float = 0) -> Label:
    """A label for a case."""
    return Label(case_id, lesson, "my export \U0001f525 is broken", "en", value, after(minutes))


class TestLabels:
    def test_the_last_word_wins_for_a_case_and_a_lesson(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx)
            for one in (label(), label(lesson=Lesson.HEAT), label(value="no", minutes=1)):
                tx.labels.put(one)
            found = tx.labels.of("C-1")
        assert {label(value="no", minutes=1), label(lesson=Lesson.HEAT)} == set(found)

    def test_all_of_a_lesson_come_in_the_order_of_their_first_word(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx)
            new_case(tx, "200", BEN)
            for one in (label(), label("C-2"), label(minutes=5), label(lesson=Lesson.HEAT)):
                tx.labels.put(one)
            found = tx.labels.all(Lesson.REQUEST)
            newest = tx.labels.newest(Lesson.REQUEST), tx.labels.newest(Lesson.TOPICS)
        assert (label(minutes=5), label("C-2")) == found
        assert (after(5), None) == newest

    def test_a_label_can_be_taken_back_even_if_there_is_none(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx)
            tx.labels.put(label())
            for _ in range(2):
                tx.labels.take_back("C-1", Lesson.REQUEST)
            assert () == tx.labels.of("C-1")

    def test_half_a_surrogate_pair_can_be_kept(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx)
            tx.labels.put(replace(label(), text="broken \ud83d"))
            assert "broken ?" == tx.labels.of("C-1")[0].text


class TestModels:
    def test_a_new_one_in_use_takes_the_place_of_the_one_before(self, store: Store) -> None:
        with store.transaction() as tx:
            first = tx.models.add(MODEL)
            second = tx.models.add(replace(MODEL, content=b"2"))
            tx.models.add(replace(MODEL, lesson=Lesson.TOPICS))
            found = tx.models.in_use(Lesson.HEAT)
        assert (1, 2, second) == (first.version, second.version, found)

    def test_a_worse_one_is_written_down_and_not_used(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.models.add(MODEL)
            worse = tx.models.add(replace(MODEL, state=ModelState.WORSE, content=b"", score=0.1))
            assert 1 == tx.models.version_in_use(Lesson.HEAT)
            assert worse == tx.models.newest(Lesson.HEAT)

    def test_without_a_model_there_is_version_0(self, store: Store) -> None:
        with store.transaction() as tx:
            assert (0, None, None) == (
                tx.models.version_in_use(Lesson.HEAT),
                tx.models.in_use(Lesson.HEAT),
                tx.models.newest(Lesson.HEAT),
            )

    def test_taking_back_goes_step_by_step_to_the_first_day(self, store: Store) -> None:
        with store.transaction() as tx:
            for content in (b"1", b"2"):
                tx.models.add(replace(MODEL, content=content))
            taken_back = [tx.models.take_back(Lesson.HEAT) for _ in range(3)]
            newest = tx.models.newest(Lesson.HEAT)
        assert [1, 0, 0] == taken_back
        assert newest is not None
        assert (2, ModelState.TAKEN_BACK) == (newest.version, newest.state)

    def test_one_that_was_taken_back_is_not_gone_back_to(self, store: Store) -> None:
        with store.transaction() as tx:
            for content in (b"1", b"2"):
                tx.models.add(replace(MODEL, content=content))
            tx.models.take_back(Lesson.HEAT)
            tx.models.add(replace(MODEL, content=b"3"))
            assert 1 == tx.models.take_back(Lesson.HEAT)

    def test_only_three_keep_their_content(self, store: Store) -> None:
        with store.transaction() as tx:
            for number in range(5):
                tx.models.add(replace(MODEL, content=str(number).encode()))
            assert [4, 3, 0] == [tx.models.take_back(Lesson.HEAT) for _ in range(3)]


class TestHappened:
    @pytest.mark.parametrize(("since", "wanted"), [(0, ["Moved", "Dismissed"]), (2, ["Dismissed"])])
    def test_it_is_found_by_name_and_time_in_any_case(self, store: Store, since: float, wanted: list[str]) -> None:
        with store.transaction() as tx:
            new_case(tx)
            new_case(tx, "200", BEN)
            for row in (
                EventRow("C-1", after(1), "Moved", "Ada", "billing"),
                EventRow("C-2", after(2), "Dismissed", "Ada", ""),
                EventRow("C-2", after(3), "Resolved", "Ada", ""),
            ):
                tx.cases.record(row)
            found = tx.cases.happened(("Moved", "Dismissed"), after(since))
        assert wanted == [row.name for row in found]
