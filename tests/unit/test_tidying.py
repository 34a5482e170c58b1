"""What was kept long enough goes; what a customer still waits for stays, and nothing is answered a second time."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from acme import ANNA, mention
from house import House

from bot.domain.case import Channel
from bot.domain.events import AnswerWritten, EmailAskRequested, Event, Resolved, SuggestionSent
from bot.domain.lessons import Lesson, Source
from bot.domain.retention import Keep
from bot.engine.own_post import OwnPost, answered_before
from bot.engine.tidying import Tidying, tidy
from bot.ports.store import AuditRow, OutboxState

WEEK = timedelta(days=7)
SHORT = Keep(**{one.name: WEEK for one in fields(Keep)})
KINDS = tuple(one.name for one in fields(Keep))


@pytest.fixture
def house() -> House:
    """A bot with one resolved case, eight days ago."""
    built = House()
    with built.store.transaction() as tx:
        tx.inbox.receive("slack", "k1", "{}", built.clock.now())
        tx.privacy.write_audit(AuditRow(built.clock.now(), "Grace", "looked at the address", "C-1"))
        tx.tickets.add("e1", "C-1", "a@b.example", "s", "b", built.clock.now())
    built.hear(envelope=1)
    built.run()
    with built.store.transaction() as tx:
        tx.lessons.add(Lesson("C-1", "Ada", "Grace", built.clock.now(), Source.CHANGED, "1001", "yes", "no", "why"))
    built.intake.happened("C-1", Resolved("Ada"), "Ada")
    built.run()
    built.clock.forward(WEEK + timedelta(days=1))
    return built


def test_each_kind_goes_after_its_own_time(house: House) -> None:
    for kind in KINDS:
        one = Keep(**{name: WEEK if name == kind else timedelta(days=900) for name in KINDS})
        found = tidy(house.store, one, house.clock.now(), remove=False)
        assert [kind] == [name for name, count in found.items() if count]


def test_a_dry_run_changes_nothing_and_tells_the_same(house: House) -> None:
    now = house.clock.now()
    told = tidy(house.store, SHORT, now, remove=False)
    assert told == tidy(house.store, SHORT, now, remove=False)
    assert set(KINDS) == {kind for kind, count in told.items() if count}


def test_a_whole_case_goes_and_the_next_night_finds_nothing(house: House) -> None:
    Tidying(house.store, SHORT, house.clock).work()
    with house.store.transaction() as tx:
        assert (None, (), (), ()) == (
            tx.cases.get("C-1"),
            tx.mentions.of("C-1"),
            tx.outbox.of("C-1"),
            tx.privacy.audit(),
        )
    assert {0} == set(tidy(house.store, SHORT, house.clock.now()).values())


def test_words_go_before_the_case_and_a_late_copy_is_known_all_the_same(house: House) -> None:
    tidy(house.store, Keep(mentions=WEEK, messages=WEEK), house.clock.now())
    with house.store.transaction() as tx:
        assert [("", "")] == [(one.text, one.customer.handle) for one in tx.mentions.of("C-1")]
        assert ["ShowCard"] == sorted({type(row.effect).__name__ for row in tx.outbox.of("C-1")})
    said = len(house.x.sent)
    house.hear(mention())
    house.run()
    assert said == len(house.x.sent)


def test_a_held_answer_goes_with_the_other_messages_once_nobody_waits() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(AnswerWritten("Ada", "word " * 80), "Ada")
    house.run()
    later = house.clock.now() + WEEK + timedelta(days=1)
    messages = Keep(messages=WEEK)
    tidy(house.store, messages, later)
    assert OutboxState.HELD in house.states()
    house.happened(Resolved("Ada"), "Ada")
    house.run()
    tidy(house.store, messages, later)
    assert [] == house.replies()


def test_what_is_remembered_of_a_customer_goes_with_their_last_case(house: House) -> None:
    """That a human answered them is remembered under a name that holds their id."""
    others = replace(ANNA, id="2002")
    house.hear(mention(number=5, conversation="1005", customer=others, at=house.clock.now()))
    for number, (conversation, customer) in enumerate((("1001", ANNA), ("1005", others))):
        post = OwnPost(
            *(Channel.X, str(9001 + number), conversation, conversation, customer.id, "Acme's account"),
            *("done", house.clock.now()),
        )
        assert house.intake.answered_elsewhere(post)
    house.run()
    tidy(house.store, SHORT, house.clock.now())
    with house.store.transaction() as tx:
        assert (None, True) == (tx.cases.get("C-1"), tx.cases.get("C-2") is not None)
        assert answered_before(tx, mention()) is None
        assert answered_before(tx, mention(number=5, conversation="1005", customer=others)) is not None
        tx.marks.opt_out(ANNA, house.clock.now())
    tidy(house.store, SHORT, house.clock.now())
    with house.store.transaction() as tx:
        assert tx.marks.opted_out(ANNA)


def test_nothing_goes_of_a_case_in_which_a_customer_waits() -> None:
    house = House()
    house.hear()
    house.run()
    house.clock.forward(WEEK + timedelta(days=1))
    found = tidy(house.store, SHORT, house.clock.now())
    assert {0} == {found[kind] for kind in ("mentions", "messages", "events", "cases")}


@pytest.mark.parametrize("event", [SuggestionSent("Ada", "s0"), EmailAskRequested("Ada")])
def test_thanks_and_a_question_of_ours_keep_nothing(event: Event) -> None:
    """Nobody waits after them, though the case is open."""
    house = House()
    house.hear()
    house.run()
    house.happened(event, "Ada")
    house.hear(mention("Thank you!", number=2), thanks=True, is_request=False)
    house.run()
    house.clock.forward(WEEK + timedelta(days=1))
    assert house.case().is_open
    tidy(house.store, SHORT, house.clock.now())
    with house.store.transaction() as tx:
        assert (None, ()) == (tx.cases.get("C-1"), tx.mentions.of("C-1"))
