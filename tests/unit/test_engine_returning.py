"""A customer who comes back in private after a long quiet is heard like anybody else who asks for the first time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import CARL, mention, two_teams
from house import House

from bot.domain.case import Channel, Mention, State
from bot.domain.events import Acknowledged, AnsweredElsewhere, Event, Resolved
from bot.domain.response import HOLDING, ResponseKind
from bot.engine.routing import OVER_AFTER

DAY = timedelta(days=1)
DM = "dm:1-2001"
ANSWER = AnsweredElsewhere("the brand's account", "77")


def message(house: House, number: int) -> Mention:
    """A direct message by Anna, written now."""
    return mention(number=number, id=f"dm:{number}", conversation=DM, private=True, at=house.clock.now())


def answered() -> House:
    """Anna asked in public about an invoice, and the brand's own account answered."""
    house = House(two_teams())
    house.hear(topic="invoice")
    house.run()
    house.happened(ANSWER)
    return house


def first_replies(house: House) -> list[ResponseKind]:
    """Return the kinds of first replies that reached Anna in private."""
    kinds = [row.effect.kind for row in house.rows("C-2") if hasattr(row.effect, "kind") and row.remote_id]
    return [kind for kind in kinds if kind in HOLDING]


@pytest.mark.parametrize("closing", [[], [Resolved("Grace")]], ids=["answered", "resolved"])
def test_a_request_long_after_the_last_word_is_a_new_case_with_its_own_reply_and_team(closing: list[Event]) -> None:
    house = answered()
    for event in closing:
        house.happened(event)
    before = house.case()
    house.later(200 * DAY)
    house.hear(message(house, 5), topic="export")
    house.run()
    new = house.case("C-2")
    assert (State.WAITING, "product", "export", DM) == (new.state, new.team, new.topic, new.conversation)
    assert ([ResponseKind.HOLD], before) == (first_replies(house), house.case())


def test_who_had_a_ticket_long_ago_can_be_asked_again() -> None:
    house = House(two_teams())
    house.hear(topic="invoice")
    house.later(timedelta(minutes=4))
    house.hear(message(house, 5), email="anna@example.com")
    house.later()
    assert State.TICKETED == house.case().state
    for quiet in (DAY, DAY, DAY, 300 * DAY):
        house.later(quiet)
    house.hear(message(house, 6))
    house.later(timedelta(minutes=4))
    assert (State.TICKETED, State.ASKED) == (house.case().state, house.case("C-2").state)


@pytest.mark.parametrize(("quiet", "cases"), [(OVER_AFTER, 1), (OVER_AFTER + timedelta(seconds=2), 2)])
def test_within_a_week_the_case_goes_on(quiet: timedelta, cases: int) -> None:
    house = answered()
    house.clock.forward(quiet)
    house.hear(message(house, 5))
    with house.store.transaction() as tx:
        assert cases == len(tx.cases.list())


def test_every_deed_counts_not_only_the_customers_words() -> None:
    """A human who answers late is asked about it right afterwards."""
    house = answered()
    house.clock.forward(30 * DAY)
    house.happened(ANSWER)
    house.clock.forward(DAY)
    house.hear(message(house, 5))
    assert State.REOPENED == house.case().state


def test_what_goes_on_goes_on_with_the_new_case() -> None:
    house = answered()
    house.clock.forward(200 * DAY)
    house.hear(message(house, 5))
    house.intake.happened("C-2", Resolved("Ada"))
    house.clock.forward(DAY)
    house.hear(message(house, 6))
    assert (State.ANSWERED, State.REOPENED) == (house.case().state, house.case("C-2").state)


@pytest.mark.parametrize(
    "read", [{"is_request": False, "thanks": True}, {"is_request": False}, {"email": "anna@example.com"}]
)
def test_thanks_and_addresses_belong_to_what_was(read: dict[str, object]) -> None:
    house = answered()
    house.clock.forward(200 * DAY)
    house.hear(message(house, 5), **read)
    with house.store.transaction() as tx:
        assert ["C-1"] == [case.id for case in tx.cases.list()]


def test_a_customer_who_still_waits_goes_on_waiting_in_the_same_case() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(Acknowledged("Ada"))
    house.clock.forward(200 * DAY)
    house.hear(message(house, 5))
    with house.store.transaction() as tx:
        assert ["C-1"] == [case.id for case in tx.cases.list()]


def test_in_slack_it_is_the_same() -> None:
    house = House()
    post = mention(channel=Channel.SLACK, customer=CARL, id="D1:1", conversation="dm:D1", private=True)
    house.hear(post)
    house.run()
    house.happened(ANSWER)
    house.clock.forward(8 * DAY)
    house.hear(replace(post, id="D1:2", at=house.clock.now()))
    house.run()
    assert ([ResponseKind.HOLD], "dm:D1") == (first_replies(house), house.case("C-2").conversation)
