"""Tickets that are looked at: rows that come up when they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from stores import NOON, after

from bot.domain.case import Case, Channel, Customer
from bot.ports.store import Store, Watch

ANNA = Customer(Channel.X, "7", "anna", "Anna Example")


def watched(store: Store, *watches: Watch) -> None:
    """Write cases and their watches."""
    with store.transaction() as tx:
        for watch in watches:
            tx.cases.save(Case(watch.case_id, Channel.X, ANNA, watch.case_id, NOON))
            tx.watches.put(watch)


def test_the_one_that_is_due_longest_comes_first(store: Store) -> None:
    early = Watch("C-1", after(1), NOON, NOON, answered_at=after(0.5), failures=2)
    late = Watch("C-2", after(2), NOON, NOON, is_over=True)
    watched(store, late, early)
    with store.transaction() as tx:
        assert (None, early) == (tx.watches.next(NOON), tx.watches.next(after(5)))
        tx.watches.put(replace(early, due=after(9)))
        assert late == tx.watches.next(after(5))


def test_what_is_postponed_waits_and_what_is_later_anyway_is_left(store: Store) -> None:
    watched(store, Watch("C-1", after(1), NOON, NOON), Watch("C-2", after(9), NOON, NOON))
    with store.transaction() as tx:
        tx.watches.postpone(after(5))
        assert None is tx.watches.next(after(4))
        assert Watch("C-1", after(5), NOON, NOON) == tx.watches.next(after(5))
        tx.watches.drop("C-1")
        assert Watch("C-2", after(9), NOON, NOON) == tx.watches.next(after(9))


def test_looks_go_back_with_the_clock(store: Store) -> None:
    watched(store, Watch("C-1", after(65), NOON, NOON), Watch("C-2", after(-1), NOON, NOON))
    with store.transaction() as tx:
        tx.watches.set_back(timedelta(hours=1), NOON)
        assert "C-2" == getattr(tx.watches.next(NOON), "case_id", None)
        tx.watches.drop("C-2")
        assert Watch("C-1", after(5), NOON, NOON) == tx.watches.next(after(5))


def test_dropping_what_is_not_there_is_fine(store: Store) -> None:
    with store.transaction() as tx:
        tx.watches.drop("C-1")
        assert None is tx.watches.next(after(99))
