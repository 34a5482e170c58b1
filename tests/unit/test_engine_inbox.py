"""Envelopes are worked on in the order in which they came; a bad one is put aside and the next one is handled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from acme import policy
from house import House

from bot.domain.case import Channel
from bot.domain.effects import Say
from bot.domain.errors import DecodeError, StoreBroken, Temporary
from bot.domain.policy import Role, Staff
from bot.engine.inbox import MOST_ATTEMPTS, TURN, InboxWorker
from bot.engine.unread import Kind, Unread, UnreadNews
from bot.ports.store import InboxRow

HEDY = Staff("Hedy", "U0HEDY", Role.LEAD)


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


def worker_on(house: House, handler: Callable[[InboxRow], None], turn: float = TURN) -> InboxWorker:
    """The worker of a process that has just begun; what it gives up is told to the leads as a mention in Slack."""
    news = UnreadNews(house.store, house.dispatch, house.clock, lambda: None)

    def give_up(row: InboxRow) -> None:
        news.tell([Unread(Channel.SLACK, Kind.MENTION, row.key, f"https://acme.slack.com/{row.key}")])

    return InboxWorker(house.store, handler, house.clock, give_up, turn)


def inbox(*keys: str) -> tuple[House, Handler, InboxWorker]:
    """An inbox with these envelopes in it, and two leads."""
    house = House(replace(policy(), staff=(*policy().staff, HEDY)))
    for key in keys:
        house.envelope(key)
    handler = Handler(house)
    return house, handler, worker_on(house, handler)


def told(house: House) -> list[tuple[str, str]]:
    """Return who was told what in private, beside any case."""
    return [(row.effect.who, row.effect.text) for row in house.rows("") if isinstance(row.effect, Say)]


def until_still(work: Callable[[], bool], most: int = 20) -> int:
    """Work like a pump until there is nothing to do at once; return how often."""
    return next(count for count in range(1, most) if not work())


def work_for(house: House, worker: InboxWorker, seconds: int) -> None:
    """Let the worker look every second."""
    for _ in range(seconds):
        until_still(worker.work)
        house.clock.forward(timedelta(seconds=1))


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
    work_for(house, worker, seconds=16)
    assert (["a"] * 5, []) == (handler.seen, house.pending())


def test_the_attempts_are_spaced_so_that_a_passing_fault_loses_nothing() -> None:
    """What comes behind it goes on meanwhile, and each attempt waits twice as long for the next one."""
    house, handler, worker = inbox("a", "b")
    handler.bad["a"] = RuntimeError("a fault")
    tries = []
    for second in range(6):
        before = handler.seen.count("a")
        worker.work()
        tries += [second] * (handler.seen.count("a") - before)
        house.clock.forward(timedelta(seconds=1))
    assert ([0, 1, 3], 1) == (tries, handler.seen.count("b"))
    handler.bad.clear()
    work_for(house, worker, seconds=5)
    assert ([], []) == (house.pending(), told(house))


def test_a_clock_that_goes_back_keeps_no_envelope_waiting() -> None:
    house, handler, worker = inbox("a")
    handler.bad["a"] = RuntimeError("a fault")
    worker.work()
    handler.bad.clear()
    house.clock.forward(-timedelta(hours=1))
    worker.work()
    assert [] == house.pending()


@pytest.mark.parametrize("fault", [RuntimeError("a fault"), DecodeError("user: expected text")])
def test_what_is_given_up_is_told_to_every_lead_once(fault: Exception) -> None:
    """Also over a restart, and never with what stands there."""
    house, handler, worker = inbox("a")
    handler.bad["a"] = fault
    work_for(house, worker, seconds=20)
    words = "⚠️ A message in Slack could not be read, so the bot does not answer. Please look: https://acme.slack.com/a"
    assert [("Grace", words), ("Hedy", words)] == told(house)
    house.restart()
    work_for(house, worker_on(house, handler), seconds=20)
    assert 2 == len(told(house))


def test_nobody_is_told_of_an_envelope_that_is_not_given_up() -> None:
    house, handler, worker = inbox("a")
    handler.bad["a"] = RuntimeError("a fault")
    work_for(house, worker, seconds=14)
    assert ([], 1) == (told(house), len(house.pending()))


def test_a_crash_between_the_telling_and_the_putting_aside_tells_nobody_twice() -> None:
    house, handler, _ = inbox("a")
    handler.bad["a"] = DecodeError("no user")
    news = UnreadNews(house.store, house.dispatch, house.clock, lambda: None)

    def crash(row: InboxRow) -> None:
        news.tell([Unread(Channel.SLACK, Kind.MENTION, row.key, f"https://acme.slack.com/{row.key}")])
        raise StoreBroken("the disk is full")

    with pytest.raises(StoreBroken):
        InboxWorker(house.store, handler, house.clock, crash).work()
    assert 1 == len(house.pending())
    until_still(worker_on(house, handler).work)
    assert ([], 2) == (house.pending(), len(told(house)))


def test_a_fault_while_telling_stops_no_other_envelope() -> None:
    house, handler, _ = inbox("a", "b")
    handler.bad["a"] = DecodeError("no user")

    def broken(row: InboxRow) -> None:
        raise KeyError(row.key)

    InboxWorker(house.store, handler, house.clock, broken).work()
    assert (["a", "b"], []) == (handler.seen, house.pending())


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
    worker = worker_on(house, handler, turn=0.0)
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
    worker = worker_on(house, handler, turn=0.0)
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
