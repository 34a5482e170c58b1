"""What X costs: counted with the receipt, told at 80 %, and at 100 % nothing automatic leaves on X."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import CARL, NOON, mention, policy
from fakes import ARRIVES_UNHEARD, KILLED_AFTER, KILLED_BEFORE, LOST_UNHEARD, REFUSED, Killed, Outcome
from house import HOLD, SETTLED, House, shown_held

from bot.domain.budgets import Item, Prices, Spending, post_item
from bot.domain.case import Channel, Mention, State
from bot.domain.events import EmailAskRequested, HoldApproved, SuggestionSent
from bot.domain.response import ResponseKind
from bot.engine.spending import Spent, charge, raise_limit, tell_spent
from bot.ports.store import OutboxState

MONTH = timedelta(days=31)
REPLY = Prices().reply


def house_with(monthly: int | None) -> House:
    """A house whose operator lets X cost so much a month, in millionths of a US dollar."""
    return House(replace(policy(), spending=Spending(monthly)))


def spent(house: House) -> Spent:
    """What X has cost."""
    with house.store.transaction() as tx:
        return tell_spent(tx, house.policy, house.clock.now())


def pay(house: House, micros: int) -> None:
    """Spend on reads, a thousandth of a dollar each."""
    with house.store.transaction() as tx:
        charge(tx, Item.READ_POST, micros // Prices().read_post, house.policy, "C0TRIAGE", house.clock.now())


def warnings(house: House) -> list[str]:
    """What Grace was told about money."""
    house.run()
    return [words for who, words in house.staffroom.said if who == "Grace"]


def test_a_reply_is_counted_with_its_receipt() -> None:
    house = house_with(None)
    house.hear()
    assert 0 == spent(house).micros
    house.run()
    assert [("reply", 1, REPLY)] == [(one.item, one.times, one.micros) for one in spent(house).costs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One second, let me look into this.", Item.REPLY),
        ("Write to us: https://x.com/messages/compose?recipient_id=1", Item.REPLY_WITH_LINK),
        ("See acme.example for more", Item.REPLY_WITH_LINK),
        ("@ada.example is no link, and neither is e.g. this", Item.REPLY),
    ],
)
def test_a_link_makes_a_reply_dear(text: str, expected: Item) -> None:
    assert expected == post_item(text)


def test_a_direct_message_has_a_price_of_its_own() -> None:
    house = house_with(None)
    house.hear(mention(private=True))
    house.run()
    assert ["message"] == [one.item for one in spent(house).costs]


def test_slack_costs_nothing() -> None:
    house = house_with(None)
    house.hear(Mention(Channel.SLACK, "C0HELP:1.1", "C0HELP:1.1", CARL, "help", NOON))
    house.run()
    assert (1, ()) == (len(house.slack.messages), spent(house).costs)


@pytest.mark.parametrize(
    ("outcome", "at_first", "in_the_end"),
    [
        pytest.param(ARRIVES_UNHEARD, 1, 1, id="it arrived after all"),
        pytest.param(LOST_UNHEARD, 1, 1, id="it did not, and was sent again"),
        pytest.param(REFUSED, 0, 0, id="refused"),
    ],
)
def test_what_is_doubtful_is_counted_and_taken_back_when_it_surely_did_not_arrive(
    outcome: Outcome, at_first: int, in_the_end: int
) -> None:
    house = house_with(None)
    house.hear()
    house.x.side.script = [outcome]
    house.run()
    assert at_first * REPLY == spent(house).micros
    house.later(SETTLED)
    assert in_the_end * REPLY == spent(house).micros


@pytest.mark.parametrize("outcome", [KILLED_BEFORE, KILLED_AFTER])
def test_a_crash_in_the_middle_of_a_call_counts_it_once(outcome: Outcome) -> None:
    house = house_with(None)
    house.hear()
    house.x.side.script = [outcome]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later(SETTLED)
    assert ([HOLD], REPLY) == (house.x.texts, spent(house).micros)


def test_the_leads_are_warned_once_at_80_and_once_at_100_percent() -> None:
    house = house_with(100_000)
    pay(house, 79_000)
    assert [] == warnings(house)
    pay(house, 1_000)
    assert ["80 %"] == [words[words.index("80 %") :][:4] for words in warnings(house)]
    pay(house, 5_000)
    house.restart()
    assert 1 == len(warnings(house))
    pay(house, 15_000)
    pay(house, 5_000)
    assert 2 == len(warnings(house))
    assert "nothing automatic leaves on X" in warnings(house)[1]


def test_a_step_over_both_is_told_as_the_higher_one() -> None:
    house = house_with(100_000)
    pay(house, 200_000)
    assert ["200 %"] == [words[words.index("200 %") :][:5] for words in warnings(house)]


def test_without_a_budget_nobody_is_told() -> None:
    house = house_with(None)
    pay(house, 10_000_000_000)
    assert [] == warnings(house)


def test_at_100_percent_the_first_reply_waits_for_a_click() -> None:
    house = house_with(100_000)
    pay(house, 100_000)
    house.hear()
    house.run()
    assert (ResponseKind.HOLD, []) == (house.case().hold_offered, house.x.texts)
    house.happened(HoldApproved("Ada"))
    house.run()
    assert [HOLD] == house.x.texts


def test_at_100_percent_the_email_ask_is_one_click() -> None:
    house = house_with(100_000)
    house.hear()
    house.run()
    pay(house, 100_000)
    house.later(timedelta(minutes=4))
    assert (State.WAITING, [HOLD]) == (house.case().state, house.x.texts)
    house.happened(EmailAskRequested("Ada"))
    house.run()
    assert 2 == len(house.x.texts)


def test_what_waits_to_leave_when_the_budget_ends_is_shown_to_a_lead() -> None:
    house = house_with(100_000)
    house.hear()
    pay(house, 100_000)
    house.run()
    assert ([OutboxState.HELD], ["The monthly budget for X is used up."]) == (house.states(), shown_held(house))
    house.intake.held_sent(house.replies()[0].id, "Grace")
    house.run()
    assert [HOLD] == house.x.texts


def test_what_a_human_says_leaves_whatever_it_costs() -> None:
    house = house_with(100_000)
    pay(house, 100_000)
    house.hear()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert ["Text 1"] == house.x.texts


def test_slack_goes_on_by_itself_when_the_budget_for_x_is_used_up() -> None:
    house = house_with(100_000)
    pay(house, 100_000)
    house.hear(Mention(Channel.SLACK, "C0HELP:1.1", "C0HELP:1.1", CARL, "help", NOON))
    house.run()
    assert 1 == len(house.slack.messages)


def test_the_month_turns_at_midnight_utc_and_everything_goes_on() -> None:
    house = house_with(100_000)
    pay(house, 100_000)
    house.clock.forward(MONTH)
    house.hear(mention(at=house.clock.now()))
    house.run()
    assert (REPLY, [HOLD]) == (spent(house).micros, house.x.texts)


def test_a_budget_that_was_raised_lets_everything_go_on_for_this_month_only() -> None:
    house = house_with(100_000)
    pay(house, 100_000)
    with house.store.transaction() as tx:
        raise_limit(tx, 200_000, house.clock.now())
    assert (50, False, True) == (spent(house).percent, spent(house).used_up, spent(house).raised)
    house.hear()
    house.run()
    assert [HOLD] == house.x.texts
    house.clock.forward(MONTH)
    assert (100_000, False) == (spent(house).limit, spent(house).raised)


def test_a_raised_budget_has_warnings_of_its_own() -> None:
    house = house_with(100_000)
    pay(house, 100_000)
    with house.store.transaction() as tx:
        raise_limit(tx, 200_000, house.clock.now())
    pay(house, 60_000)
    assert 2 == len(warnings(house))


def test_a_budget_of_nothing_lets_nothing_automatic_leave() -> None:
    house = house_with(0)
    house.hear()
    house.run()
    assert [] == house.x.texts
