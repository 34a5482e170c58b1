"""What every store promises about answers by humans and kept ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from acme import NOON, mention, new_case

from bot.domain.answers import HumanAnswer, KeptAnswer
from bot.ports.store import Store

BY_ADA = HumanAnswer("C-1", "1001", NOON, "Ada", "refund", 2, "billing", "en", True, False)
KEPT = KeptAnswer(0, "C-1", "blinks red", "{{ hello }}, wait.", "en", "billing", "any", "", "Grace", NOON)


def answered(store: Store, *answers: HumanAnswer) -> None:
    """Write a case with a mention, and answers to it."""
    with store.transaction() as tx:
        tx.cases.save(new_case())
        tx.mentions.add(mention("charged twice"), "C-1")
        for answer in answers:
            tx.answers.add(answer)


def test_an_answer_comes_back_as_it_was(store: Store) -> None:
    answered(store, BY_ADA)
    with store.transaction() as tx:
        assert BY_ADA == tx.answers.newest("C-1")
        assert tx.answers.newest("C-2") is None


def test_the_newest_answer_counts(store: Store) -> None:
    by_hand = replace(BY_ADA, name="", rank=0, text="Hello")
    answered(store, BY_ADA, by_hand)
    with store.transaction() as tx:
        assert by_hand == tx.answers.newest("C-1")


def test_all_answers_of_a_case_come_in_their_order(store: Store) -> None:
    by_hand = replace(BY_ADA, name="", rank=0, text="Hello")
    answered(store, BY_ADA, by_hand)
    with store.transaction() as tx:
        assert ((BY_ADA, by_hand), ()) == (tx.answers.of("C-1"), tx.answers.of("C-2"))


def test_what_was_written_by_hand_goes_for_its_age_and_that_it_was_answered_stays(whole_store: Store) -> None:
    answered(whole_store, replace(BY_ADA, name="", rank=0, text="Hello"), BY_ADA)
    later = NOON + timedelta(days=1)
    with whole_store.transaction() as tx:
        assert [0, 1, 1, 0] == [
            tx.privacy.old("messages", at, remove=remove)
            for at, remove in ((NOON, True), (later, False), (later, True), (later, True))
        ]
        assert (["", ""], 2) == ([one.text for one in tx.answers.of("C-1")], tx.answers.shares().answers)


def test_sent_suggestions_come_with_their_question_and_only_once(store: Store) -> None:
    answered(store, BY_ADA, replace(BY_ADA, name="", rank=0), replace(BY_ADA, name="other"))
    with store.transaction() as tx:
        first, second = tx.answers.sent(0, 10)
        assert [second] == list(tx.answers.sent(first.number, 10)) == list(tx.answers.sent(0, 1))
        assert () == tx.answers.sent(second.number, 10)
    assert ("charged twice", "refund", "other", True) == (first.question, first.name, second.name, first.heated)


def test_shares_count_what_was_among_the_three(store: Store) -> None:
    answered(store, BY_ADA, replace(BY_ADA, rank=1), replace(BY_ADA, name="", rank=0))
    with store.transaction() as tx:
        shares = tx.answers.shares()
    assert (3, 2, 1) == (shares.answers, shares.among_three, shares.first)


def test_a_kept_answer_comes_back_under_its_number(store: Store) -> None:
    with store.transaction() as tx:
        kept = tx.answers.keep(KEPT)
        assert (kept,) == tx.answers.kept()
        assert kept == tx.answers.kept_of("C-1") == replace(KEPT, number=1)


def test_a_dropped_answer_is_gone_and_its_number_with_it(store: Store) -> None:
    with store.transaction() as tx:
        number = tx.answers.keep(KEPT).number
        assert [True, False] == [tx.answers.drop(number), tx.answers.drop(number)]
        assert () == tx.answers.kept()
        assert number < tx.answers.keep(KEPT).number
