"""The contract of `bot.ports.store.Outbox`: what may go next, receipts, and what is taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from stores import NOON, after, new_case, reply, row

from bot.domain.case import Channel, Timer
from bot.domain.drafts import Fate
from bot.domain.effects import (
    AddToTicket,
    CancelTimer,
    DropHeld,
    Effect,
    OpenTicket,
    OptOut,
    RedrawDraft,
    RedrawTold,
    Reply,
    Say,
    SetTimer,
    SettleChain,
    ShowAddress,
    ShowBacklog,
    ShowBreaker,
    ShowCard,
    ShowDraft,
    ShowHeld,
    Teach,
    Tell,
    TellAuthor,
    TellOverdue,
    ThreadNote,
    ToBacklog,
    WatchTicket,
    WithdrawReplies,
    WritePromise,
)
from bot.domain.promise import Promise, Standing
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.ports.store import OutboxRow, OutboxState, Store, Transaction

EFFECTS: tuple[Effect, ...] = (
    Reply(ResponseKind.ASK_EMAIL_PRIVATE, "1", after(0.5), "Hi 👋 \u202e", "Ada", True),
    ShowCard(),
    ThreadNote("The customer wrote:", "17"),
    Tell("Ada", Why.TIME_IS_UP, "detail"),
    SettleChain(2, "Ada", "Ada passed it on."),
    RedrawTold("D0ADA:17", Tell("", Why.NOBODY_LEFT, place="G0LEADS", run=2), "why"),
    Say("Ada", "too late"),
    ShowHeld("Grace", "effect"),
    ShowDraft("Grace", 3, Fate.CHANGED, "Hana", "Ada"),
    RedrawDraft(3),
    TellAuthor("Ada", 3, Fate.RETURNED, "Grace", "as I wrote it", "17", remark="why"),
    Teach("Ada", "Grace", "17", "the answer", "remark"),
    ToBacklog(),
    ShowBacklog("Grace"),
    ShowBacklog("Grace", 40),
    ShowBacklog("Grace", seen=("C-1", "C-2"), shown=("C-3",)),
    ShowBreaker("Grace"),
    ShowAddress("Grace"),
    OpenTicket(),
    AddToTicket(mention="1790"),
    WatchTicket(),
    SetTimer(Timer.ANSWER, after(3)),
    CancelTimer(Timer.ACKNOWLEDGE),
    WithdrawReplies(),
    DropHeld("effect"),
    WritePromise(Promise(after(60), "Ada", NOON, "by 3 pm", found=True, number=4), Standing.OPEN),
    TellOverdue("Grace", "C-1: promised by Ada"),
    OptOut(),
)


def put(tx: Transaction, row_id: str, state: OutboxState) -> None:
    """Move a row to a state."""
    found = tx.outbox.get(row_id)
    assert found is not None
    tx.outbox.save(replace(found, state=state))


def next_id(tx: Transaction, lane: str = "x", minutes: float = 0, exclude: tuple[str, ...] = ()) -> str:
    """Return the id of the row that may be worked on next, or ""."""
    found = tx.outbox.next(after(minutes), lane, exclude)
    return found.id if found else ""


class TestRows:
    def test_the_examples_below_hold_every_effect(self) -> None:
        assert set(get_args(Effect)) == {type(effect) for effect in EFFECTS}

    @pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: type(effect).__name__)
    def test_every_effect_comes_back_as_it_went_in(self, store: Store, effect: Effect) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            written = replace(row("a", case.id, effect=effect), send_by=after(15), wording=2, error="why")
            written = replace(written, doubtful=True, repeated_at=after(1))
            tx.outbox.add(written)
            found = tx.outbox.get("a")
        assert found is not None
        assert replace(written, seq=found.seq) == found

    def test_a_row_without_a_case_and_without_a_limit_comes_back(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", destination="slack:U1", effect=Say("Ada", "hello")))
            found = tx.outbox.get("a")
        assert found is not None
        assert ("", None, None) == (found.case_id, found.send_by, found.sent_at)

    def test_cards_that_have_not_left_can_be_aimed_elsewhere(self, store: Store) -> None:
        """With their notes; what has left, and what goes to a teammate, stays."""
        with store.transaction() as tx:
            case = new_case(tx)
            for row_id, effect in (("a", ShowCard()), ("b", ThreadNote("x")), ("c", ShowCard()), ("d", ShowCard())):
                tx.outbox.add(row(row_id, case.id, "slack:C0OLD", effect))
            tx.outbox.add(row("e", case.id, "slack:U0ADA", Say("Ada", "hello")))
            put(tx, "c", OutboxState.SENT)
            put(tx, "d", OutboxState.SENDING)
            assert (3, 0) == (tx.outbox.aim_cards("slack:C0NEW"), tx.outbox.aim_cards("slack:C0NEW"))
            aimed = {one.id: one.destination.partition(":")[2] for one in tx.outbox.of(case.id)}
        assert {"a": "C0NEW", "b": "C0NEW", "c": "C0OLD", "d": "C0NEW", "e": "U0ADA"} == aimed

    def test_an_id_is_written_once(self, store: Store) -> None:
        with store.transaction() as tx:
            added = [tx.outbox.add(row("a")), tx.outbox.add(row("a", destination="x:dm"))]
            assert ([True, False], "x:public") == (added, getattr(tx.outbox.get("a"), "destination", ""))

    def test_the_rows_of_a_case_come_oldest_first(self, store: Store) -> None:
        with store.transaction() as tx:
            case, other = new_case(tx), new_case(tx)
            for row_id, owner in (("b", case), ("a", case), ("c", other)):
                tx.outbox.add(row(row_id, owner.id))
            assert [["b", "a"], ["c"]] == [[one.id for one in tx.outbox.of(owner.id)] for owner in (case, other)]

    def test_saving_an_unknown_row_is_refused(self, store: Store) -> None:
        with store.transaction() as tx, pytest.raises(LookupError, match="zz"):
            tx.outbox.save(row("zz"))


class TestNext:
    def test_the_oldest_of_the_lane_comes_first(self, store: Store) -> None:
        with store.transaction() as tx:
            one, two = new_case(tx), new_case(tx)
            tx.outbox.add(row("d", one.id, "slack:C1"))
            tx.outbox.add(row("b", one.id))
            tx.outbox.add(row("a", two.id))
            assert ["b", "d", ""] == [next_id(tx, lane) for lane in ("x", "slack", "desk")]

    def test_a_row_waits_for_its_time(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id, next_try=after(1)))
            tx.outbox.add(row("b", new_case(tx).id, next_try=after(2)))
            assert ["", "a"] == [next_id(tx, minutes=minutes) for minutes in (0.99, 1)]

    @pytest.mark.parametrize("state", [OutboxState.READY, OutboxState.SENDING, OutboxState.UNKNOWN])
    def test_an_unfinished_row_holds_back_the_younger_ones_of_its_case_and_destination(
        self, store: Store, state: OutboxState
    ) -> None:
        with store.transaction() as tx:
            case, other = new_case(tx), new_case(tx)
            tx.outbox.add(row("a", case.id, next_try=after(5)))
            put(tx, "a", state)
            tx.outbox.add(row("b", case.id))
            assert "" == next_id(tx)
            tx.outbox.add(row("c", case.id, "x:dm"))
            tx.outbox.add(row("d", other.id))
            assert ["c", "d"] == [next_id(tx), next_id(tx, exclude=("x:dm",))]

    @pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.HELD, OutboxState.DEAD, OutboxState.WITHDRAWN])
    def test_a_finished_row_holds_nothing_back(self, store: Store, state: OutboxState) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.outbox.add(row("a", case.id))
            tx.outbox.add(row("b", case.id))
            put(tx, "a", state)
            assert "b" == next_id(tx)

    def test_rows_without_a_case_keep_their_order_too(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(replace(row("a", destination="slack:U1", next_try=after(5)), attempts=1))
            tx.outbox.add(row("b", destination="slack:U1"))
            assert ["", "a"] == [next_id(tx, "slack", minutes) for minutes in (0, 5)]

    def test_an_unknown_row_comes_back_to_be_looked_for(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id))
            put(tx, "a", OutboxState.UNKNOWN)
            assert "a" == next_id(tx)

    def test_a_destination_that_is_excluded_is_passed_over(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id, "slack:C1"))
            tx.outbox.add(row("b", new_case(tx).id, "slack:C2"))
            assert ["b", ""] == [
                next_id(tx, "slack", 0, barred) for barred in (("slack:C1",), ("slack:C1", "slack:C2"))
            ]

    def test_paused_only_ready_automatic_replies_stay(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("auto", new_case(tx).id))
            assert None is tx.outbox.next(NOON, "x", without_automatic=True)
            tx.outbox.add(row("by hand", new_case(tx).id, effect=reply(by="Ada")))
            tx.outbox.add(row("card", new_case(tx).id, effect=ShowCard()))
            assert "by hand" == getattr(tx.outbox.next(NOON, "x", without_automatic=True), "id", "")
            put(tx, "by hand", OutboxState.SENT)
            assert "card" == getattr(tx.outbox.next(NOON, "x", without_automatic=True), "id", "")
            put(tx, "auto", OutboxState.UNKNOWN)
            assert "auto" == getattr(tx.outbox.next(NOON, "x", without_automatic=True), "id", "")


class TestNextTry:
    def test_it_is_the_earliest_of_the_lane(self, store: Store) -> None:
        with store.transaction() as tx:
            assert None is tx.outbox.next_try("x")
            tx.outbox.add(row("a", new_case(tx).id, next_try=after(2)))
            tx.outbox.add(row("b", new_case(tx).id, next_try=after(1)))
            tx.outbox.add(row("c", new_case(tx).id, "slack:C1", next_try=NOON))
            put(tx, "b", OutboxState.UNKNOWN)
            assert after(1) == tx.outbox.next_try("x")

    def test_finished_and_sending_rows_do_not_count(self, store: Store) -> None:
        with store.transaction() as tx:
            for state in (OutboxState.SENDING, OutboxState.SENT, OutboxState.HELD, OutboxState.DEAD):
                tx.outbox.add(row(state, new_case(tx).id))
                put(tx, state, state)
            assert None is tx.outbox.next_try("x")

    def test_a_row_behind_an_older_one_does_not_count(self, store: Store) -> None:
        """Else a worker would be told to look at once, again and again, while the older one backs off."""
        with store.transaction() as tx:
            case = new_case(tx)
            tx.outbox.add(row("a", case.id, next_try=after(5)))
            tx.outbox.add(row("b", case.id, next_try=NOON))
            assert after(5) == tx.outbox.next_try("x")


class TestReceipts:
    def test_a_row_that_became_sent_is_known_as_ours_in_its_lane(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id))
            known = [tx.outbox.is_ours("x:public", "900")]
            sent = replace(row("a"), state=OutboxState.SENT, remote_id="900", sent_at=after(1))
            tx.outbox.save(sent)
            known += [tx.outbox.is_ours(lane, "900") for lane in ("x:public", "x:dm", "slack:C1")]
            assert [False, True, True, False] == known
            assert (after(1), "900") == (getattr(tx.outbox.get("a"), "sent_at", None), sent.remote_id)

    def test_a_row_that_did_not_become_sent_has_no_receipt(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id))
            tx.outbox.save(replace(row("a"), state=OutboxState.UNKNOWN, remote_id="900"))
            assert False is tx.outbox.is_ours("x:public", "900")

    def test_a_card_tells_its_case(self, store: Store) -> None:
        """By the id that Slack gave it; another message of the same case is no card."""
        with store.transaction() as tx:
            case = new_case(tx)
            for number, effect in enumerate((ShowCard(), ThreadNote("The customer wrote again:"))):
                row = OutboxRow(f"card{number}", case.id, "slack:C0TRIAGE", effect, NOON, NOON)
                tx.outbox.add(row)
                found = tx.outbox.get(row.id)
                assert found is not None
                tx.outbox.save(replace(found, state=OutboxState.SENT, remote_id=f"C0TRIAGE:{number}.0", sent_at=NOON))
            found_cases = [tx.outbox.case_of_card(one) for one in ("C0TRIAGE:0.0", "C0TRIAGE:1.0", "C0TRIAGE:2.0", "")]
        assert [case.id, "", "", ""] == found_cases

    def test_nothing_is_ours_by_an_empty_id(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id))
            put(tx, "a", OutboxState.SENT)
            assert False is tx.outbox.is_ours("x:public", "")

    def test_a_receipt_is_written_with_its_row_or_not_at_all(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.outbox.add(row("a", new_case(tx).id))

        def save_then_fail(tx: Transaction) -> None:
            tx.outbox.save(replace(row("a"), state=OutboxState.SENT, remote_id="900", sent_at=NOON))
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError), store.transaction() as tx:
            save_then_fail(tx)
        with store.transaction() as tx:
            ready = (OutboxState.READY, False)
            assert ready == (getattr(tx.outbox.get("a"), "state", ""), tx.outbox.is_ours("x:public", "900"))


class TestStates:
    def test_only_ready_words_of_the_bot_are_withdrawn_whoever_asked_for_them(self, store: Store) -> None:
        with store.transaction() as tx:
            case, other = new_case(tx), new_case(tx)
            tx.outbox.add(row("auto", case.id))
            tx.outbox.add(row("clicked", case.id, effect=reply(by="Ada")))
            tx.outbox.add(row("answer", case.id, effect=replace(reply(by="Ada"), kind=ResponseKind.SUGGESTION)))
            tx.outbox.add(row("card", case.id, "slack:C1", ShowCard()))
            tx.outbox.add(row("sending", case.id))
            put(tx, "sending", OutboxState.SENDING)
            tx.outbox.add(row("other", other.id))
            assert (2, 0) == (tx.outbox.withdraw(case.id), tx.outbox.withdraw(case.id))
            assert ["withdrawn", "withdrawn", "ready", "ready", "sending"] == [
                one.state for one in tx.outbox.of(case.id)
            ]
            assert ["ready"] == [one.state for one in tx.outbox.of(other.id)]

    def test_what_is_held_is_withdrawn_too_but_no_answer_of_a_human(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.outbox.add(row("held", case.id))
            tx.outbox.add(row("answer", case.id, effect=replace(reply(by="Ada"), kind=ResponseKind.SUGGESTION)))
            tx.outbox.add(row("news", case.id, effect=replace(reply(), kind=ResponseKind.TICKET_OPENED)))
            tx.outbox.add(row("dead", case.id))
            for row_id, state in (("held", "held"), ("answer", "held"), ("news", "held"), ("dead", "dead")):
                put(tx, row_id, OutboxState(state))
            assert 1 == tx.outbox.withdraw(case.id, keep=(ResponseKind.TICKET_OPENED,))
            assert ["withdrawn", "held", "held", "dead"] == [one.state for one in tx.outbox.of(case.id)]
            assert 2 == tx.outbox.count(OutboxState.HELD)

    def test_interrupted_ones_are_those_that_are_sending(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            for row_id in ("a", "b", "c"):
                tx.outbox.add(row(row_id, case.id))
            put(tx, "b", OutboxState.SENDING)
            assert ["b"] == [one.id for one in tx.outbox.interrupted()]

    def test_in_flight_are_sending_and_unknown_replies_of_the_channel(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            tx.outbox.add(row("ready", case.id))
            for row_id, destination, effect, state in (
                ("sending", "x:public", reply(), OutboxState.SENDING),
                ("unknown", "x:dm", reply(by="Ada"), OutboxState.UNKNOWN),
                ("slack", "slack:C1", reply(), OutboxState.SENDING),
                ("card", "x:public", ShowCard(), OutboxState.SENDING),
            ):
                tx.outbox.add(row(row_id, case.id, destination, effect))
                put(tx, row_id, state)
            assert [["sending", "unknown"], ["slack"]] == [
                [one.id for one in tx.outbox.in_flight(channel)] for channel in Channel
            ]

    def test_rows_are_counted_by_state(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx)
            for row_id in ("a", "b", "c"):
                tx.outbox.add(row(row_id, case.id))
            put(tx, "b", OutboxState.HELD)
            counted = [tx.outbox.count(state) for state in (OutboxState.READY, OutboxState.HELD, OutboxState.DEAD)]
            assert [2, 1, 0] == counted
