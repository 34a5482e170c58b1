"""The contract of `Mentions.find` and `Mentions.revise`, and of `Cases.of_customer`."""

from __future__ import annotations

from dataclasses import replace

from stores import ANNA, BEN, new_case, post

from bot.domain.case import Channel
from bot.ports.store import Store


def test_a_mention_is_found_by_any_of_its_ids(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        tx.mentions.add(post("1", also=("2",)), case.id)
        assert (case.id, post("1", also=("2",))) == tx.mentions.find(Channel.X, ("9", "2"))
        assert None is tx.mentions.find(Channel.SLACK, ("1",))
        assert None is tx.mentions.find(Channel.X, ("9",))


def test_a_revised_mention_stands_where_it_stood_with_all_its_ids(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        tx.mentions.add(post("1", also=("2",)), case.id)
        now_reads = replace(post("1", also=("2", "3")), text="other words")
        tx.mentions.revise(now_reads, case.id)
        assert (now_reads,) == tx.mentions.of(case.id)
        assert tx.mentions.seen(post("3"))


def test_a_deleted_mention_is_kept_without_its_words(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        tx.mentions.add(post("1"), case.id)
        tx.mentions.revise(replace(post("1"), text="", deleted=True), case.id)
        assert [("", True)] == [(one.text, one.deleted) for one in tx.mentions.of(case.id)]
        assert tx.mentions.seen(post("1"))


def test_the_cases_of_a_customer_come_newest_first(store: Store) -> None:
    with store.transaction() as tx:
        for conversation in ("100", "200", "300"):
            new_case(tx, conversation)
        new_case(tx, "400", BEN)
        assert ["C-3", "C-2"] == [case.id for case in tx.cases.of_customer(ANNA, limit=2)]
