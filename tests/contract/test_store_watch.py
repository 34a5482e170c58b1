"""What the watch over the bot asks of every store, and what it may change there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from stores import after, new_case, reply, row

from bot.domain.case import Timer
from bot.domain.effects import Say
from bot.domain.errors import UnreadableRow
from bot.ports.store import DueTimer, OutboxState, Store, Transaction

HOUR = timedelta(hours=1)


def tried(tx: Transaction, row_id: str, minutes: float) -> None:
    """Add a row of a new case that was tried and is put off until then."""
    added = row(row_id, new_case(tx).id, next_try=after(minutes))
    tx.outbox.add(replace(added, attempts=1, error="busy"))


def test_a_row_that_was_never_tried_waits_since_it_was_due(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.add(row("a", new_case(tx).id, next_try=after(5)))
        found = [tx.outbox.oldest_due(after(minutes), "x") for minutes in (4.9, 5)]
    assert [{}, {"x:public": (after(5), "")}] == found


def test_a_row_that_was_tried_waits_since_it_was_written(store: Store) -> None:
    with store.transaction() as tx:
        tried(tx, "a", minutes=30)
        found = [tx.outbox.oldest_due(after(1), lane) for lane in ("x", "slack")]
    assert [{"x:public": (after(0), "busy")}, {}] == found


def test_each_destination_has_its_longest_waiting_row(store: Store) -> None:
    with store.transaction() as tx:
        tried(tx, "a", minutes=30)
        tx.outbox.add(row("b", new_case(tx).id, next_try=after(-1)))
        tx.outbox.add(row("c", new_case(tx).id, "x:dm", next_try=after(0.5)))
        found = tx.outbox.oldest_due(after(1), "x")
    assert {"x:public": (after(-1), ""), "x:dm": (after(0.5), "")} == found


def test_what_a_pause_stops_does_not_wait(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.add(row("a", new_case(tx).id, effect=reply()))
        assert {} == tx.outbox.oldest_due(after(1), "x", without_automatic=True)


def test_what_was_put_off_can_be_hastened_and_what_waits_for_its_hour_not(store: Store) -> None:
    with store.transaction() as tx:
        tried(tx, "a", minutes=30)
        tx.outbox.add(row("b", new_case(tx).id, next_try=after(60)))
        tx.outbox.hasten("x", after(1))
        found = [getattr(tx.outbox.get(name), "next_try", None) for name in "ab"]
    assert [after(1), after(60)] == found


def test_next_tries_and_timers_go_back_with_the_clock(store: Store) -> None:
    with store.transaction() as tx:
        tried(tx, "a", minutes=65)
        waiting = new_case(tx).id
        tx.timers.set(waiting, Timer.ANSWER, after(63))
        tx.timers.set(new_case(tx).id, Timer.ANSWER, after(-5))
        tx.outbox.set_back(HOUR, after(0))
        moved = tx.timers.set_back(HOUR, after(0))
        row_a = tx.outbox.get("a")
        due = [timer.due for timer in tx.timers.due(after(100))]
    assert after(5) == getattr(row_a, "next_try", None)
    assert [after(-5), after(3)] == due
    assert (DueTimer(waiting, Timer.ANSWER, after(3)),) == moved


def test_a_message_of_no_case_that_waits_for_its_hour_holds_back_no_other(store: Store) -> None:
    with store.transaction() as tx:
        say = Say("Grace", "hello")
        tx.outbox.add(row("digest", destination="slack:U0GRACE", effect=say, next_try=after(60)))
        tx.outbox.add(row("news", destination="slack:U0GRACE", effect=say))
        found = tx.outbox.next(after(1), "slack")
    assert "news" == getattr(found, "id", "")


def test_a_row_can_be_put_aside_without_being_read(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.add(row("a", new_case(tx).id))
        tx.outbox.put_aside("a", "a fault")
        found = tx.outbox.get("a")
    assert (OutboxState.DEAD, "a fault") == (getattr(found, "state", None), getattr(found, "error", ""))


def test_a_row_that_cannot_be_read_is_named_and_the_others_of_its_case_are_there(whole_store: Store) -> None:
    with whole_store.transaction() as tx:
        case = new_case(tx)
        tx.outbox.add(row("a", case.id))
        tx.outbox.add(row("b", case.id, "x:dm"))
        # What an older or newer triage-bot may have left there.
        tx.outbox._run.run("UPDATE outbox SET effect = '{' WHERE id = 'a'")
        assert ["b"] == [one.id for one in tx.outbox.of(case.id)]
        with pytest.raises(UnreadableRow) as problem:
            tx.outbox.next(after(1), "x")
    assert ("a", case.id) == (problem.value.row_id, problem.value.case_id)


def test_the_oldest_envelope_is_the_first_that_nobody_worked_on(store: Store) -> None:
    with store.transaction() as tx:
        assert None is tx.inbox.oldest()
        for minute in (1, 2):
            tx.inbox.receive("slack", f"e{minute}", "{}", after(minute))
        tx.inbox.done(tx.inbox.pending()[0].seq)
        assert after(2) == tx.inbox.oldest()
