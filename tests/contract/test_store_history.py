"""What a store remembers of what was said: for the breaker, for the guards, and for choosing other words."""

from __future__ import annotations

from dataclasses import replace

from stores import ANNA, BEN, NOON, after, new_case, reply, row

from bot.domain.case import Channel
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState, Store, Transaction


def said(tx: Transaction, row_id: str, case_id: str, minutes: float = 0, by: str = "", state: str = "sent") -> None:
    """Write a reply that was tried once, so many minutes after noon."""
    written = replace(row(row_id, case_id, effect=reply(by)), created_at=after(minutes))
    tx.outbox.add(written)
    tx.outbox.save(replace(written, state=OutboxState(state), attempts=1, sent_at=after(minutes)))


def test_automatic_replies_that_may_have_left_are_counted_by_kind(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        for number, state in enumerate(("sent", "sending", "unknown", "held", "dead", "withdrawn")):
            said(tx, f"r{number}", case.id, minutes=number, state=state)
        said(tx, "human", case.id, minutes=9, by="Ada")
        tx.outbox.add(row("untried", case.id))
        assert {ResponseKind.HOLD: 3} == tx.outbox.automatic_since(NOON)
        assert {ResponseKind.HOLD: 1} == tx.outbox.automatic_since(after(2))


def test_what_was_said_to_a_customer_is_found_over_all_their_cases(store: Store) -> None:
    with store.transaction() as tx:
        first, second, other = new_case(tx, "100"), new_case(tx, "200"), new_case(tx, "300", BEN)
        said(tx, "old", first.id, minutes=-60)
        said(tx, "a", first.id, minutes=1)
        said(tx, "b", second.id, minutes=2, by="Ada")
        said(tx, "c", second.id, minutes=3, state="held")
        said(tx, "d", other.id, minutes=4)
        assert ["a", "b"] == [found.id for found in tx.outbox.said_to(ANNA, NOON)]


def test_the_latest_replies_of_an_account_come_newest_first(store: Store) -> None:
    with store.transaction() as tx:
        case, other = new_case(tx), new_case(tx, "300", BEN)
        for number, case_id in enumerate((case.id, other.id, case.id)):
            said(tx, f"r{number}", case_id, minutes=number)
        said(tx, "dead", case.id, minutes=9, state="dead")
        assert ["r2", "r1"] == [found.id for found in tx.outbox.latest_replies(Channel.X, 2)]
        assert () == tx.outbox.latest_replies(Channel.SLACK, 2)


def test_the_newest_case_of_a_customer_is_found(store: Store) -> None:
    with store.transaction() as tx:
        new_case(tx, "100")
        newest = new_case(tx, "200")
        new_case(tx, "300", BEN)
        assert newest == tx.cases.last_of(ANNA)
        assert None is tx.cases.last_of(replace(ANNA, id="nobody"))


def test_what_is_still_news_is_not_taken_back(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        tx.outbox.add(row("hold", case.id))
        news = replace(reply(), kind=ResponseKind.TICKET_OPENED)
        tx.outbox.add(row("news", case.id, effect=news))
        assert 1 == tx.outbox.withdraw(case.id, keep=(ResponseKind.TICKET_OPENED,))
        assert ["withdrawn", "ready"] == [found.state for found in tx.outbox.of(case.id)]


def test_while_paused_an_automatic_reply_holds_up_no_clicked_one(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        tx.outbox.add(row("automatic", case.id))
        tx.outbox.add(row("clicked", case.id, effect=reply("Ada")))
        found = tx.outbox.next(NOON, "x", without_automatic=True)
        assert found is not None
        assert "clicked" == found.id
