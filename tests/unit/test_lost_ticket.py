"""A ticket that the desk does not take: staff owe the customer an answer again, and nobody is asked for anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import mention, policy
from fakes import Outcome, busy
from house import House, lead_told

from bot.domain.case import EscalationState, State
from bot.domain.errors import Permanent, Unknown
from bot.domain.events import Acknowledged, AnswerWritten, Escalated, Resolved
from bot.domain.response import ResponseKind
from bot.domain.why import Why

MINUTE = timedelta(minutes=1)
ADDRESS = "anna@example.com"
REFUSED = Outcome(False, Permanent("no such mailbox"))


def dm(number: int, text: str = "", **changes: object) -> dict[str, object]:
    """Anna writes a direct message; `changes` are what the reader understands."""
    return {"post": mention(text, number, id=f"dm:{number}", conversation="dm:1-2", private=True), **changes}


def asked(taken: bool = False) -> House:
    """Nobody has answered Anna, and she was asked for an address; perhaps Ada has taken the case."""
    house = House()
    house.hear()
    house.later(3 * MINUTE)
    if taken:
        house.happened(Acknowledged("Ada"))
    return house


def lost(taken: bool = False, outcome: Outcome = REFUSED) -> House:
    """Anna gave the address, and the desk refused the ticket."""
    house = asked(taken)
    house.desk.side.script = [outcome]
    house.hear(**dm(300, ADDRESS, email=ADDRESS))  # type: ignore[arg-type]
    house.run()
    return house


def told_since(house: House, before: int, minutes: int) -> list[tuple[str, Why]]:
    """So many minutes pass; return who was told what."""
    for _ in range(minutes // 5):
        house.later(5 * MINUTE)
    return [(one.who, one.why) for one in house.staffroom.told[before:]]


@pytest.mark.parametrize("taken", [False, True])
def test_the_customer_waits_for_an_answer_again_and_the_lead_knows(taken: bool) -> None:
    house = lost(taken)
    assert (State.REOPENED, ["no such mailbox"]) == (house.case().state, lead_told(house))
    assert house.case().is_waited_for
    assert "The bot could not open the ticket: no such mailbox" == house.staffroom.redrawn[-1].case.trouble


def test_who_has_the_case_is_reminded_of_it() -> None:
    house = lost(taken=True)
    told = told_since(house, len(house.staffroom.told), 60)
    assert ("Ada", Why.NOT_ANSWERED) == told[0]


def test_a_chain_that_runs_goes_on() -> None:
    house = lost()
    assert (1, EscalationState.NOTIFIED) == (house.case().escalation.run, house.case().escalation.state)
    assert ("Grace", Why.NOT_ACKNOWLEDGED) == told_since(house, len(house.staffroom.told), 5)[0]


def test_where_the_chain_is_over_it_begins_anew() -> None:
    house = asked()
    told_since(house, 0, 30)
    assert EscalationState.EXHAUSTED is house.case().escalation.state
    before = len(house.staffroom.told)
    house.desk.side.script = [REFUSED]
    house.hear(**dm(3000, ADDRESS, email=ADDRESS))  # type: ignore[arg-type]
    house.run()
    assert ("Ada", Why.ON_DUTY) in told_since(house, before, 0)


def test_nobody_is_asked_for_an_address_again() -> None:
    house = lost()
    house.hear(**dm(400, "Any news?"))  # type: ignore[arg-type]
    told_since(house, 0, 60)
    assert 1 == len(house.replies(ResponseKind.ASK_EMAIL))
    assert [] == house.replies(ResponseKind.ASK_EMAIL_PRIVATE)


def test_another_address_is_taken_for_the_ticket_that_is_opened_by_hand() -> None:
    house = lost()
    house.hear(**dm(400, "anna@work.example", email="anna@work.example"))  # type: ignore[arg-type]
    house.run()
    assert "anna@work.example" == house.case().email
    assert "The customer corrected their email address:" == house.staffroom.notes[-1][0]


@pytest.mark.parametrize("event", [AnswerWritten("Ada", "Your ticket is 4711."), Escalated("Ada", "Grace")])
def test_staff_can_answer_and_escalate_it(event: AnswerWritten | Escalated) -> None:
    house = lost()
    house.happened(event, "Ada")
    assert [] == house.staffroom.said
    assert (State.ANSWERED if isinstance(event, AnswerWritten) else State.REOPENED) is house.case().state


def test_a_ticket_that_may_have_arrived_is_given_to_a_human_who_owes_an_answer() -> None:
    house = asked()
    house.desk.side.script = [Outcome(True, Unknown("no answer in time"))]
    house.desk.side.looks = [Permanent("nobody can look into a mailbox")]
    house.hear(**dm(300, ADDRESS, email=ADDRESS))  # type: ignore[arg-type]
    house.run()
    house.later(MINUTE)
    assert State.REOPENED is house.case().state
    assert ["Perhaps it arrived"] == [words[:18] for words in lead_told(house)]


def test_a_ticket_beyond_the_days_limit_leaves_its_case_to_staff() -> None:
    house = House(replace(policy(), daily_tickets=0))
    house.hear()
    house.later(3 * MINUTE)
    house.hear(**dm(300, ADDRESS, email=ADDRESS))  # type: ignore[arg-type]
    house.run()
    assert (State.REOPENED, []) == (house.case().state, house.desk.stories)
    assert ["open it by hand." in words for words in lead_told(house)] == [True]


def test_a_case_that_was_closed_meanwhile_stays_closed() -> None:
    house = lost(outcome=busy())
    house.happened(Resolved("Ada"))
    house.desk.side.script = [REFUSED]
    house.later(MINUTE)
    assert (State.RESOLVED, ["no such mailbox"]) == (house.case().state, lead_told(house))
