"""Promises: one row each, owed until they are settled, and counted by when that was."""

from __future__ import annotations

from dataclasses import replace

from stores import NOON, after

from bot.domain.case import Case, Channel, Customer, State
from bot.domain.person import Person
from bot.domain.promise import Standing
from bot.engine.forgetting import forget
from bot.ports.store import PromiseRow, Store

ANNA = Customer(Channel.X, "7", "anna", "Anna Example")
FIRST = PromiseRow("C-1", 3, "billing", "Ada", NOON, after(60), True, Standing.OPEN, NOON)
SECOND = PromiseRow("C-2", 1, "billing", "Ada", NOON, after(30), False, Standing.OPEN, NOON)


def written(store: Store, *rows: PromiseRow, state: State = State.ANSWERED) -> None:
    """Write cases and their promises."""
    with store.transaction() as tx:
        for case_id in {row.case_id for row in rows}:
            tx.cases.save(Case(case_id, Channel.X, ANNA, case_id, NOON, state))
        for row in rows:
            tx.promises.put(row)


def test_what_is_owed_comes_soonest_first_and_as_it_was_written(store: Store) -> None:
    written(store, FIRST, SECOND)
    with store.transaction() as tx:
        assert (SECOND, FIRST) == tx.promises.owed()
        assert (SECOND,) == tx.promises.owed(after(30))
        assert () == tx.promises.settled(NOON)


def test_a_promise_that_is_written_again_stands_as_it_was_written_last(store: Store) -> None:
    overdue = replace(FIRST, standing=Standing.OVERDUE, owner="Grace", at=FIRST.due)
    kept = replace(SECOND, standing=Standing.KEPT, at=after(5))
    written(store, FIRST, SECOND, overdue, kept)
    with store.transaction() as tx:
        assert (overdue,) == tx.promises.owed()
        assert (kept, overdue) == tx.promises.settled(NOON)
        assert (overdue,) == tx.promises.settled(after(6))


def test_promises_are_counted_as_they_stand(store: Store) -> None:
    written(store, FIRST, replace(SECOND, standing=Standing.KEPT, at=after(5)))
    with store.transaction() as tx:
        counted = tx.promises.count(after(4))
        assert (1, 1, 0) == (counted[Standing.OPEN], counted[Standing.KEPT], counted[Standing.BROKEN])
        assert (1, 0) == tuple(tx.promises.count(after(6))[one] for one in (Standing.OPEN, Standing.KEPT))


def test_a_case_remembers_all_its_promises(store: Store) -> None:
    again = replace(FIRST, number=9, standing=Standing.KEPT, at=after(9))
    written(store, replace(FIRST, standing=Standing.REPLACED), again)
    with store.transaction() as tx:
        assert [3, 9] == [row.number for row in tx.promises.settled(NOON)]


def test_whoever_is_forgotten_is_promised_nothing_and_the_figures_stay(whole_store: Store) -> None:
    broken = replace(FIRST, number=9, standing=Standing.OVERDUE, at=FIRST.due)
    written(whole_store, FIRST, broken)
    with whole_store.transaction() as tx:
        forget(tx, Person(Channel.X, "anna"), "", after(99))
        assert () == tx.promises.owed()
        assert [Standing.ENDED, Standing.BROKEN] == [row.standing for row in tx.promises.settled(NOON)]


def test_a_case_that_is_owed_an_answer_is_not_too_old(whole_store: Store) -> None:
    written(whole_store, FIRST)
    with whole_store.transaction() as tx:
        assert 0 == tx.privacy.old("cases", after(9_999_999), remove=True)
        tx.promises.put(replace(FIRST, standing=Standing.KEPT))
        assert 1 == tx.privacy.old("cases", after(9_999_999), remove=True)
        assert () == tx.promises.settled(NOON)
