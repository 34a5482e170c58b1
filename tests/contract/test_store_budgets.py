"""The contract of `bot.ports.store`'s Budgets and Costs, and of which message goes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from stores import LASTING, NOON, after, new_case, row

from bot.domain.effects import Effect, Reply, ShowCard
from bot.domain.response import ResponseKind
from bot.ports.store import Bucket, Cost, OutboxState, Store

BUCKET = Bucket("x:public", 7, after(15), NOON)
K = ResponseKind


def test_a_bucket_comes_back_as_it_went_in(store: Store) -> None:
    with store.transaction() as tx:
        tx.budgets.put(BUCKET)
        assert (BUCKET, None) == (tx.budgets.get("x:public"), tx.budgets.get("x:dm"))


def test_a_bucket_is_written_over(store: Store) -> None:
    with store.transaction() as tx:
        tx.budgets.put(BUCKET)
        tx.budgets.put(replace(BUCKET, left=6))
        assert (replace(BUCKET, left=6),) == tx.budgets.all()


def test_writing_forgets_what_was_full_before(store: Store) -> None:
    with store.transaction() as tx:
        tx.budgets.put(BUCKET)
        tx.budgets.put(Bucket("x:dm", 1, after(30), after(15)))
        assert ["x:dm"] == [bucket.name for bucket in tx.budgets.all()]


def test_costs_add_up_by_month_and_item(store: Store) -> None:
    with store.transaction() as tx:
        tx.costs.add("2026-01", "reply", 1, 10)
        tx.costs.add("2026-01", "reply", 2, 20)
        tx.costs.add("2026-01", "message", 1, 15)
        tx.costs.add("2026-02", "reply", 1, 10)
        assert (Cost("message", 1, 15), Cost("reply", 3, 30)) == tx.costs.of("2026-01")
        assert () == tx.costs.of("2026-03")


def test_costs_that_are_taken_back_never_fall_below_nothing(store: Store) -> None:
    with store.transaction() as tx:
        tx.costs.add("2026-01", "reply", -1, -10)
        tx.costs.add("2026-01", "message", 1, 15)
        tx.costs.add("2026-01", "message", -2, -30)
        assert (Cost("message", 0, 0), Cost("reply", 0, 0)) == tx.costs.of("2026-01")


@pytest.mark.parametrize("kind", LASTING)
def test_buckets_and_costs_outlive_the_process(kind: str, tmp_path: Path) -> None:
    store = LASTING[kind](tmp_path)
    with store.transaction() as tx:
        tx.budgets.put(BUCKET)
        tx.costs.add("2026-01", "reply", 1, 10)
    store.close()
    again = LASTING[kind](tmp_path)
    with again.transaction() as tx:
        assert ((BUCKET,), (Cost("reply", 1, 10),)) == (tx.budgets.all(), tx.costs.of("2026-01"))
    again.close()


def said(kind: ResponseKind, by: str = "") -> Effect:
    """Return a reply of a kind."""
    return Reply(kind, "1", NOON, "Words", by)


def test_the_most_urgent_goes_first_and_the_oldest_of_equals(store: Store) -> None:
    effects = [
        ("card", ShowCard()),
        ("ticket", said(K.TICKET_OPENED)),
        ("ask", said(K.ASK_EMAIL)),
        ("hold", said(K.HOLD)),
        ("link", said(K.CLARIFY_LINK)),
        ("click", said(K.SUGGESTION, "Ada")),
    ]
    order = []
    with store.transaction() as tx:
        for row_id, effect in effects:
            tx.outbox.add(row(row_id, new_case(tx).id, effect=effect))
        while found := tx.outbox.next(NOON, "x"):
            order.append(found.id)
            tx.outbox.save(replace(found, state=OutboxState.SENT, sent_at=NOON, remote_id=found.id))
    assert ["click", "hold", "link", "ask", "card", "ticket"] == order


def test_in_one_conversation_the_order_is_kept_however_urgent_the_younger_is(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        tx.outbox.add(row("ask", case.id, effect=said(K.ASK_EMAIL)))
        tx.outbox.add(row("click", case.id, effect=said(K.SUGGESTION, "Ada")))
        found = tx.outbox.next(NOON, "x")
    assert found is not None
    assert "ask" == found.id


def test_a_holding_reply_that_somebody_let_go_does_not_overtake_the_others(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.add(row("fresh", new_case(tx).id, effect=said(K.HOLD)))
        tx.outbox.add(row("approved", new_case(tx).id, effect=said(K.HOLD, "Grace")))
        found = tx.outbox.next(NOON, "x")
    assert found is not None
    assert "fresh" == found.id


@pytest.mark.parametrize(("minutes", "expected"), [(1, None), (16, "a")])
def test_what_waits_for_a_shut_destination_is_handed_out_once_it_is_too_late(
    store: Store, minutes: float, expected: str | None
) -> None:
    """It will not be sent any more, and a human must not hear of it only when the destination opens."""
    with store.transaction() as tx:
        tx.outbox.add(replace(row("a", new_case(tx).id), send_by=after(15)))
        found = tx.outbox.next(after(minutes), "x", ("x:public",))
    assert expected == (found.id if found else None)


def test_a_doubtful_row_is_looked_for_though_its_destination_is_shut(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.add(replace(row("a", new_case(tx).id), state=OutboxState.UNKNOWN))
        found = tx.outbox.next(NOON, "x", ("x:public",))
    assert found is not None
    assert "a" == found.id
