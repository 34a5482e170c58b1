"""The contract of `bot.ports.store`: the trail of what teammates did, and what else Homes and searching ask for."""

from __future__ import annotations

from dataclasses import replace

from stores import NOON, after, new_case, row

from bot.ports.store import AuditRow, EventRow, OutboxState, Store

TOOK = AuditRow(NOON, "Ada", "took the case", "C-1")


def envelope(store: Store) -> int:
    """The number of a fresh envelope."""
    with store.transaction() as tx:
        tx.inbox.receive("slack", "k", "{}", NOON)
        return tx.inbox.pending()[0].seq


def audit(store: Store) -> tuple[AuditRow, ...]:
    with store.transaction() as tx:
        return tx.privacy.audit()


def test_a_deed_is_in_the_trail_when_its_envelope_is_done(store: Store) -> None:
    """Not before; and once, however often it is noted and marked."""
    seq = envelope(store)
    with store.transaction() as tx:
        tx.inbox.note(seq, TOOK)
        tx.inbox.note(seq, AuditRow(after(1), "Grace", "something else"))
    assert () == audit(store)
    for _ in range(2):
        with store.transaction() as tx:
            tx.inbox.done(seq)
    assert (TOOK,) == audit(store)


def test_a_deed_that_is_undone_leaves_nothing(store: Store) -> None:
    """What did not take effect did not happen."""
    seq = envelope(store)
    with store.transaction() as tx:
        tx.inbox.note(seq, TOOK)
    try:
        with store.transaction() as tx:
            tx.inbox.done(seq)
            raise KeyError
    except KeyError:
        pass
    assert () == audit(store)


def test_a_refused_deed_says_why(store: Store) -> None:
    seq = envelope(store)
    with store.transaction() as tx:
        tx.inbox.note(seq, TOOK)
        tx.inbox.done(seq, refused="Only a lead can do this.")
    assert ("Only a lead can do this.",) == tuple(deed.refused for deed in audit(store))


def test_a_deed_that_was_put_aside_is_in_the_trail_as_refused(store: Store) -> None:
    seq = envelope(store)
    with store.transaction() as tx:
        tx.inbox.note(seq, TOOK)
        tx.inbox.failed(seq, "KeyError", give_up=False)
    assert () == audit(store)
    with store.transaction() as tx:
        tx.inbox.failed(seq, "KeyError", give_up=True)
    (deed,) = audit(store)
    assert ("Ada", True) == (deed.who, bool(deed.refused))


def test_an_envelope_without_a_deed_leaves_no_trail(store: Store) -> None:
    seq = envelope(store)
    with store.transaction() as tx:
        tx.inbox.done(seq)
    assert () == audit(store)


def test_held_rows_come_newest_first(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        for number in range(3):
            tx.outbox.add(replace(row(f"h{number}", case.id), state=OutboxState.HELD))
        tx.outbox.add(row("ready", case.id))
        assert ["h2", "h1"] == [one.id for one in tx.outbox.held(2)]


def test_changes_are_told_once_in_the_order_of_the_events(store: Store) -> None:
    """From where somebody stopped, at most so many events at once; a case that changed twice is told once."""
    with store.transaction() as tx:
        new_case(tx)
        for name in ("A", "B", "C"):
            tx.cases.record(EventRow("C-1", NOON, name, "", ""))
        seen, ids = tx.cases.changes(0, 2)
        assert ("C-1",) == ids
        last, rest = tx.cases.changes(seen, 10)
        assert (("C-1",), True) == (rest, last > seen)
        assert (last, ()) == tx.cases.changes(last, 10)


def test_what_goes_to_a_shut_destination_is_not_overdue(store: Store) -> None:
    """The watch does not cry for what is stopped on purpose."""
    with store.transaction() as tx:
        case = new_case(tx)
        tx.outbox.add(row("a", case.id, "slack:C0TRIAGE"))
        tx.outbox.add(replace(row("b", case.id, "slack:C0HELP"), next_try=after(1), created_at=after(1)))
        both = tx.outbox.oldest_due(after(2), "slack")
        one = tx.outbox.oldest_due(after(2), "slack", exclude=("slack:C0TRIAGE",))
        none = tx.outbox.oldest_due(after(2), "slack", exclude=("slack:C0TRIAGE", "slack:C0HELP"))
    help_channel = {"slack:C0HELP": (after(1), "")}
    assert ({"slack:C0TRIAGE": (NOON, ""), **help_channel}, help_channel, {}) == (both, one, none)
