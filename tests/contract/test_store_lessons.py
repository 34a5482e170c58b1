"""What every store promises about lessons."""

from __future__ import annotations

from dataclasses import replace

from acme import NOON, mention, new_case

from bot.domain.answers import HumanAnswer
from bot.domain.lessons import Lesson, Source
from bot.domain.person import Person
from bot.ports.store import Store

LESSON = Lesson(
    "C-1",
    "Ada",
    "Grace",
    NOON,
    Source.CHANGED,
    "1001",
    "It was paid.",
    "It was paid back.",
    "Say back what they asked.",
)


def learned(store: Store, *lessons: Lesson) -> None:
    """Write Anna's case with her question, and what was learned in it."""
    with store.transaction() as tx:
        case = tx.cases.save(replace(new_case(), customer=mention().customer))
        tx.mentions.add(mention("charged twice"), case.id)
        for lesson in lessons:
            tx.lessons.add(lesson)


def test_a_lesson_comes_back_with_the_question_as_the_customer_asked_it(store: Store) -> None:
    learned(store, LESSON)
    with store.transaction() as tx:
        assert (replace(LESSON, question="charged twice"),) == tx.lessons.of("Ada")


def test_the_newest_comes_first_and_others_see_none(store: Store) -> None:
    learned(store, *(replace(LESSON, remark=str(number)) for number in range(4)))
    with store.transaction() as tx:
        assert ["3", "2"] == [one.remark for one in tx.lessons.of("Ada", limit=2)]
        assert () == tx.lessons.of("Bo")


def test_a_question_that_was_deleted_is_gone_from_the_lesson(whole_store: Store) -> None:
    learned(whole_store, LESSON)
    with whole_store.transaction() as tx:
        tx.privacy.looked_up(mention(), NOON, gone=True)
        assert [""] == [one.question for one in tx.lessons.of("Ada")]


def test_forgetting_the_customer_takes_the_lesson(whole_store: Store) -> None:
    learned(whole_store, LESSON)
    with whole_store.transaction() as tx:
        customer = mention().customer
        found = tx.privacy.cases_of(Person(customer.channel, customer.handle))
        assert 1 == tx.privacy.count(found)["lessons"]
        tx.privacy.empty(found)
        assert ((), ()) == (tx.lessons.of("Ada"), tx.lessons.of_case("C-1"))


def test_answers_are_counted_by_who_gave_them(store: Store) -> None:
    learned(store)
    with store.transaction() as tx:
        for who in ("Ada", "Ada", "Grace"):
            tx.answers.add(HumanAnswer("C-1", "1001", NOON, who, "refund", 1, "", "en", False, False))
        assert [2, 1, 0] == [tx.answers.count_by(who) for who in ("Ada", "Grace", "Bo")]
