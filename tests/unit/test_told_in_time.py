"""Whoever waits has somebody who hears of it: who has the case is reminded, and where nobody has it the chain tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import mention, policy, two_teams
from fakes import busy
from house import HOLD, House

from bot.domain.events import (
    Acknowledged,
    Dismissed,
    EmailAskRequested,
    HoldApproved,
    Moved,
    NotDelivered,
    SuggestionSent,
)
from bot.domain.policy import Mode, Policy
from bot.domain.response import ResponseKind
from bot.domain.why import Why

MINUTE = timedelta(minutes=1)
REMINDED = ("Ada", Why.NOT_ANSWERED)


def unclear(settings: Policy | None = None, **changes: object) -> House:
    """A house in which a human has to look first at what Anna wrote."""
    house = House(settings)
    house.hear(mention("nice day with acme"), confidence=0.3, **changes)
    house.later(MINUTE)
    return house


def ask(house: House, number: int = 2, **changes: object) -> int:
    """Anna asks clearly five minutes later; return how much the staff were told before."""
    house.later(5 * MINUTE)
    before = len(house.staffroom.told)
    house.hear(mention("My export is broken, please help", number, at=house.clock.now()), **changes)
    house.run()
    return before


def two_hours(house: House, before: int = 0) -> list[tuple[str, Why]]:
    """Two hours pass; return who was told what since then."""
    for _ in range(24):
        house.later(5 * MINUTE)
    return [(one.who, one.why) for one in house.staffroom.told[before:]]


def assert_reminded_then_chain(told: list[tuple[str, Why]]) -> None:
    """Ada, who has the case, is reminded first; then the chain goes on, as far as the lead."""
    assert REMINDED == told[0]
    assert "Grace" in {who for who, _ in told[1:]}


def late() -> House:
    """A house that X did not serve for so long that the first reply is too old."""
    house = House(replace(policy(), answer_timeout=timedelta(minutes=30)))
    house.x.side.script = [busy()] * 1_000
    house.hear()
    for _ in range(17):
        house.later(MINUTE)
    house.x.side.script = []
    house.later(MINUTE)
    assert house.case().late
    return house


def test_a_request_after_not_a_request_is_told_to_whoever_is_on_duty() -> None:
    house = unclear()
    house.happened(Dismissed("Ada"))
    before = ask(house)
    assert "" == house.case().taken_by
    assert [("Ada", Why.ON_DUTY), ("Grace", Why.NOT_ACKNOWLEDGED)] == two_hours(house, before)[:2]


def test_who_took_an_unclear_mention_has_the_request_that_follows_and_is_reminded() -> None:
    house = unclear()
    house.happened(Acknowledged("Ada"))
    before = ask(house)
    assert ([HOLD], "Ada") == (house.x.texts, house.case().taken_by)
    assert "The customer wrote:" == house.staffroom.notes[-1][0]
    assert_reminded_then_chain(two_hours(house, before))


def test_a_customer_who_writes_again_takes_no_case_from_whoever_has_it() -> None:
    house = House(policy(Mode.APPROVE, Mode.APPROVE))
    house.hear()
    house.happened(Acknowledged("Ada"))
    house.later(3 * MINUTE)
    before = ask(house)
    assert_reminded_then_chain(two_hours(house, before))


def test_a_customer_who_writes_again_after_the_time_was_up_begins_no_second_chain() -> None:
    house = House(policy(Mode.APPROVE, Mode.APPROVE))
    house.hear()
    house.later(3 * MINUTE)
    ask(house)
    assert 1 == house.case().escalation.run


def test_who_has_a_late_case_is_reminded_when_the_customer_writes_again() -> None:
    house = late()
    house.happened(Acknowledged("Ada"))
    before = ask(house)
    assert_reminded_then_chain(two_hours(house, before))


def test_who_takes_a_case_of_the_backlog_is_reminded() -> None:
    house = late()
    before = len(house.staffroom.told)
    house.happened(Acknowledged("Ada"))
    assert_reminded_then_chain(two_hours(house, before))


def test_the_clear_words_of_somebody_who_said_stop_elsewhere_begin_the_chain() -> None:
    house = House()
    with house.store.transaction() as tx:
        tx.marks.opt_out(mention().customer, house.clock.now())
    house.hear(confidence=0.3)
    before = ask(house)
    assert ("Ada", Why.ON_DUTY) == two_hours(house, before)[0]
    assert [] == house.x.texts


def test_a_request_stays_with_the_team_that_a_human_gave_it_to() -> None:
    house = unclear(two_teams(), topic="export")
    house.happened(Moved("Ada", "billing"))
    before = ask(house, topic="export")
    assert ("billing", "", "Grace") == (house.case().team, house.case().topic, two_hours(house, before)[0][0])


def test_a_request_that_nobody_moved_goes_where_its_own_topic_belongs() -> None:
    house = unclear(two_teams(), topic="export")
    ask(house, topic="refund")
    assert ("billing", "refund") == (house.case().team, house.case().topic)


def test_an_unclear_mention_whose_first_reply_is_let_go_is_a_request_that_somebody_has_to_answer() -> None:
    """Whoever lets the sentence go has not said “I'm on it”, and may be called away."""
    house = unclear()
    before = len(house.staffroom.told)
    house.happened(HoldApproved("Ada"))
    expected = [("Ada", Why.ON_DUTY), ("Grace", Why.NOT_ACKNOWLEDGED), ("Grace", Why.NOBODY_LEFT)]
    assert expected == two_hours(house, before)
    assert HOLD == house.x.texts[0]


def test_who_has_an_unclear_mention_and_lets_the_first_reply_go_is_reminded() -> None:
    house = unclear()
    house.happened(Acknowledged("Ada"))
    before = len(house.staffroom.told)
    house.happened(HoldApproved("Ada"))
    assert_reminded_then_chain(two_hours(house, before))


def test_a_first_reply_that_waited_for_a_click_begins_no_second_chain() -> None:
    house = House(policy(Mode.APPROVE, Mode.APPROVE))
    house.hear()
    house.later(4 * MINUTE)
    house.happened(HoldApproved("Ada"))
    assert 1 == house.case().escalation.run


@pytest.mark.parametrize("wait", [0, 4])
def test_a_case_that_somebody_had_is_told_to_the_team_that_it_moves_to(wait: int) -> None:
    """Unclear or not: saying “I'm on it” made it a request, and whoever moves it does not have it any more."""
    house = unclear(two_teams(), topic="export")
    house.happened(Acknowledged("Ada"))
    house.later(wait * MINUTE)
    before = len(house.staffroom.told)
    house.happened(Moved("Ada", "billing"))
    assert "" == house.case().taken_by
    assert [("Grace", Why.MOVED), ("Grace", Why.NOBODY_LEFT)] == two_hours(house, before)[:2]


def test_a_case_whose_time_was_up_is_told_to_the_team_that_it_moves_to() -> None:
    house = House(replace(two_teams(), channels=policy(Mode.APPROVE, Mode.APPROVE).channels))
    house.hear(topic="export")
    house.later(4 * MINUTE)
    house.happened(Moved("Ada", "billing"))
    assert ("Grace",) == house.case().escalation.asked


def test_whose_answer_was_lost_has_the_case_and_is_reminded() -> None:
    house = House()
    house.hear()
    house.happened(SuggestionSent("Ada", "s0"))
    house.happened(NotDelivered("reply", "refused", held=False, kind=ResponseKind.SUGGESTION))
    house.run()
    before = len(house.staffroom.told)
    assert REMINDED in two_hours(house, before)


@pytest.mark.parametrize("answered", [False, True])
def test_somebody_hears_when_the_customer_writes_something_else_than_the_address(answered: bool) -> None:
    house = House()
    house.hear()
    house.run()
    if answered:
        # She has the case since.
        house.happened(SuggestionSent("Ada", "s1"))
    house.happened(EmailAskRequested("Ada"))
    before = len(house.staffroom.told)
    assert [] == two_hours(house, before)
    ask(house)
    told = two_hours(house, before)
    assert (REMINDED if answered else ("Ada", Why.WROTE_AGAIN)) == told[0]
    assert "Grace" in {who for who, _ in told[1:]}


def test_who_takes_a_case_after_the_click_for_the_address_is_reminded() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(EmailAskRequested("Ada"))
    before = len(house.staffroom.told)
    house.happened(Acknowledged("Ada"))
    assert_reminded_then_chain(two_hours(house, before))
