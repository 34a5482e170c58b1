"""What its author deleted on X is deleted here within a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from acme import mention
from house import House

from bot.domain.case import State
from bot.domain.errors import Limited
from bot.domain.labels import Lesson
from bot.engine.deleted import AGAIN_AFTER, AT_ONCE, DeletedPosts
from bot.ports.store import Label

DAY = timedelta(hours=24)


class Answers:
    """What X says; remembers what it was asked."""

    def __init__(self, *gone: str) -> None:
        self.gone = frozenset(gone)
        self.asked: list[tuple[str, ...]] = []
        self.away = False

    def __call__(self, ids: Sequence[str]) -> frozenset[str]:
        if self.away:
            raise Limited("enough for now")
        self.asked.append(tuple(ids))
        return self.gone & set(ids)


def worker(house: House, x: Answers) -> DeletedPosts:
    """Return what is under test."""
    return DeletedPosts(house.store, x, house.intake.deleted, house.clock)


def text_of(house: House, case_id: str = "C-1") -> list[str]:
    """Return what the customer wrote, as it is kept."""
    with house.store.transaction() as tx:
        return [one.text + one.customer.handle for one in tx.mentions.of(case_id)]


@pytest.fixture
def house() -> House:
    """A bot that has heard one post and shown its card, 20 hours ago."""
    built = House()
    built.hear()
    built.run()
    built.clock.forward(AGAIN_AFTER + timedelta(minutes=1))
    return built


def test_a_deleted_post_loses_its_text_and_its_author_and_the_card_is_drawn_anew(house: House) -> None:
    post = mention()
    with house.store.transaction() as tx:
        tx.labels.put(Label("C-1", Lesson.TOPICS, "words", "en", "billing", house.clock.now()))
    before = len(house.staffroom.redrawn)
    worker(house, Answers(post.id)).work()
    house.run()
    with house.store.transaction() as tx:
        assert ((), True) == (tx.labels.of("C-1"), tx.mentions.seen(post))
    assert ([""], 1) == (text_of(house), len(house.staffroom.redrawn) - before)


def test_the_case_of_a_deleted_post_waits_for_nothing_any_more(house: House) -> None:
    assert State.ASKED == house.case().state or house.case().needs_answer
    worker(house, Answers(mention().id)).work()
    house.run()
    assert (State.RESOLVED, None) == (house.case().state, house.case().ask_due)
    with house.store.transaction() as tx:
        assert () == tx.timers.due(house.clock.now() + DAY)


def test_a_post_that_is_there_stays_and_is_asked_for_once_a_day(house: House) -> None:
    x = Answers()
    deleted = worker(house, x)
    deleted.work()
    deleted.work()
    assert (1, [mention().text + mention().customer.handle]) == (len(x.asked), text_of(house))
    house.clock.forward(AGAIN_AFTER + timedelta(minutes=1))
    deleted.work()
    assert 2 == len(x.asked)
    assert DAY > AGAIN_AFTER


def test_an_x_that_does_not_answer_is_asked_again(house: House) -> None:
    x = Answers(mention().id)
    x.away = True
    assert False is worker(house, x).work()
    x.away = False
    worker(house, x).work()
    assert [""] == text_of(house)


def test_private_messages_are_not_looked_up() -> None:
    house, x = House(), Answers()
    house.hear(mention(private=True))
    house.clock.forward(DAY)
    worker(house, x).work()
    assert [] == x.asked


def test_a_hundred_are_looked_up_at_once() -> None:
    house, x = House(), Answers()
    for number in range(1, AT_ONCE + 6):
        house.hear(mention(number=number))
    house.clock.forward(DAY)
    deleted = worker(house, x)
    assert [True, False] == [deleted.work(), deleted.work()]
    assert [AT_ONCE, 5] == [len(ids) for ids in x.asked]


def test_however_many_direct_messages_are_kept_the_posts_are_looked_up_every_day(house: House) -> None:
    with house.store.transaction() as tx:
        for number in range(4 * AT_ONCE):
            tx.mentions.add(mention("hello", number=-number, id=f"dm:{number}", private=True), "C-1")
    x = Answers()
    for _ in range(3):
        while worker(house, x).work():
            continue
        house.clock.forward(DAY)
    assert [(mention().id,)] * 3 == x.asked
