"""The contract of `bot.ports.store`: what stands beside the cases (envelopes, tickets, marks)."""

from __future__ import annotations

from dataclasses import replace

from stores import ANNA, BEN, NOON, after

from bot.domain.case import Channel
from bot.ports.store import InboxRow, Store


class TestInbox:
    def test_an_envelope_is_received_once_per_source_and_key(self, store: Store) -> None:
        with store.transaction() as tx:
            received = [tx.inbox.receive(source, "k", "{}", NOON) for source in ("slack", "slack", "x")]
        assert [True, False, True] == received

    def test_pending_ones_come_oldest_first_with_their_body(self, store: Store) -> None:
        with store.transaction() as tx:
            for key in "abc":
                tx.inbox.receive("slack", key, f'{{"{key}": 1}}', NOON)
            first, second = tx.inbox.pending(2)
        assert InboxRow(first.seq, "slack", "a", '{"a": 1}', NOON) == first
        assert ("b", True) == (second.key, second.seq > first.seq)

    def test_the_next_page_begins_behind_the_last_one(self, store: Store) -> None:
        with store.transaction() as tx:
            for key in "abcd":
                tx.inbox.receive("slack", key, "{}", NOON)
            first = tx.inbox.pending(2)
            tx.inbox.done(first[0].seq)
            pages = [tx.inbox.pending(2, after=first[-1].seq), tx.inbox.pending(2, after=first[0].seq)]
            assert () == tx.inbox.pending(2, after=pages[0][-1].seq)
        assert [["c", "d"], ["b", "c"]] == [[one.key for one in page] for page in pages]

    def test_a_finished_one_is_not_pending_but_its_copy_is_known(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.inbox.receive("slack", "a", "{}", NOON)
            tx.inbox.done(tx.inbox.pending()[0].seq)
            assert ((), False) == (tx.inbox.pending(), tx.inbox.receive("slack", "a", "{}", NOON))

    def test_failed_attempts_are_counted_until_it_is_put_aside(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.inbox.receive("slack", "a", "{}", NOON)
            seq = tx.inbox.pending()[0].seq
            tx.inbox.failed(seq, "KeyError", give_up=False)
            assert [1] == [envelope.attempts for envelope in tx.inbox.pending()]
            tx.inbox.failed(seq, "KeyError", give_up=True)
            assert () == tx.inbox.pending()


class TestTickets:
    def test_numbers_count_from_1001_and_an_external_id_gets_one_ticket(self, store: Store) -> None:
        with store.transaction() as tx:
            one = tx.tickets.add("e1", "C-1", "anna@example.com", "Export", "the story", NOON)
            two = tx.tickets.add("e2", "C-2", "ben@example.com", "Login", "another", NOON)
            again = tx.tickets.add("e1", "C-1", "other@example.com", "Other", "", after(1))
            found = (tx.tickets.find("e1"), tx.tickets.find("e2"), tx.tickets.find("e3"))
        assert ("T-1001", "T-1002", one, (one, two, None)) == (one.number, two.number, again, found)


class TestMarks:
    def test_a_mark_is_written_moved_and_taken_away(self, store: Store) -> None:
        with store.transaction() as tx:
            seen = [tx.marks.get("since")]
            for value in ("17", "18", ""):
                tx.marks.set("since", value)
                seen.append(tx.marks.get("since"))
        assert ["", "17", "18", ""] == seen

    def test_who_said_stop_is_known_by_channel_and_id_and_only_they(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.marks.opt_out(ANNA, NOON)
            tx.marks.opt_out(ANNA, after(1))
            others = (BEN, replace(ANNA, channel=Channel.SLACK))
            renamed = replace(ANNA, handle="new", name="New")
            assert [True, False, False] == [tx.marks.opted_out(one) for one in (renamed, *others)]
