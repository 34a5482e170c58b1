"""The contract of `bot.ports.store`: transactions, cases, mentions, timers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from acme import reading
from stores import ANNA, BEN, LASTING, NOON, after, new_case, post, row

from bot.domain.case import (
    Case,
    Channel,
    Customer,
    Escalation,
    EscalationState,
    State,
    Step,
    Suggestion,
    Timer,
)
from bot.domain.errors import Conflict, StoreBroken
from bot.domain.promise import Promise
from bot.domain.response import ResponseKind
from bot.domain.understood import Missing
from bot.ports.store import DueTimer, EventRow, Store, Transaction


class TestTransaction:
    def test_an_exception_inside_undoes_everything(self, store: Store) -> None:
        def write_then_fail(tx: Transaction) -> None:
            case = new_case(tx)
            tx.mentions.add(post("1"), case.id)
            tx.timers.set(case.id, Timer.ANSWER, NOON)
            tx.outbox.add(row("a", case.id))
            tx.inbox.receive("x", "k", "{}", NOON)
            tx.tickets.add("e", case.id, "a@example.com", "s", "b", NOON)
            tx.marks.set("m", "v")
            tx.marks.opt_out(ANNA, NOON)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError), store.transaction() as tx:
            write_then_fail(tx)
        with store.transaction() as tx:
            assert None is tx.cases.get("C-1")
            assert False is tx.mentions.seen(post("1"))
            assert None is tx.timers.next_due()
            assert None is tx.outbox.get("a")
            assert () == tx.inbox.pending()
            assert None is tx.tickets.find("e")
            assert "" == tx.marks.get("m")
            assert False is tx.marks.opted_out(ANNA)

    def test_transactions_do_not_nest_and_say_so(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.marks.set("outer", "kept")
            with pytest.raises(RuntimeError, match="do not nest"), store.transaction():
                raise AssertionError("went in")
        with store.transaction() as tx:
            assert "kept" == tx.marks.get("outer")

    def test_a_transaction_is_of_no_use_after_its_end(self, store: Store) -> None:
        with store.transaction() as tx:
            kept = tx
        with pytest.raises(RuntimeError, match="is over"):
            kept.marks.set("late", "x")

    def test_a_closed_store_says_that_it_is_closed(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreBroken, match="closed"), store.transaction():
            raise AssertionError("went in")


class TestCases:
    def test_ids_count_up_and_are_never_given_twice(self, store: Store) -> None:
        with store.transaction() as tx:
            first, second = tx.cases.new_id(), tx.cases.new_id()
        with store.transaction() as tx:
            assert ["C-1", "C-2", "C-3"] == [first, second, tx.cases.new_id()]

    def test_a_case_comes_back_as_it_was_saved(self, store: Store) -> None:
        case = Case(
            "C-9",
            Channel.SLACK,
            Customer(Channel.SLACK, "U1", "anna", "Ännä \u202e‮👩‍💻"),
            "C0HELP:1.2",
            after(0.00001),
            State.ASKED,
            waiting_since=after(1),
            ask_due=NOON.astimezone(timezone(timedelta(hours=5))),
            email="anna@example.com",
            hold_offered=ResponseKind.CLARIFY_LINK,
            said=frozenset({ResponseKind.HOLD, ResponseKind.ASK_EMAIL}),
            escalation=Escalation(EscalationState.NOTIFIED, 1, (Step(("Ada", "Bo"), timedelta(minutes=5)),)),
            suggestions=(Suggestion("refund", "Refund", "We'll …", "be kind"),),
            promise=Promise(NOON + timedelta(hours=3), "Ada", NOON, "by 3 pm", found=True, overdue=True, number=7),
            promise_kept=Promise(NOON + timedelta(hours=1), "Bo", NOON),
            reading=reading(topic="refund", heated=True, missing=Missing.ORDER),
        )
        with store.transaction() as tx:
            saved = tx.cases.save(case)
        with store.transaction() as tx:
            assert (replace(case, version=1), saved) == (saved, tx.cases.get("C-9"))

    def test_half_a_surrogate_pair_does_not_lose_the_case(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, customer=replace(ANNA, name="Anna \ud83d"))
            case = tx.cases.get("C-1")
        assert case is not None
        assert "Anna ?" == case.customer.name

    def test_every_save_gives_the_next_version(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            again = tx.cases.save(replace(case, topic="refund"))
            assert (1, 2, "refund") == (case.version, again.version, again.topic)

    def test_a_case_that_somebody_else_saved_first_is_a_conflict(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.cases.save(replace(case, topic="first"))
            with pytest.raises(Conflict, match="C-1"):
                tx.cases.save(replace(case, topic="second"))
            assert "first" == getattr(tx.cases.get(case.id), "topic", None)

    def test_a_new_case_under_a_known_id_is_a_conflict(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            with pytest.raises(Conflict):
                tx.cases.save(replace(case, version=0))

    def test_a_case_that_is_not_there_cannot_be_changed(self, store: Store) -> None:
        with store.transaction() as tx, pytest.raises(Conflict):
            tx.cases.save(Case("C-77", Channel.X, ANNA, "1", NOON, version=3))

    def test_they_are_listed_newest_first_by_state_and_limit(self, store: Store) -> None:
        with store.transaction() as tx:
            for state in (State.WAITING, State.RESOLVED, State.ASKED, State.WAITING):
                new_case(tx, state=state)
            ids = [
                [case.id for case in tx.cases.list(states, limit)]
                for states, limit in ((None, 200), (None, 2), ((State.WAITING, State.ASKED), 200), ((), 200))
            ]
        assert [["C-4", "C-3", "C-2", "C-1"], ["C-4", "C-3"], ["C-4", "C-3", "C-1"], []] == ids

    def test_events_come_back_oldest_first(self, store: Store) -> None:
        with store.transaction() as tx:
            case, other = new_case(tx), new_case(tx)
            second = EventRow(case.id, after(1), "Resolved", "Ada", "")
            first = EventRow(case.id, NOON, "MentionSeen", "", "x 1")
            tx.cases.record(second)
            tx.cases.record(first)
            tx.cases.record(EventRow(other.id, NOON, "MentionSeen", "", ""))
            assert (first, second) == tx.cases.events(case.id)


class TestMentions:
    def test_what_was_written_was_seen_and_comes_back_oldest_first(self, store: Store) -> None:
        late, early = post("2", at=after(1), also=("3",)), post("1")
        with store.transaction() as tx:
            case = new_case(tx)
            for mention in (late, early):
                assert False is tx.mentions.seen(mention)
                tx.mentions.add(mention, case.id)
                assert True is tx.mentions.seen(mention)
            assert (early, late) == tx.mentions.of(case.id)

    def test_an_edit_is_the_same_mention_and_its_new_id_is_remembered(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.mentions.add(post("1"), new_case(tx).id)
            assert [False, True, True, True] == [
                tx.mentions.seen(post("2")),
                tx.mentions.seen(post("2", also=("1",))),
                tx.mentions.seen(post("2")),
                tx.mentions.seen(post("3", also=("2",))),
            ]

    def test_the_same_mention_is_written_once(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.mentions.add(post("1"), case.id)
            tx.mentions.add(post("2", also=("1",)), case.id)
            assert (post("1"),) == tx.mentions.of(case.id)

    def test_ids_of_two_channels_have_nothing_to_do_with_each_other(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.mentions.add(post("1"), new_case(tx).id)
            assert False is tx.mentions.seen(post("1", customer=replace(ANNA, channel=Channel.SLACK)))


class TestTimers:
    def test_setting_again_moves_it(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.timers.set(case.id, Timer.ANSWER, after(3))
            tx.timers.set(case.id, Timer.ANSWER, after(5))
            assert ((), after(5)) == (tx.timers.due(after(4)), tx.timers.next_due())

    def test_the_due_ones_come_earliest_first_and_stay(self, store: Store) -> None:
        with store.transaction() as tx:
            one, two = new_case(tx), new_case(tx)
            tx.timers.set(one.id, Timer.ANSWER, after(3))
            tx.timers.set(one.id, Timer.ACKNOWLEDGE, after(5))
            tx.timers.set(two.id, Timer.ANSWER, after(2))
            due = (DueTimer(two.id, Timer.ANSWER, after(2)), DueTimer(one.id, Timer.ANSWER, after(3)))
            assert (due, due, due[:1]) == (
                tx.timers.due(after(3)),
                tx.timers.due(after(4)),
                tx.timers.due(NOON + timedelta(hours=1), 1),
            )

    def test_fractions_of_a_second_keep_their_order(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.timers.set(case.id, Timer.ANSWER, NOON + timedelta(microseconds=1))
            tx.timers.set(case.id, Timer.ACKNOWLEDGE, NOON)
            assert [Timer.ACKNOWLEDGE] == [due.timer for due in tx.timers.due(NOON)]

    def test_a_cancelled_one_is_gone_and_cancelling_again_is_fine(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.timers.set(case.id, Timer.ANSWER, NOON)
            tx.timers.cancel(case.id, Timer.ANSWER)
            tx.timers.cancel(case.id, Timer.ANSWER)
            assert ((), None) == (tx.timers.due(after(9)), tx.timers.next_due())


@pytest.fixture(params=LASTING)
def reopened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with one of everything in it, closed and opened again."""
    first: Store = LASTING[request.param](tmp_path)
    with first.transaction() as tx:
        case = new_case(tx)
        tx.mentions.add(post("1", also=("2",)), case.id)
        tx.cases.record(EventRow(case.id, NOON, "MentionSeen", "", ""))
        tx.timers.set(case.id, Timer.ANSWER, after(3))
        tx.outbox.add(row("a", case.id))
        tx.inbox.receive("slack", "k", "{}", NOON)
        tx.tickets.add("e", case.id, "anna@example.com", "s", "b", NOON)
        tx.marks.set("since", "17")
        tx.marks.opt_out(BEN, NOON)
    first.close()
    second = LASTING[request.param](tmp_path)
    yield second
    second.close()


def test_everything_is_there_after_a_restart(reopened: Store) -> None:
    with reopened.transaction() as tx:
        assert ["C-1"] == [case.id for case in tx.cases.list()]
        assert (post("1", also=("2",)),) == tx.mentions.of("C-1")
        assert True is tx.mentions.seen(post("2"))
        assert 1 == len(tx.cases.events("C-1"))
        assert after(3) == tx.timers.next_due()
        assert ["a"] == [waiting.id for waiting in tx.outbox.of("C-1")]
        assert ["k"] == [envelope.key for envelope in tx.inbox.pending()]
        assert "T-1001" == getattr(tx.tickets.find("e"), "number", "")
        assert "17" == tx.marks.get("since")
        assert True is tx.marks.opted_out(BEN)
        assert "C-2" == tx.cases.new_id()
