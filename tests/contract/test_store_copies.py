"""What every store promises about copies of a customer's words: they go with the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import NOON, mention, new_case

from bot.domain.answers import KeptAnswer
from bot.domain.case import Channel, State
from bot.domain.labels import Lesson
from bot.ports.store import Label, ModelRow, ModelState, Store, Transaction

KEPT = KeptAnswer(0, "C-1", "the gizmo of my sister", "{{ hello }}, wait.", "en", "billing", "any", "", "Grace", NOON)
ADDRESS = "anna@example.com"
DAYS = timedelta(days=4000)


def written(store: Store, **changes: object) -> None:
    """Write Anna's case and one of somebody else, with everything that repeats what was asked in them."""
    with store.transaction() as tx:
        for number, case_id in ((1, "C-1"), (2, "C-2")):
            tx.cases.save(replace(new_case(), id=case_id, customer=mention().customer))
            tx.mentions.add(mention("the gizmo of my sister", number=number, **changes), case_id)
            tx.answers.keep(replace(KEPT, case_id=case_id))
            tx.labels.put(Label(case_id, Lesson.TOPICS, "the gizmo", "en", "billing", NOON))
            tx.tickets.add(f"{case_id}-t", case_id, ADDRESS, "the gizmo", "Anna wrote: the gizmo", NOON)
            tx.tickets.add_entry(f"{case_id}-e", f"{case_id}-t", "Anna wrote: the gizmo again", NOON)


def copies(tx: Transaction, case_id: str) -> list[str]:
    """Return everything that repeats what was asked in a case."""
    kept, ticket = tx.answers.kept_of(case_id), tx.tickets.of(case_id)[0]
    assert kept is not None
    learned = [label.text for label in tx.labels.of(case_id)]
    return [kept.question, ticket.subject, ticket.body, *tx.tickets.entries(f"{case_id}-t"), *learned]


def test_the_copies_of_one_case_go_and_those_of_others_stay(store: Store) -> None:
    written(store)
    with store.transaction() as tx:
        tx.privacy.forget_copies("C-1")
        assert ["", "", "", ""] == copies(tx, "C-1")
        assert 5 == len([text for text in copies(tx, "C-2") if "gizmo" in text])


def test_what_was_learned_is_emptied_and_what_was_taken_back_stays_so(whole_store: Store) -> None:
    written(whole_store)
    with whole_store.transaction() as tx:
        for lesson in (Lesson.TOPICS, Lesson.HEAT):
            for content in (b"1", b"2"):
                tx.models.add(ModelRow(lesson, NOON, 9, 3, 0.9, 0.8, "1", ModelState.IN_USE, content))
        assert 1 == tx.models.take_back(Lesson.TOPICS)
        tx.privacy.forget_copies("C-1")
        newest = [tx.models.newest(lesson) for lesson in (Lesson.TOPICS, Lesson.HEAT)]
        assert [(2, ModelState.TAKEN_BACK), (2, ModelState.FORGOTTEN)] == [
            (one.version, one.state) for one in newest if one
        ]
        assert [0, 0] == [tx.models.version_in_use(lesson) for lesson in (Lesson.TOPICS, Lesson.HEAT)]
        assert 0 == tx.models.take_back(Lesson.HEAT)


def test_the_next_model_after_that_has_a_version_of_its_own(whole_store: Store) -> None:
    """By its version a running bot knows that there is another one."""
    written(whole_store)
    model = ModelRow(Lesson.HEAT, NOON, 9, 3, 0.9, 0.8, "1", ModelState.IN_USE, b"1")
    with whole_store.transaction() as tx:
        assert 1 == tx.models.add(model).version
        tx.privacy.empty(["C-1"])
        assert 2 == tx.models.add(model).version


def test_the_answer_the_ticket_and_that_an_entry_has_arrived_stay(store: Store) -> None:
    written(store)
    with store.transaction() as tx:
        tx.privacy.forget_copies("C-1")
        kept, ticket = tx.answers.kept_of("C-1"), tx.tickets.find("C-1-t")
        assert kept == replace(KEPT, number=1, question="")
        assert ticket is not None
        assert ("T-1001", ADDRESS, True) == (ticket.number, ticket.email, tx.tickets.has_entry("C-1-e"))
        assert "T-1001" == tx.tickets.add("C-1-t", "C-1", ADDRESS, "the gizmo", "the gizmo", NOON).number


def test_copies_that_go_in_a_transaction_that_fails_are_there_again(store: Store) -> None:
    written(store)
    try:
        with store.transaction() as tx:
            tx.privacy.forget_copies("C-1")
            raise KeyError
    except KeyError:
        pass
    with store.transaction() as tx:
        assert "the gizmo of my sister" == copies(tx, "C-1")[0]


def test_a_post_that_is_gone_takes_its_copies_along(whole_store: Store) -> None:
    written(whole_store)
    with whole_store.transaction() as tx:
        tx.privacy.looked_up(mention(number=1), NOON, gone=True)
        assert ["", "", "", ""] == copies(tx, "C-1")


def test_whoever_is_forgotten_leaves_the_answer_without_the_question(whole_store: Store) -> None:
    written(whole_store)
    with whole_store.transaction() as tx:
        tx.privacy.empty(["C-1"])
        assert (replace(KEPT, number=1, question=""), ()) == (tx.answers.kept_of("C-1"), tx.tickets.of("C-1"))


def test_a_question_goes_with_its_case(whole_store: Store) -> None:
    """The answer is the team's: it stays until a human drops it."""
    written(whole_store)
    with whole_store.transaction() as tx:
        for case_id in ("C-1", "C-2"):
            case = tx.cases.get(case_id)
            assert case is not None
            tx.cases.save(replace(case, state=State.RESOLVED))
        assert 2 == tx.privacy.old("cases", NOON + DAYS, remove=True)
        assert ["", ""] == [one.question for one in tx.answers.kept()]


def test_what_was_added_to_a_ticket_that_is_gone_goes_with_the_next_tidying(whole_store: Store) -> None:
    with whole_store.transaction() as tx:
        tx.tickets.add_entry("e", "no ticket", "Anna wrote: the gizmo again", NOON)
        assert [1, 1, 0] == [tx.privacy.old("tickets", NOON, remove=remove) for remove in (False, True, False)]
        assert () == tx.tickets.entries("no ticket")


def test_what_was_added_to_a_ticket_that_is_gone_goes_when_somebody_is_forgotten(whole_store: Store) -> None:
    """Whose it is nobody can tell any more."""
    written(whole_store)
    with whole_store.transaction() as tx:
        tx.tickets.add_entry("e", "no ticket", "Anna wrote: the gizmo again", NOON)
        tx.privacy.empty(["C-1"])
        assert ((), 1) == (tx.tickets.entries("no ticket"), len(tx.tickets.entries("C-2-t")))


RIPE = timedelta(days=9)


def tidied(store: Store) -> None:
    """The cases are over, and all that was written in them goes for its age."""
    with store.transaction() as tx:
        for case_id in ("C-1", "C-2"):
            case = tx.cases.get(case_id)
            assert case is not None
            tx.cases.save(replace(case, state=State.RESOLVED))
        tx.privacy.old("mentions", NOON + RIPE, remove=True)


def test_copies_of_a_public_post_on_x_do_not_outlive_its_text(whole_store: Store) -> None:
    """Nobody asks X any more whether it was deleted."""
    written(whole_store)
    model = ModelRow(Lesson.TOPICS, NOON, 9, 3, 0.9, 0.8, "1", ModelState.IN_USE, b"1")
    with whole_store.transaction() as tx:
        tx.models.add(model)
    tidied(whole_store)
    with whole_store.transaction() as tx:
        assert ["", "", "", ""] == copies(tx, "C-1")
        assert 1 == tx.models.version_in_use(Lesson.TOPICS)


@pytest.mark.parametrize("changes", [{"private": True}, {"channel": Channel.SLACK}])
def test_copies_of_other_messages_are_kept_for_their_own_time(whole_store: Store, changes: dict[str, object]) -> None:
    """Slack tells of what is deleted, whether it is still kept or not; nobody else ever saw a direct message."""
    written(whole_store, **changes)
    tidied(whole_store)
    with whole_store.transaction() as tx:
        assert 5 == len([text for text in copies(tx, "C-1") if "gizmo" in text])
        assert [""] == [one.text for one in tx.mentions.of("C-1")]


def test_copies_that_an_earlier_tidying_left_go_with_the_next_one(whole_store: Store) -> None:
    written(whole_store)
    tidied(whole_store)
    with whole_store.transaction() as tx:
        tx.labels.put(Label("C-1", Lesson.TOPICS, "the gizmo", "en", "billing", NOON))
    tidied(whole_store)
    with whole_store.transaction() as tx:
        assert () == tx.labels.of("C-1")
