"""What is told of a person is all that is kept of them, and what is forgotten is gone from every corner."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from acme import mention
from house import House

from bot.adapters.desks.local import LocalDesk
from bot.domain.answers import HumanAnswer, KeptAnswer
from bot.domain.case import State
from bot.domain.errors import Permanent
from bot.domain.person import parse_person
from bot.engine.forgetting import everything, forget
from bot.engine.story import tell_story
from bot.ports.desk import Entry, Ticket

ANNA = parse_person("x:@anna_k")
WORDS = "my passport zebra4711"


@pytest.fixture
def house() -> House:
    """A bot with Anna's case: a ticket in the database, an entry to it, and an answer that a lead kept."""
    built = House()
    built.hear(mention(f"My export is broken, {WORDS}"))
    built.run()
    desk = LocalDesk(built.store, built.clock)
    now = built.clock.now()
    with built.store.transaction() as tx:
        story = tell_story(tx, "C-1", built.policy, now)
        tx.answers.keep(KeptAnswer(0, "C-1", WORDS, "{{ hello }}, wait.", "en", "", "any", "", "Grace", now))
    ticket = desk.open("ticket-1", story)
    desk.add("entry-1", ticket, story, Entry(now, mention=mention(f"And again, {WORDS}", number=2)))
    return built


def test_the_tickets_that_are_kept_here_are_told_in_full(house: House) -> None:
    with house.store.transaction() as tx:
        told = json.loads(json.dumps(everything(tx, ANNA)))
    (ticket,) = told["cases"][0]["tickets_kept_here"]
    assert ("T-1001", True, True) == (ticket["number"], WORDS in ticket["text"], WORDS in ticket["added"][0])


def test_the_question_of_a_kept_answer_is_told_too(house: House) -> None:
    with house.store.transaction() as tx:
        told = json.loads(json.dumps(everything(tx, ANNA)))
    assert [WORDS] == told["cases"][0]["questions_kept_with_an_answer"]


def test_what_was_answered_by_hand_on_our_own_account_is_told_too(house: House) -> None:
    by_hand = HumanAnswer("C-1", "1001", house.clock.now(), "Ada", "", 0, "", "en", False, False, "Look at line 4.")
    with house.store.transaction() as tx:
        tx.answers.add(by_hand)
        tx.answers.add(replace(by_hand, name="refund", rank=1, text=""))
        (case,) = json.loads(json.dumps(everything(tx, ANNA)))["cases"]
    assert ["Look at line 4."] == [one["text"] for one in case["answered_by_hand"]]


def test_a_deleted_post_takes_the_tickets_words_and_the_kept_question_along(house: House) -> None:
    """Slack tells of it itself; what X is asked for comes the same way."""
    house.intake.deleted(mention().channel, mention().id)
    with house.store.transaction() as tx:
        told = json.dumps(everything(tx, ANNA))
        kept = tx.answers.kept()
    assert (False, ["{{ hello }}, wait."]) == (WORDS in told, [one.answer for one in kept])


def test_a_forgotten_question_leaves_an_answer_without_one(house: House) -> None:
    with house.store.transaction() as tx:
        forget(tx, ANNA, "", house.clock.now())
        assert [""] == [one.question for one in tx.answers.kept()]
        assert None is tx.tickets.find("ticket-1")


def test_nothing_is_added_to_a_ticket_that_is_gone(house: House) -> None:
    """A lead is told instead: beside no ticket nobody would find it, and nobody could forget it."""
    now = house.clock.now()
    with house.store.transaction() as tx:
        story = tell_story(tx, "C-1", house.policy, now)
        tx.cases.save(replace(story.case, state=State.RESOLVED))
        assert 1 == tx.privacy.old("tickets", now + timedelta(days=9), remove=True)
    with pytest.raises(Permanent, match="not in the database any more"):
        LocalDesk(house.store, house.clock).add("entry-2", Ticket("T-1001", key="ticket-1"), story, Entry(now, "note"))
    with house.store.transaction() as tx:
        assert ((), False) == (tx.tickets.entries("ticket-1"), tx.tickets.has_entry("entry-2"))
