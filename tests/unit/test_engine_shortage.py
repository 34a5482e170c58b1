"""When X allows less than there is to say: who goes first, who waits, and that nobody is lost, over a restart too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ANNA, NOON, mention, policy
from fakes import KILLED_AFTER, Killed, Outcome, busy
from house import House

from bot.domain.budgets import DAY, QUARTER, Budget
from bot.domain.case import Customer, Mention, State
from bot.domain.effects import Reply
from bot.domain.errors import Limited, Temporary
from bot.domain.events import SuggestionSent
from bot.domain.policy import Burst, Policy
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)
LIMIT = 10
POSTS = Budget("x:public", LIMIT, QUARTER)


def crowd() -> Policy:
    """Acme's policy without a breaker."""
    return replace(policy(), burst=Burst(10_000, MINUTE, 10_000))


def post(number: int) -> Mention:
    """A post by a customer of their own."""
    customer = Customer(ANNA.channel, str(9_000 + number), f"customer_{number}", f"Customer {number}")
    return mention(number=number, conversation=str(1_000 + number), customer=customer, at=NOON)


def full_house(customers: int, *budgets: Budget) -> House:
    """A house in which so many customers have written."""
    house = House(crowd(), budgets=budgets or (POSTS,))
    for number in range(1, customers + 1):
        house.hear(post(number))
    return house


def kinds(house: House) -> list[ResponseKind]:
    """What X's customers read, in order."""
    with house.store.transaction() as tx:
        rows = [tx.outbox.get(message.id) for message in house.x.messages]
    return [row.effect.kind for row in rows if row is not None and isinstance(row.effect, Reply)]


def count(house: House, state: OutboxState) -> int:
    """How many replies on X stand so."""
    with house.store.transaction() as tx:
        replies = [row for number in range(1, 200) for row in tx.outbox.of(f"C-{number}")]
    return sum(isinstance(row.effect, Reply) and row.state is state for row in replies)


def test_as_many_as_x_allows_leave_at_once_and_x_is_asked_for_no_more() -> None:
    house = full_house(LIMIT + 5)
    house.run()
    assert (LIMIT, LIMIT) == (len(house.x.messages), len(house.x.side.tried))


def test_a_restart_does_not_begin_to_count_anew() -> None:
    house = full_house(LIMIT + 5)
    house.run()
    house.restart()
    house.run()
    assert LIMIT == len(house.x.side.tried)


def test_a_kill_in_the_middle_of_a_call_counts_that_call() -> None:
    house = full_house(LIMIT + 5)
    house.x.side.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    assert 1 == house.restart()
    house.later()
    assert (LIMIT, LIMIT) == (len(house.x.messages), len(house.x.side.tried))


def test_the_others_leave_with_the_next_period_or_are_given_to_a_human_and_nobody_is_lost() -> None:
    """Ten leave at once; after 15 minutes the five others are too old, and three who wrote later hear."""
    house = House(replace(crowd(), answer_timeout=timedelta(hours=1)), budgets=(POSTS,))
    for number in range(1, LIMIT + 6):
        house.hear(post(number))
    house.run()
    house.clock.forward(2 * MINUTE)
    for number in range(50, 53):
        house.hear(replace(post(number), at=house.clock.now()))
    house.run()
    assert LIMIT == len(house.x.messages)
    house.later(QUARTER - 2 * MINUTE)
    states = [count(house, state) for state in (OutboxState.SENT, OutboxState.WITHDRAWN, OutboxState.READY)]
    assert [LIMIT + 3, 5, 0] == states
    assert 5 == sum(house.case(f"C-{number}").late for number in range(1, LIMIT + 9))


def test_who_waits_too_long_is_given_to_a_human_before_the_destination_opens() -> None:
    """A day's budget may be shut for hours; a human must hear of it when the time of the reply is over."""
    house = full_house(2, Budget("x:public", 1, timedelta(hours=20)))
    house.run()
    house.later(16 * MINUTE)
    assert [False, True] == [house.case(number).late for number in ("C-1", "C-2")]
    assert 1 == len(house.x.side.tried)


@pytest.mark.parametrize("refusal", [Limited("the day's posts", NOON + DAY), Temporary("slower", NOON + 2 * QUARTER)])
def test_whose_reply_met_the_refusal_is_given_to_a_human_as_the_others_are(refusal: Temporary) -> None:
    house = full_house(2)
    house.x.side.script = [Outcome(False, refusal)]
    house.run()
    house.later(16 * MINUTE)
    assert [True, True] == [house.case(number).late for number in ("C-1", "C-2")]
    assert (2, 1) == (count(house, OutboxState.WITHDRAWN), len(house.x.side.tried))


def test_holding_replies_come_before_email_asks_though_they_are_younger() -> None:
    house = full_house(LIMIT)
    house.run()
    house.later(4 * MINUTE)
    assert [State.ASKED, LIMIT] == [house.case("C-1").state, len(house.x.messages)]
    house.clock.forward(11 * MINUTE)
    for number in range(50, 54):
        house.hear(replace(post(number), at=house.clock.now()))
    house.run()
    asked = [ResponseKind.ASK_EMAIL] * 6
    assert [*([ResponseKind.HOLD] * 4), *asked] == kinds(house)[LIMIT:]


def test_a_humans_click_waits_behind_nothing_automatic() -> None:
    house = full_house(LIMIT + 1)
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert ResponseKind.SUGGESTION == kinds(house)[0]


def test_a_refusal_without_a_time_is_no_storm() -> None:
    house = full_house(LIMIT)
    house.x.side.script = [Outcome(False, Limited("too many"))] * 50
    house.run()
    assert 1 == len(house.x.side.tried)
    for _ in range(60):
        house.later(timedelta(seconds=1))
    assert len(house.x.side.tried) <= 8


def test_a_refusal_whose_time_has_passed_by_our_clock_is_not_repeated_at_once() -> None:
    house = full_house(3)
    house.x.side.script = [busy(NOON - MINUTE)] * 50
    house.run()
    assert 1 == len(house.x.side.tried)
