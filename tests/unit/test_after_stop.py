"""Whoever says stop and asks for something, then or later, is heard by humans; nothing automatic ever leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention, policy, reading
from house import HOLD, House

from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import EscalationState, State
from bot.domain.events import Acknowledged, SuggestionSent
from bot.domain.policy import Mode
from bot.domain.why import Why

MINUTE = timedelta(minutes=1)
HALF_A_YEAR = timedelta(days=180)
PRIVATE = {"private": True, "conversation": "dm-1"}


def stopped(house: House | None = None) -> House:
    """A house to which Anna, whose private conversation is the same for ever, said stop."""
    house = house or House()
    house.hear(mention(**PRIVATE))
    house.run()
    house.hear(mention("stop", 2, at=house.clock.now(), **PRIVATE), stop=True)
    house.later(HALF_A_YEAR)
    assert State.STOPPED is house.case().state
    return house


def write(house: House, text: str = "My invoice is wrong, please help me", **changes: object) -> list[tuple[str, Why]]:
    """Anna writes again; return who of the staff was told during the two hours after it."""
    before = len(house.staffroom.told)
    house.hear(mention(text, 3, at=house.clock.now(), **PRIVATE), **changes)
    for _ in range(24):
        house.later(5 * MINUTE)
    return [(one.who, one.why) for one in house.staffroom.told[before:]]


@pytest.mark.parametrize("confidence", [1.0, 0.3])
@pytest.mark.parametrize("mode", Mode)
def test_a_request_after_a_stop_is_told_to_the_staff_and_nothing_is_said(mode: Mode, confidence: float) -> None:
    house = stopped(House(policy(mode, mode)))
    said = list(house.x.texts)
    told = write(house, confidence=confidence)
    assert [("Ada", Why.WROTE_AGAIN), ("Grace", Why.NOT_ACKNOWLEDGED), ("Grace", Why.NOBODY_LEFT)] == told
    assert (State.REOPENED, True, said) == (house.case().state, house.case().muted, house.x.texts)


def test_an_answer_by_hand_reaches_them() -> None:
    house = stopped()
    write(house)
    house.happened(SuggestionSent("Ada", "s0"), "Ada")
    house.run()
    assert (State.ANSWERED, [HOLD, "Text 0"]) == (house.case().state, house.x.texts)


def test_who_has_the_case_of_somebody_who_said_stop_is_reminded() -> None:
    house = stopped()
    write(house)
    house.happened(Acknowledged("Ada"))
    before = len(house.staffroom.told)
    for _ in range(12):
        house.later(5 * MINUTE)
    assert ("Ada", Why.NOT_ANSWERED) == (house.staffroom.told[before].who, house.staffroom.told[before].why)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("stop", {"stop": True}),
        ("thank you", {"thanks": True}),
        ("nice weather", {"is_request": False}),
    ],
)
def test_nothing_but_a_request_opens_the_case_again(text: str, read: dict[str, object]) -> None:
    house = stopped()
    assert [] == write(house, text, **read)
    assert (State.STOPPED, [HOLD]) == (house.case().state, house.x.texts)


def test_an_edited_stop_is_still_a_stop() -> None:
    house = stopped()
    house.reader.reading = reading()
    house.intake.edited(mention().channel, "1002", "stop now (edited)", house.clock.now())
    house.run()
    assert State.STOPPED is house.case().state


def test_an_address_after_a_stop_is_kept_for_the_staff_and_opens_no_ticket_by_itself() -> None:
    house = stopped()
    told = write(house, "Write to anna@example.com", email="anna@example.com")
    assert ("Ada", Why.WROTE_AGAIN) == told[0]
    assert ("anna@example.com", "", [HOLD]) == (house.case().email, house.case().ticket, house.x.texts)


def test_a_request_after_nothing_but_a_stop_is_a_new_one_for_its_team() -> None:
    house = House()
    house.hear(mention("@acme stop"), stop=True)
    house.later(MINUTE)
    assert [] == house.staffroom.cards
    house.hear(mention("@acme thanks", 2, at=house.clock.now()), thanks=True, is_request=False)
    house.later(MINUTE)
    assert [] == house.staffroom.cards
    house.hear(mention("@acme my invoice is wrong", 3, at=house.clock.now()), topic="invoice")
    house.later(4 * MINUTE)
    case = house.case()
    assert (State.WAITING, "invoice", EscalationState.NOTIFIED) == (case.state, case.topic, case.escalation.state)
    assert (1, []) == (len(house.staffroom.cards), house.x.texts)


PLEA = "@acme I don't want replies from a bot, I want a human"


def plead(house: House, number: int = 1, **changes: object) -> list[tuple[str, Why]]:
    """Anna says stop and asks for something beside it; return who of the staff was told in the two hours after it."""
    before = len(house.staffroom.told)
    house.hear(mention(PLEA, number, at=house.clock.now(), **PRIVATE), stop=True, is_request=True, **changes)
    for _ in range(24):
        house.later(5 * MINUTE)
    return [(one.who, one.why) for one in house.staffroom.told[before:]]


def opted_out(house: House) -> bool:
    customer = house.case().customer
    with house.store.transaction() as tx:
        return tx.marks.opted_out(customer)


@pytest.mark.parametrize("mode", Mode)
def test_a_stop_that_asks_for_a_human_is_told_to_humans_and_nothing_is_said(mode: Mode) -> None:
    house = House(policy(mode, mode))
    told = plead(house)
    assert [("Ada", Why.ON_DUTY), ("Grace", Why.NOT_ACKNOWLEDGED), ("Grace", Why.NOBODY_LEFT)] == told
    assert (1, []) == (len(house.staffroom.cards), house.x.texts)
    assert (State.WAITING, True, True) == (house.case().state, house.case().muted, opted_out(house))


def test_perhaps_a_request_beside_a_stop_is_for_a_human_to_look_at() -> None:
    house = House()
    assert [("Ada", Why.UNSURE)] == plead(house, confidence=0.3)
    assert (1, [], True) == (len(house.staffroom.cards), house.x.texts, opted_out(house))


def test_the_real_reader_tells_a_stop_that_asks_from_one_that_does_not() -> None:
    reader = UnderstandingReader(policy())
    assert (True, True, False) == ((read := reader.read(mention(PLEA))).stop, read.is_request, read.only_stops)
    for text in ("STOP STOP STOP", "No thanks, stop.", "please stop messaging me", "leave me alone"):
        assert reader.read(mention(text)).only_stops


def test_a_stop_that_asks_in_the_middle_of_a_case_takes_back_what_has_not_left_and_lets_the_chain_go_on() -> None:
    house = House()
    house.hear(mention(**PRIVATE))
    assert [("Ada", Why.ON_DUTY), ("Grace", Why.NOT_ACKNOWLEDGED), ("Grace", Why.NOBODY_LEFT)] == plead(house, 2)
    assert ([], State.WAITING) == (house.x.texts, house.case().state)
    assert any("asked us to stop" in text for text, _ in house.staffroom.notes)


def test_a_stop_that_asks_after_the_chain_has_ended_starts_it_anew() -> None:
    house = House()
    house.hear(mention(**PRIVATE))
    for _ in range(12):
        house.later(5 * MINUTE)
    assert (State.ASKED, EscalationState.EXHAUSTED) == (house.case().state, house.case().escalation.state)
    assert ("Ada", Why.WROTE_AGAIN) == plead(house, 2)[0]


def test_whoever_has_the_case_keeps_it_and_is_reminded_when_the_customer_says_stop_and_asks() -> None:
    house = House()
    house.hear(mention(**PRIVATE))
    house.run()
    house.happened(Acknowledged("Ada"))
    assert ("Ada", Why.NOT_ANSWERED) == plead(house, 2)[0]


def test_a_stop_that_asks_after_an_answer_is_told_to_whoever_answered() -> None:
    house = House()
    house.hear(mention(**PRIVATE))
    house.run()
    house.happened(SuggestionSent("Ada", "s0"), "Ada")
    house.later(MINUTE)
    said = list(house.x.texts)
    assert ("Ada", Why.WROTE_AGAIN) == plead(house, 2)[0]
    assert (State.REOPENED, said) == (house.case().state, house.x.texts)


def test_a_stop_that_asks_after_a_plain_stop_is_told_to_the_staff() -> None:
    house = stopped()
    assert ("Ada", Why.WROTE_AGAIN) == plead(house, 3)[0]
    assert (State.REOPENED, [HOLD]) == (house.case().state, house.x.texts)


def test_a_plain_stop_that_is_edited_to_ask_for_something_is_told_to_the_staff() -> None:
    house = stopped()
    before = len(house.staffroom.told)
    house.reader.reading = reading(stop=True, is_request=True)
    house.intake.edited(mention().channel, "1002", "stop, and my export is broken", house.clock.now())
    house.later(MINUTE)
    assert [("Ada", Why.WROTE_AGAIN)] == [(one.who, one.why) for one in house.staffroom.told[before:]]
    assert (State.REOPENED, [HOLD]) == (house.case().state, house.x.texts)


def test_a_plain_stop_ends_what_was_asked_beside_an_earlier_one() -> None:
    house = House()
    plead(house)
    house.hear(mention("stop", 2, at=house.clock.now(), **PRIVATE), stop=True)
    house.later(MINUTE)
    assert State.STOPPED is house.case().state
