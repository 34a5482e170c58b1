"""A team's lead has left: what they would have heard is heard by somebody else, whatever it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from acme import ADA, GRACE, NOON, mention, new_case, policy, reading
from fakes import REFUSED
from house import House

from bot.domain import duty
from bot.domain.approval import ApprovalRule, When
from bot.domain.case import State
from bot.domain.effects import Tell
from bot.domain.errors import NotAllowed
from bot.domain.events import AnswerWritten, HeatMarked, MentionSeen, PromiseMade
from bot.domain.policy import Policy, Role, Staff
from bot.domain.response import ResponseKind
from bot.domain.rotation import Rotation
from bot.domain.triage import decide
from bot.domain.why import Why
from bot.engine.staff_list import StaffList

MINUTE = timedelta(minutes=1)
HEDY = Staff("Hedy", "U0HEDY", Role.LEAD)
PAUL = Staff("Paul", "U0PAUL", Role.LEAD)
BEN = Staff("Ben", "U0BEN", Role.RESPONDER)


def left(*staff: Staff, settings: Policy | None = None) -> Policy:
    """Grace leads billing in the configuration, and these are left."""
    return replace(settings or policy(), staff=staff)


def heard(*staff: Staff) -> House:
    house = House(left(*staff))
    house.hear()
    house.run()
    return house


def told(house: House, why: Why) -> list[str]:
    return [one.who for one in house.staffroom.told if one.why is why]


@pytest.mark.parametrize(
    ("staff", "names"),
    [
        ((ADA, GRACE, HEDY), ("Grace",)),
        ((ADA, HEDY, PAUL), ("Hedy", "Paul")),
        ((ADA, BEN), ("Ada",)),
        ((BEN,), ("Ben",)),
        ((), ()),
    ],
)
def test_somebody_always_hears_what_the_lead_is_to_hear(staff: Iterable[Staff], names: tuple[str, ...]) -> None:
    """The lead, else the other leads, else the team, else everybody who is left."""
    settings = left(*staff)
    assert names == settings.leads_of(settings.teams[0])


def test_the_other_leads_are_shown_a_held_message() -> None:
    house = House(left(ADA, HEDY, PAUL))
    house.library.wordings = ("Dear {FirstName}",)
    house.hear()
    house.run()
    assert ["Hedy", "Paul"] == [who for who, _ in house.staffroom.held]


def test_the_other_lead_hears_of_an_answer_that_was_refused() -> None:
    house = heard(ADA, HEDY)
    house.x.side.script = [REFUSED]
    house.happened(AnswerWritten("Ada", "Done!"), "Ada")
    house.run()
    assert ["Hedy"] == told(house, Why.NOT_DELIVERED)


def test_the_other_lead_hears_of_a_broken_promise() -> None:
    house = heard(ADA, HEDY)
    house.happened(PromiseMade("Ada", house.clock.now() + 30 * MINUTE, "We will be back by 12:30."), "Ada")
    house.later(31 * MINUTE)
    assert ["Hedy"] == told(house, Why.PROMISE_OVERDUE)


def test_the_other_lead_hears_of_promises_that_an_outage_broke() -> None:
    house = heard(ADA, HEDY)
    house.happened(PromiseMade("Ada", house.clock.now() + 30 * MINUTE, "We will be back by 12:30."), "Ada")
    house.later(90 * MINUTE)
    house.later(30 * MINUTE)
    assert ["Hedy"] == [who for who, _ in house.staffroom.said]


def test_the_other_lead_hears_of_an_address_that_everybody_reads() -> None:
    house = House(left(ADA, HEDY))
    house.hear(mention("write to anna@example.com"), email="anna@example.com")
    house.run()
    assert ["Hedy"] == told(house, Why.ADDRESS_IN_PUBLIC)


def test_the_other_lead_hears_of_heat_that_somebody_marked() -> None:
    house = heard(ADA, HEDY)
    house.happened(HeatMarked("Ada", True), "Ada")
    house.run()
    assert ["Hedy"] == told(house, Why.HEATED)


def test_the_other_lead_is_shown_a_draft_and_reminded_of_it() -> None:
    settings = policy()
    ours = replace(settings.teams[0], approval=ApprovalRule(When.ALWAYS))
    house = House(left(ADA, HEDY, settings=replace(settings, teams=(ours,))))
    house.hear()
    house.run()
    house.happened(AnswerWritten("Ada", "Done!"), "Ada")
    house.run()
    assert ["Hedy"] == [who for who, _ in house.staffroom.drafts]
    assert "Hedy" == house.staffroom.redrawn[-1].approver
    house.later(16 * MINUTE)
    assert ["Hedy"] == told(house, Why.DRAFT_WAITS)


def approved(*staff: Staff) -> House:
    """Every answer waits for a lead, and Ada has written one."""
    settings = policy()
    ours = replace(settings.teams[0], approval=ApprovalRule(frozenset({When.ALWAYS})))
    house = House(left(*staff, settings=replace(settings, teams=(ours,))))
    house.hear()
    house.run()
    house.happened(AnswerWritten("Ada", "Done!"), "Ada")
    house.run()
    return house


def test_where_no_lead_is_left_answers_leave_without_one() -> None:
    """Nobody could let them go; the thread says that nobody looked."""
    house = approved(ADA, BEN)
    assert (State.ANSWERED, "Done!") == (house.case().state, house.x.texts[-1])
    notes = [note for note, _ in house.staffroom.notes]
    assert "No lead is left who could look at Ada's answer first. It was sent without." in notes


def test_a_draft_whose_last_lead_left_can_be_sent_by_its_author() -> None:
    """From the card, and by nobody else; until then whoever has the case is reminded of the customer."""
    staff = StaffList((ADA, BEN, GRACE))
    house = approved(*staff)
    house.policy = replace(house.policy, staff=staff)
    house.start()
    number = house.case().drafts[0].number
    for who in ("Ada", "Ben"):
        with pytest.raises(NotAllowed, match="Only a lead"):
            house.answering.paper("C-1", who=who, draft=number)
    staff.replace((ADA, BEN))
    with pytest.raises(NotAllowed, match="Only a lead"):
        house.answering.paper("C-1", who="Ben", draft=number)
    house.later(4 * MINUTE)
    house.later(12 * MINUTE)
    assert (["Ada"], "") == (told(house, Why.NOT_ANSWERED), house.answering.story("C-1").approver)
    paper = house.answering.paper("C-1", who="Ada", draft=number)
    assert ("Done!", "") == (paper.text, paper.review.why)
    house.answering.written("C-1", "Ada", paper.text)
    house.run()
    assert (State.ANSWERED, "Done!", ()) == (house.case().state, house.x.texts[-1], house.case().drafts)


def test_the_chain_goes_to_the_other_leads() -> None:
    house = heard(ADA, HEDY, PAUL)
    house.later(6 * MINUTE)
    assert ["Hedy", "Paul"] == told(house, Why.NOT_ACKNOWLEDGED)


def test_a_chain_that_began_before_the_lead_left_goes_to_the_other_leads() -> None:
    staff = StaffList((ADA, GRACE, HEDY))
    house = House(replace(policy(), staff=staff))
    house.hear()
    house.run()
    staff.replace((ADA, HEDY))
    house.later(6 * MINUTE)
    assert ["Hedy"] == told(house, Why.NOT_ACKNOWLEDGED)


def test_where_no_lead_is_left_the_team_hears_that_nobody_is_left() -> None:
    house = heard(ADA, BEN)
    house.later(6 * MINUTE)
    assert ["Ada"] == told(house, Why.NOBODY_LEFT)
    assert "Nobody acknowledged this case. Told in private: Ada." in [text for text, _ in house.staffroom.notes]


def test_a_note_does_not_say_that_somebody_was_told_where_nobody_was() -> None:
    house = heard()
    assert "Nobody in the chain is there. There is nobody left to tell." in [text for text, _ in house.staffroom.notes]


def test_who_has_left_has_no_turn_in_a_rotation() -> None:
    turns = Rotation(("Zoe", "Ada"), timedelta(days=7), datetime.fromisoformat("2026-03-02 09:00"), ZoneInfo("UTC"))
    ours = replace(policy().teams[0], rotation=turns)
    found = duty.on_duty(ours, replace(policy(), teams=(ours,)), NOON)
    assert ("Ada", "next in the rotation") == (found.who, found.why)


def test_where_who_has_a_case_has_left_who_is_on_duty_hears_of_it() -> None:
    staff = StaffList((ADA, BEN, GRACE))
    settings = policy()
    ours = replace(settings.teams[0], members=("Ben", "Ada"))
    house = House(replace(settings, staff=staff, teams=(ours,)))
    house.hear()
    house.run()
    case = replace(house.case(), taken_by="Ben")
    assert "Ben" == duty.whoever_has(case, house.policy, house.clock.now())
    staff.replace((ADA, GRACE))
    assert "Ada" == duty.whoever_has(case, house.policy, house.clock.now())


def test_an_address_that_cannot_be_read_is_told_though_whoever_had_the_case_has_left() -> None:
    case = replace(new_case(), state=State.ASKED, team="billing", taken_by="Ben", asked=True)
    case = replace(case, said=frozenset({ResponseKind.ADDRESS_UNREADABLE}))
    event = MentionSeen(mention(number=2), replace(reading(), bad_email=True))
    decision = decide(case, event, left(ADA, GRACE), NOON)
    assert ["Ada"] == [one.who for one in decision.effects if isinstance(one, Tell)]
