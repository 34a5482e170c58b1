"""The contract of `Cases.of` and `Cases.of_post`: to which case something belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from stores import ANNA, BEN, NOON, after, new_case, post, row

from bot.domain.case import Case, Channel, State
from bot.ports.store import OutboxState, Store, Transaction


def belongs_to(case: Case | None) -> str:
    """Return the id of a case, or ""."""
    return case.id if case else ""


def private_to(tx: Transaction, conversation: str) -> str:
    """Return the id of the case that a direct message of ours to Anna answers."""
    return belongs_to(tx.cases.of_post(Channel.X, conversation, "", ANNA.id, private=True))


class TestOfMention:
    def test_it_is_the_newest_case_of_the_customer_in_the_conversation(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "100", state=State.RESOLVED)
            new_case(tx, "100")
            new_case(tx, "100", BEN)
            new_case(tx, "200")
            assert "C-2" == belongs_to(tx.cases.of(post("1", "100")))

    def test_a_public_post_elsewhere_belongs_to_no_case(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "100", asked=True)
            assert "" == belongs_to(tx.cases.of(post("1", "300")))

    def test_a_private_one_in_its_conversation_belongs_there(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "dm")
            new_case(tx, "100", asked=True)
            assert "C-1" == belongs_to(tx.cases.of(post("1", "dm", private=True)))

    def test_a_private_one_belongs_to_the_newest_case_that_asked_for_an_address(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "100", asked=True)
            new_case(tx, "200", asked=True, state=State.ASKED)
            new_case(tx, "300")
            new_case(tx, "400", BEN, asked=True)
            assert "C-2" == belongs_to(tx.cases.of(post("1", "dm", private=True)))

    def test_waiting_for_an_address_comes_before_an_old_private_case(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "100", state=State.ASKED)
            new_case(tx, "dm", state=State.RESOLVED)
            assert "C-1" == belongs_to(tx.cases.of(post("1", "dm", private=True)))

    def test_else_to_the_newest_open_one(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "100")
            new_case(tx, "200", state=State.TICKETED)
            for state in (State.RESOLVED, State.DISMISSED, State.STOPPED, State.NEW):
                new_case(tx, "300", state=state)
            assert "C-2" == belongs_to(tx.cases.of(post("1", "dm", private=True)))

    def test_else_to_none(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "100", state=State.RESOLVED)
            new_case(tx, "200", BEN)
            new_case(tx, "300", replace(ANNA, channel=Channel.SLACK))
            assert "" == belongs_to(tx.cases.of(post("1", "dm", private=True)))

    def test_what_is_left_out_gives_way_to_the_next_in_order(self, store: Store) -> None:
        with store.transaction() as tx:
            new_case(tx, "dm", state=State.RESOLVED)
            new_case(tx, "100", state=State.ANSWERED)
            new_case(tx, "200", state=State.ASKED)
            found, left_out = [], []
            while case := tx.cases.of(post("1", "dm", private=True), left_out):
                found.append(case.id)
                left_out.append(case.id)
            assert ["C-3", "C-2", "C-1"] == found
            assert "" == belongs_to(tx.cases.of(post("1", "200"), ["C-3"]))

    def test_it_follows_what_was_saved_last(self, store: Store) -> None:
        with store.transaction() as tx:
            case = new_case(tx, "100", state=State.RESOLVED)
            tx.cases.save(replace(case, asked=True))
            assert "C-1" == belongs_to(tx.cases.of(post("1", "dm", private=True)))


class TestOfOwnPost:
    @pytest.fixture
    def tx(self, store: Store) -> Iterator[Transaction]:
        """C-1 (Anna, 100) with mention 1 (also 2) and our message 900; C-2 (Ben, 100); C-3 (Anna, 200)."""
        with store.transaction() as tx:
            anna = new_case(tx, "100")
            tx.mentions.add(post("1", also=("2",)), anna.id)
            tx.outbox.add(row("a", anna.id))
            tx.outbox.save(replace(row("a"), state=OutboxState.SENT, remote_id="900", sent_at=NOON))
            new_case(tx, "100", BEN)
            new_case(tx, "200")
            yield tx

    @pytest.mark.parametrize(
        ("conversation", "to", "customer_id", "expected"),
        [
            pytest.param("100", "1", "8", "C-1", id="the one that holds the mention, whomever it addresses"),
            pytest.param("100", "2", "", "C-1", id="by another id of that mention"),
            pytest.param("100", "900", "8", "C-1", id="else the one with that message of ours"),
            pytest.param("100", "555", "8", "C-2", id="else that of the customer in the conversation"),
            pytest.param("200", "555", "", "C-3", id="else the only one in the conversation"),
            pytest.param("200", "555", "8", "", id="but not where somebody else is addressed"),
            pytest.param("100", "555", "", "", id="never a guess among several"),
            pytest.param("300", "", "7", "", id="nothing in an unknown conversation"),
        ],
    )
    def test_it_answers(self, tx: Transaction, conversation: str, to: str, customer_id: str, expected: str) -> None:
        assert expected == belongs_to(tx.cases.of_post(Channel.X, conversation, to, customer_id))

    def test_a_private_one_answers_the_case_that_the_customer_last_spoke_of_there(self, tx: Transaction) -> None:
        tx.mentions.add(post("11", "dm", at=after(1), private=True), "C-3")
        tx.mentions.add(post("10", "dm", at=after(2), private=True), "C-1")
        tx.mentions.add(post("12", "200", at=after(3)), "C-3")
        assert "C-1" == private_to(tx, "dm")

    def test_a_private_conversation_with_others_is_another_one(self, tx: Transaction) -> None:
        tx.mentions.add(post("10", "dm", private=True), "C-1")
        tx.mentions.add(post("11", "several", at=after(1), private=True), "C-3")
        assert "C-1" == private_to(tx, "dm")

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            pytest.param(State.RESOLVED, State.ASKED, "C-2", id="what is closed is hardly what it is about"),
            pytest.param(State.ANSWERED, State.WAITING, "C-1", id="but what is answered may be talked about"),
            pytest.param(State.RESOLVED, State.ANSWERED, "C-1", id="nothing else waits"),
        ],
    )
    def test_a_private_one_after_the_case_was_closed(
        self, store: Store, first: State, second: State, expected: str
    ) -> None:
        with store.transaction() as tx:
            tx.mentions.add(post("1", "dm", private=True), new_case(tx, "dm", state=first).id)
            new_case(tx, "200", state=second)
            assert expected == private_to(tx, "dm")

    @pytest.mark.parametrize(
        ("states", "expected"),
        [
            pytest.param((State.TICKETED, State.REOPENED, State.DISMISSED), "C-2", id="the only one that waits"),
            pytest.param((State.WAITING, State.WAITING), "", id="never a guess among several"),
            pytest.param((State.RESOLVED,), "", id="none waits"),
        ],
    )
    def test_a_private_one_to_who_never_wrote_there(
        self, store: Store, states: tuple[State, ...], expected: str
    ) -> None:
        with store.transaction() as tx:
            for number, state in enumerate(states):
                new_case(tx, str(number), state=state)
            new_case(tx, "300", BEN)
            assert expected == private_to(tx, "dm")

    def test_another_channel_has_its_own_ids(self, tx: Transaction) -> None:
        assert "" == belongs_to(tx.cases.of_post(Channel.SLACK, "100", "1", "7"))
