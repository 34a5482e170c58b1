"""Who is told next about a case, in private, and by when they must acknowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ALWAYS, GRACE, NOON, WEEKDAYS, new_case, policy, team

from bot.domain import escalation
from bot.domain.case import Case, Escalation, EscalationState, Step, Timer
from bot.domain.effects import CancelTimer, SetTimer, Tell, ThreadNote, Why
from bot.domain.hours import OfficeHours
from bot.domain.policy import ChainStep, HeatedFirst, Policy, Role, Staff

FIVE, TEN = timedelta(minutes=5), timedelta(minutes=10)
EVENING = NOON.replace(hour=20)


def chained(*steps: tuple[str, timedelta], lead: str = "Grace", hours: OfficeHours = ALWAYS) -> Policy:
    """Acme with this chain."""
    chain = tuple(ChainStep(notify, within) for notify, within in steps)
    return replace(policy(), teams=(replace(team(hours), chain=chain, lead=lead),))


def started(settings: Policy, case: Case | None = None) -> Case:
    return escalation.start(case or new_case(), settings, NOON, Why.ON_DUTY)[0]


def names(settings: Policy, owner: str = "") -> list[str]:
    """The chain as names."""
    return [step.notify[0] for step in escalation.freeze(settings.teams[0], settings, owner)]


def test_a_chain_is_spelled_out_into_names() -> None:
    settings = chained(("on duty", FIVE), ("lead", TEN))
    expected = (Step(("Ada",), FIVE), Step(("Grace",), TEN))
    assert expected == escalation.freeze(settings.teams[0], settings, "")


def test_a_step_may_name_a_teammate() -> None:
    assert ["Ada", "Grace"] == names(chained(("Ada", FIVE), ("Grace", FIVE)))


def test_who_answered_before_is_asked_first() -> None:
    assert ["Grace"] == names(chained(("on duty", FIVE), ("lead", TEN)), owner="Grace")


def test_nobody_is_asked_twice_in_a_row() -> None:
    assert ["Ada", "Grace"] == names(chained(("on duty", FIVE), ("Ada", FIVE), ("lead", TEN)))


def heated(first: HeatedFirst, *steps: tuple[str, timedelta], **more: str) -> list[tuple[str, ...]]:
    """The chain of a heated case as names."""
    settings = replace(chained(*(steps or (("on duty", FIVE), ("lead", TEN))), **more), heated_first=first)  # type: ignore[arg-type]
    return [step.notify for step in escalation.freeze(settings.teams[0], settings, "", heated=True)]


@pytest.mark.parametrize(
    ("first", "chain"),
    [
        (HeatedFirst.BOTH, [("Ada", "Grace")]),
        (HeatedFirst.LEAD, [("Grace",)]),
        (HeatedFirst.ON_DUTY, [("Ada",), ("Grace",)]),
    ],
)
def test_a_heated_case_starts_where_the_operator_says(first: HeatedFirst, chain: list[tuple[str, ...]]) -> None:
    assert chain == heated(first)


def test_the_steps_behind_a_heated_start_stay() -> None:
    steps = (("on duty", FIVE), ("lead", TEN), ("Ada", TEN))
    assert [("Grace",), ("Ada",)] == heated(HeatedFirst.LEAD, *steps)


def test_without_a_lead_heat_changes_nothing() -> None:
    assert [("Ada",)] == heated(HeatedFirst.BOTH, lead="")


def test_a_heated_case_tells_both_at_once() -> None:
    effects = escalation.start(replace(new_case(), heated=True), policy(), NOON, Why.ON_DUTY)[1]
    assert ["Ada", "Grace"] == [one.who for one in effects if isinstance(one, Tell)]


def test_heated_ones_come_first_then_who_waits_longest() -> None:
    late = replace(new_case(), id="late", waiting_since=NOON)
    early = replace(new_case(), id="early", waiting_since=NOON - FIVE)
    hot = replace(new_case(), id="hot", waiting_since=NOON + FIVE, heated=True)
    assert ["hot", "early", "late"] == [one.id for one in sorted((late, early, hot), key=escalation.urgency)]


def test_a_step_without_anybody_is_left_out() -> None:
    assert ["Ada"] == names(chained(("on duty", FIVE), ("lead", TEN), lead=""))


def test_without_a_responder_the_lead_is_on_duty() -> None:
    settings = replace(chained(("on duty", FIVE)), staff=(GRACE,))
    assert ["Grace"] == names(settings)


def test_the_start_tells_the_first_step_and_sets_its_time() -> None:
    case, effects = escalation.start(new_case(), policy(), NOON, Why.ON_DUTY)
    assert [Tell("Ada", Why.ON_DUTY), SetTimer(Timer.ACKNOWLEDGE, NOON + FIVE)] == effects
    assert (EscalationState.NOTIFIED, 0) == (case.escalation.state, case.escalation.step)


def test_out_of_hours_the_time_begins_with_the_opening() -> None:
    settings = chained(("on duty", FIVE), hours=WEEKDAYS)
    _, effects = escalation.start(new_case(), settings, EVENING, Why.ON_DUTY)
    opening = (NOON + timedelta(days=1)).replace(hour=8)  # 09:00 in Berlin
    assert SetTimer(Timer.ACKNOWLEDGE, opening + FIVE) == effects[-1]


def test_an_empty_chain_is_said_in_the_thread_and_starts_nothing() -> None:
    case, effects = escalation.start(new_case(), chained(), NOON, Why.ON_DUTY)
    assert [ThreadNote("Nobody is in this team's escalation chain.")] == effects
    assert EscalationState.IDLE == case.escalation.state


def test_the_one_who_answered_is_told_when_the_customer_writes_again() -> None:
    case = replace(new_case(), answered_by="Grace")
    _, effects = escalation.start(case, policy(), NOON, Why.WROTE_AGAIN)
    assert Tell("Grace", Why.WROTE_AGAIN) == effects[0]


def test_who_answered_and_is_not_among_the_staff_is_not_told() -> None:
    case = replace(new_case(), answered_by="the brand's account")
    _, effects = escalation.start(case, policy(), NOON, Why.WROTE_AGAIN)
    assert Tell("Ada", Why.WROTE_AGAIN) == effects[0]


def test_after_the_time_the_next_step_is_told() -> None:
    case, effects = escalation.overdue(started(policy()), policy(), NOON + FIVE)
    assert [Tell("Grace", Why.NOT_ACKNOWLEDGED), SetTimer(Timer.ACKNOWLEDGE, NOON + FIVE + TEN)] == effects
    assert (EscalationState.NOTIFIED, 1) == (case.escalation.state, case.escalation.step)


def test_after_the_last_step_every_lead_is_told_and_no_time_is_set() -> None:
    linus = Staff("Linus", "U0LINUS", Role.LEAD)
    settings = replace(chained(("on duty", FIVE)), staff=(*policy().staff, linus))
    case, effects = escalation.overdue(started(settings), settings, NOON + FIVE)
    assert [Tell("Grace", Why.NOBODY_LEFT), Tell("Linus", Why.NOBODY_LEFT)] == effects[1:]
    assert EscalationState.EXHAUSTED == case.escalation.state


def test_the_chain_is_kept_as_it_was_when_it_started() -> None:
    case = started(policy())
    _, effects = escalation.overdue(case, chained(("on duty", FIVE)), NOON + FIVE)
    assert Tell("Grace", Why.NOT_ACKNOWLEDGED) == effects[0]


def test_an_acknowledgement_stops_the_chain() -> None:
    case, effects = escalation.acknowledge(started(policy()))
    assert [CancelTimer(Timer.ACKNOWLEDGE)] == effects
    assert EscalationState.ACKNOWLEDGED == case.escalation.state


def test_an_acknowledged_chain_may_start_again() -> None:
    case, _ = escalation.acknowledge(started(policy()))
    assert EscalationState.NOTIFIED == started(policy(), case).escalation.state


def test_a_chain_that_an_outage_stopped_can_be_started_again() -> None:
    again = started(policy(), started(policy()))
    assert (EscalationState.NOTIFIED, 0) == (again.escalation.state, again.escalation.step)


@pytest.mark.parametrize(
    ("state", "waiting"),
    [
        (EscalationState.IDLE, False),
        (EscalationState.NOTIFIED, True),
        (EscalationState.ACKNOWLEDGED, False),
        (EscalationState.EXHAUSTED, False),
    ],
)
def test_somebody_is_waited_for_only_after_they_were_told(state: EscalationState, waiting: bool) -> None:
    assert waiting == escalation.is_waiting(replace(new_case(), escalation=Escalation(state)))
