"""Envelopes are worked on in the order in which they came; a bad one is put aside and the next one is handled."""

from __future__ import annotations

from collections.abc import Callable

from house import House

from bot.domain.errors import DecodeError, StoreBroken, Temporary
from bot.engine.inbox import MOST_ATTEMPTS, InboxWorker
from bot.ports.store import InboxRow


class Handler:
    """Marks envelopes done, unless `bad` has something to raise for their key or `not_yet` holds it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.bad: dict[str, Exception] = {}
        self.not_yet: set[str] = set()
        self.seen: list[str] = []

    def __call__(self, row: InboxRow) -> None:
        self.seen.append(row.key)
        if row.key in self.bad:
            raise self.bad[row.key]
        if row.key not in self.not_yet:
            with self._house.store.transaction() as tx:
                tx.inbox.done(row.seq)


def inbox(*keys: str) -> tuple[House, Handler, InboxWorker]:
    """An inbox with these envelopes in it."""
    house = House()
    for key in keys:
        house.envelope(key)
    handler = Handler(house)
    return house, handler, InboxWorker(house.store, handler)


def until_still(work: Callable[[], bool], most: int = 20) -> int:
    """Work like a pump until there is nothing to do at once; return how often."""
    return next(count for count in range(1, most) if not work())


def test_envelopes_are_handled_in_the_order_in_which_they_came() -> None:
    house, handler, worker = inbox("a", "b", "c")
    worker.work()
    assert (["a", "b", "c"], []) == (handler.seen, house.pending())


def test_an_empty_inbox_is_not_looked_at_again_at_once() -> None:
    assert not inbox()[2].work()


def test_an_envelope_that_is_not_understood_is_put_aside_at_once_and_the_next_one_handled() -> None:
    house, handler, worker = inbox("a", "b")
    handler.bad["a"] = DecodeError("no user")
    until_still(worker.work)
    assert (["a", "b"], [], 1) == (handler.seen, house.pending(), worker.not_understood)


def test_a_fault_is_tried_again_and_put_aside_after_five_attempts() -> None:
    house, handler, worker = inbox("a")
    handler.bad["a"] = RuntimeError("a fault")
    for _ in range(MOST_ATTEMPTS + 1):
        worker.work()
    assert (["a"] * 5, []) == (handler.seen, house.pending())


def test_a_fault_does_not_keep_the_next_envelope_waiting() -> None:
    house, handler, worker = inbox("a", "b")
    handler.bad["a"] = RuntimeError("a fault")
    worker.work()
    assert ["a", "b"] == handler.seen
    assert 1 == len(house.pending())


def test_after_a_fault_the_worker_rests() -> None:
    _, handler, worker = inbox("a")
    handler.bad["a"] = RuntimeError("a fault")
    assert not worker.work()


def test_an_envelope_that_cannot_be_told_yet_is_left_and_not_looked_at_again_at_once() -> None:
    house, handler, worker = inbox("a", "b")
    handler.not_yet.add("a")
    assert 2 == until_still(worker.work)
    assert 1 == len(house.pending())


def test_an_envelope_that_could_not_be_told_is_handled_later() -> None:
    house, handler, worker = inbox("a")
    handler.not_yet.add("a")
    worker.work()
    handler.not_yet.clear()
    worker.work()
    assert [] == house.pending()


def test_a_turn_that_takes_too_long_ends_and_the_next_one_goes_on_behind_it() -> None:
    """Each envelope may wait three seconds for a vendor who is away; a turn of minutes would count as hung."""
    house, handler, _ = inbox("a", "b", "c")
    worker = InboxWorker(house.store, handler, turn=0.0)
    handler.bad = {key: Temporary("Slack did not answer") for key in "abc"}
    assert [True, True, False] == [worker.work() for _ in range(3)]
    assert ["a", "b", "c"] == handler.seen
    handler.bad.clear()
    assert [True, True, True] == [worker.work() for _ in range(3)]
    assert [] == house.pending()


def test_however_many_wait_the_one_behind_them_is_handled() -> None:
    waiting = [f"waits {number}" for number in range(60)]
    house, handler, worker = inbox(*waiting, "behind")
    handler.not_yet.update(waiting)
    assert (True, False) == (worker.work(), worker.work())
    assert ([*waiting, "behind"], waiting) == (handler.seen[:61], handler.seen[61:])
    handler.not_yet.clear()
    until_still(worker.work)
    assert [] == house.pending()


def test_a_short_turn_ends_among_many_and_loses_none() -> None:
    keys = [str(number) for number in range(60)]
    house, handler, _ = inbox(*keys)
    handler.not_yet.update(keys)
    worker = InboxWorker(house.store, handler, turn=0.0)
    assert 60 == until_still(worker.work, most=100)
    assert keys == handler.seen


def test_the_same_envelope_delivered_again_is_one() -> None:
    house, handler, worker = inbox("a")
    worker.work()
    with house.store.transaction() as tx:
        tx.inbox.receive("slack", "a", "{}", house.clock.now())
    worker.work()
    assert ["a"] == handler.seen


def test_an_envelope_that_needs_a_vendor_who_is_away_waits_however_long_it_takes() -> None:
    house, handler, worker = inbox("a", "b")
    handler.bad["a"] = Temporary("Slack did not answer")
    for _ in range(MOST_ATTEMPTS + 2):
        worker.work()
    assert 1 == len(house.pending())
    del handler.bad["a"]
    worker.work()
    assert [] == house.pending()


def test_an_envelope_that_met_a_broken_database_is_never_given_up() -> None:
    house, handler, worker = inbox("a", "b")
    handler.bad["a"] = StoreBroken("the disk is full")
    for _ in range(3 * MOST_ATTEMPTS):
        worker.work()
    handler.bad.clear()
    worker.work()
    assert ([], "a") == (house.pending(), handler.seen[-1])
