"""Who is told next about a case, in private, and by when they must acknowledge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ADA, ALWAYS, GRACE, NOON, WEEKDAYS, new_case, policy, team

from bot.domain import escalation
from bot.domain.case import Case, Escalation, EscalationState, State, Step, Timer
from bot.domain.effects import CancelTimer, Effect, SetTimer, SettleChain, Tell, ThreadNote
from bot.domain.events import Escalated
from bot.domain.hours import OfficeHours
from bot.domain.policy import ChainStep, HeatedFirst, Policy, Role, Staff
from bot.domain.roster import Roster
from bot.domain.why import Why

FIVE, TEN = timedelta(minutes=5), timedelta(minutes=10)
EVENING = NOON.replace(hour=20)
BEN = Staff("Ben", "U0BEN", Role.RESPONDER)
CLEO = Staff("Cleo", "U0CLEO", Role.RESPONDER)
USUAL = (("on duty", FIVE), ("lead", TEN))


def chained(*steps: tuple[str, timedelta], lead: str = "Grace", hours: OfficeHours = ALWAYS, repeat: int = 0) -> Policy:
    """Acme with this chain, and with Ben and Cleo beside Ada."""
    chain = tuple(ChainStep(notify, within) for notify, within in steps or USUAL)
    ours = replace(team(hours), chain=chain, lead=lead, members=("Ada", "Ben", "Cleo"), repeat=repeat)
    return replace(policy(), teams=(ours,), staff=(ADA, BEN, CLEO, GRACE))


def away(settings: Policy, *names: str) -> Policy:
    """The same, with these people away for an hour."""
    until = NOON + timedelta(hours=1)
    return replace(settings, roster=replace(settings.roster, away=dict.fromkeys(names, until)))


def grouped(settings: Policy, *users: str) -> Policy:
    """The same, with these Slack users in the group S0ALL."""
    return replace(settings, roster=replace(settings.roster, groups={"S0ALL": users}))


def waiting() -> Case:
    return replace(new_case(), state=State.WAITING, waiting_since=NOON)


def started(settings: Policy, case: Case | None = None) -> Case:
    return escalation.start(case or waiting(), settings, NOON, Why.ON_DUTY)[0]


def told(effects: Iterable[Effect]) -> list[str]:
    """The people and Slack channels that are told."""
    return [one.who or one.place for one in effects if isinstance(one, Tell)]


def notes(effects: Iterable[Effect]) -> list[str]:
    return [one.text for one in effects if isinstance(one, ThreadNote)]


def walk(settings: Policy, case: Case | None = None, most: int = 20) -> list[list[str]]:
    """Who is told, step by step, when nobody ever acknowledges."""
    case, effects = escalation.start(case or waiting(), settings, NOON, Why.ON_DUTY)
    steps, at = [told(effects)], NOON
    while escalation.is_waiting(case) and len(steps) < most:
        at += FIVE
        case, effects = escalation.overdue(case, settings, at)
        steps.append(told(effects))
    return steps


def test_the_words_of_the_chain_are_frozen_with_the_name_of_the_lead() -> None:
    expected = (Step(("on duty",), FIVE), Step(("Grace",), TEN))
    assert expected == escalation.freeze(chained().teams[0], chained(), "")


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("on duty", ["Ada"]),
        ("lead", ["Grace"]),
        ("all leads", ["Grace"]),
        ("Ben", ["Ben"]),
        ("group S0ALL", ["Cleo", "Ben"]),
        ("least recently asked of S0ALL", ["Cleo"]),
        ("least recently asked of members", ["Ada"]),
        ("channel G0LEADS", ["G0LEADS"]),
    ],
)
def test_every_word_tells_whom_it_means(word: str, names: list[str]) -> None:
    settings = grouped(chained((word, FIVE), ("Cleo", FIVE)), "U0CLEO", "U0GUEST", "U0BEN")
    assert names == walk(settings)[0]


def test_the_least_recently_asked_is_who_was_never_asked_or_longest_ago() -> None:
    settings = chained(("least recently asked of members", FIVE))
    asked = {"Ada": NOON - FIVE, "Ben": NOON - TEN, "Cleo": NOON}
    assert ["Ben"] == walk(replace(settings, roster=Roster(asked=asked)))[0]
    assert ["Cleo"] == walk(replace(settings, roster=Roster(asked={"Ada": NOON, "Ben": NOON})))[0]


def test_nobody_acknowledges_until_the_leads() -> None:
    steps = (("on duty", FIVE), ("Ben", FIVE), ("channel G0LEADS", FIVE))
    assert [["Ada"], ["Ben"], ["G0LEADS"], ["Grace"]] == walk(chained(*steps))


def test_the_chain_is_repeated_before_the_fallback() -> None:
    assert [["Ada"], ["Ben"], ["Ada"], ["Ben"], ["Grace"]] == walk(chained(("Ada", FIVE), ("Ben", FIVE), repeat=1))


def test_the_fallback_may_be_somebody_else() -> None:
    settings = chained(("Ada", FIVE))
    other = replace(settings, teams=(replace(settings.teams[0], fallback=("Ben", "channel G0LEADS")),))
    assert [["Ada"], ["Ben", "G0LEADS"]] == walk(other)


def test_nobody_is_asked_twice_in_a_row() -> None:
    assert [["Ada"], ["Grace"], ["Grace"]] == walk(chained(("on duty", FIVE), ("Ada", FIVE), ("lead", TEN)))


def test_a_single_step_is_asked_again_when_the_chain_is_repeated() -> None:
    assert [["Ada"], ["Ada"], ["Grace"]] == walk(chained(("Ada", FIVE), repeat=1))


def test_a_step_without_anyone_is_passed_over_at_once() -> None:
    """An empty user group, somebody who has left, a lead who is not there: none of them waits."""
    steps = (("group S0NONE", FIVE), ("Zoe", FIVE), ("Ben", FIVE))
    case, effects = escalation.start(waiting(), chained(*steps), NOON, Why.ON_DUTY)
    assert ["Ben"] == told(effects)
    assert SetTimer(Timer.ACKNOWLEDGE, NOON + FIVE) == effects[-1]
    assert 2 == case.escalation.step


def test_a_chain_of_empty_steps_only_tells_the_leads_at_once() -> None:
    case, effects = escalation.start(waiting(), chained(("group S0NONE", FIVE), repeat=3), NOON, Why.ON_DUTY)
    assert (["Grace"], EscalationState.EXHAUSTED) == (told(effects), case.escalation.state)
    assert ["Nobody in the chain is there. All leads were told in private."] == notes(effects)
    assert not [one for one in effects if isinstance(one, SetTimer)]


def test_who_is_away_is_passed_over_and_the_thread_says_why() -> None:
    settings = away(chained(("Ada", FIVE), ("Ben", FIVE)), "Ada")
    _, effects = escalation.start(waiting(), settings, NOON, Why.ON_DUTY)
    assert (["Ben"], ["Passed over: Ada (away until Mon 13:00)."]) == (told(effects), notes(effects))


def test_for_who_is_on_duty_and_away_the_next_one_stands_in() -> None:
    assert ["Ben"] == walk(away(chained(), "Ada"))[0]


def test_the_last_step_is_never_passed_over() -> None:
    assert [["Ben"], ["Grace"]] == walk(away(chained(("Ada", FIVE), ("Ben", FIVE)), "Ada", "Ben"))
    assert [["Ada"], ["Grace"]] == walk(away(chained(("on duty", FIVE)), "Ada", "Ben", "Cleo", "Grace"))


def test_who_answered_before_is_asked_first() -> None:
    assert [["Ben"], ["Grace"], ["Grace"]] == walk(chained(), replace(waiting(), answered_by="Ben"))


def test_who_answered_before_and_is_away_is_not() -> None:
    assert ["Ada"] == walk(away(chained(), "Ben"), replace(waiting(), answered_by="Ben"))[0]


def test_who_answered_and_is_not_among_the_staff_is_not_asked() -> None:
    assert ["Ada"] == walk(chained(), replace(waiting(), answered_by="the brand's account"))[0]


def heated(first: HeatedFirst, *steps: tuple[str, timedelta], lead: str = "Grace") -> list[tuple[str, ...]]:
    """The chain of a heated case as words."""
    settings = replace(chained(*steps, lead=lead), heated_first=first)
    return [step.notify for step in escalation.freeze(settings.teams[0], settings, "", heated=True)]


@pytest.mark.parametrize(
    ("first", "chain"),
    [
        (HeatedFirst.BOTH, [("on duty", "Grace")]),
        (HeatedFirst.LEAD, [("Grace",)]),
        (HeatedFirst.ON_DUTY, [("on duty",), ("Grace",)]),
    ],
)
def test_a_heated_case_starts_where_the_operator_says(first: HeatedFirst, chain: list[tuple[str, ...]]) -> None:
    assert chain == heated(first)


def test_the_steps_behind_a_heated_start_stay() -> None:
    assert [("Grace",), ("Ada",)] == heated(HeatedFirst.LEAD, *USUAL, ("Ada", TEN))


def test_without_a_lead_heat_changes_nothing() -> None:
    assert [("on duty",)] == heated(HeatedFirst.BOTH, lead="")


def test_a_heated_case_tells_both_at_once() -> None:
    assert ["Ada", "Grace"] == walk(chained(), replace(waiting(), heated=True))[0]


def test_heated_ones_come_first_then_who_waits_longest() -> None:
    late = replace(new_case(), id="late", waiting_since=NOON)
    early = replace(new_case(), id="early", waiting_since=NOON - FIVE)
    hot = replace(new_case(), id="hot", waiting_since=NOON + FIVE, heated=True)
    assert ["hot", "early", "late"] == [one.id for one in sorted((late, early, hot), key=escalation.urgency)]


def test_the_start_tells_the_first_step_and_sets_its_time() -> None:
    case, effects = escalation.start(new_case(), policy(), NOON, Why.ON_DUTY)
    assert [Tell("Ada", Why.ON_DUTY, run=1), SetTimer(Timer.ACKNOWLEDGE, NOON + FIVE)] == effects
    chain = case.escalation
    assert (EscalationState.NOTIFIED, 0, 1, ("Ada",)) == (chain.state, chain.step, chain.run, chain.asked)


def test_out_of_hours_the_time_begins_with_the_opening() -> None:
    _, effects = escalation.start(new_case(), chained(hours=WEEKDAYS), EVENING, Why.ON_DUTY)
    opening = (NOON + timedelta(days=1)).replace(hour=8)  # 09:00 in Berlin
    assert SetTimer(Timer.ACKNOWLEDGE, opening + FIVE) == effects[-1]


def test_a_step_that_comes_out_of_hours_has_its_time_from_the_opening_too() -> None:
    case = started(chained(hours=WEEKDAYS))
    _, effects = escalation.overdue(case, chained(hours=WEEKDAYS), EVENING)
    assert SetTimer(Timer.ACKNOWLEDGE, (NOON + timedelta(days=1)).replace(hour=8) + TEN) == effects[-1]


def test_after_the_last_step_every_lead_is_told_and_no_time_is_set() -> None:
    linus = Staff("Linus", "U0LINUS", Role.LEAD)
    settings = replace(chained(("on duty", FIVE)), staff=(*policy().staff, linus))
    case, effects = escalation.overdue(started(settings), settings, NOON + FIVE)
    assert ["Grace", "Linus"] == told(effects)
    assert ["Nobody acknowledged this case. All leads were told in private."] == notes(effects)
    assert not [one for one in effects if isinstance(one, SetTimer)]
    assert EscalationState.EXHAUSTED == case.escalation.state


def test_the_chain_is_kept_as_it_was_when_it_started() -> None:
    _, effects = escalation.overdue(started(policy()), chained(("Ben", FIVE), lead="Ben", repeat=5), NOON + FIVE)
    assert ["Grace"] == told(effects)


def test_a_case_whose_chain_started_before_repeats_were_known_ends_with_the_leads() -> None:
    old = Escalation(EscalationState.NOTIFIED, 0, (Step(("Ada",), FIVE),))
    assert ["Grace"] == told(escalation.overdue(replace(waiting(), escalation=old), policy(), NOON)[1])


def test_an_acknowledgement_stops_the_chain_and_every_message_of_it() -> None:
    case, effects = escalation.acknowledge(started(policy()), "Ada", NOON)
    assert [CancelTimer(Timer.ACKNOWLEDGE), CancelTimer(Timer.REMIND), SettleChain(1)] == effects
    chain = case.escalation
    assert (EscalationState.ACKNOWLEDGED, "Ada", NOON) == (chain.state, chain.by, chain.since)


def test_where_no_chain_ever_ran_nothing_is_settled() -> None:
    assert not [one for one in escalation.acknowledge(new_case())[1] if isinstance(one, SettleChain)]


def test_an_acknowledged_chain_may_start_again_as_a_chain_of_its_own() -> None:
    case, _ = escalation.acknowledge(started(policy()))
    again = started(policy(), case).escalation
    assert (EscalationState.NOTIFIED, 2) == (again.state, again.run)


def taken(settings: Policy) -> Case:
    case = replace(started(settings), taken_by="Ada")
    return escalation.take(case, "Ada", settings, NOON)[0]


def test_whoever_takes_it_is_reminded_when_no_answer_comes() -> None:
    case = replace(started(policy()), taken_by="Ada")
    _, effects = escalation.take(case, "Ada", policy(), NOON)
    assert SetTimer(Timer.REMIND, NOON + timedelta(minutes=15)) == effects[-1]


def test_a_reminder_comes_first_and_then_the_chain_goes_on_where_it_was() -> None:
    settings = chained(("Ada", FIVE), ("Ben", FIVE), ("lead", FIVE))
    case, effects = escalation.remind(taken(settings), settings, NOON)
    assert [Tell("Ada", Why.NOT_ANSWERED, run=1), SetTimer(Timer.REMIND, NOON + timedelta(minutes=15))] == effects
    assert "Ada" == case.taken_by
    case, effects = escalation.remind(case, settings, NOON)
    assert (["Ben"], "", 2) == (told(effects), case.taken_by, case.escalation.run)
    assert "Ada has had this case for a while and has not answered. The chain goes on." == notes(effects)[0]


def test_a_case_taken_without_a_chain_gets_one_when_it_is_not_answered() -> None:
    case = replace(waiting(), taken_by="Ada", escalation=Escalation(reminded=True))
    case, effects = escalation.remind(case, chained(), NOON)
    assert (["Ada"], EscalationState.NOTIFIED) == (told(effects), case.escalation.state)


def test_not_mine_goes_on_at_once_and_asks_them_no_more() -> None:
    settings = chained(("Ada", FIVE), ("Ben", FIVE), repeat=1)
    case, effects = escalation.refuse(started(settings), "Ada", settings, NOON)
    assert SettleChain(1, "Ada", "Ada said that it is not theirs.") == effects[0]
    assert ["Ben"] == told(effects)
    steps, at = [], NOON
    while escalation.is_waiting(case):
        case, effects = escalation.overdue(case, settings, at)
        steps.append(told(effects))
    assert [["Ben"], ["Grace"]] == steps


def test_of_several_who_were_asked_all_must_say_that_it_is_not_theirs() -> None:
    settings = grouped(chained(("group S0ALL", FIVE), ("lead", FIVE)), "U0BEN", "U0CLEO")
    case, effects = escalation.refuse(started(settings), "Ben", settings, NOON)
    assert [] == told(effects)
    assert ["Grace"] == told(escalation.refuse(case, "Cleo", settings, NOON)[1])


def test_somebody_of_an_earlier_step_who_refuses_hurries_nobody() -> None:
    settings = chained(("Ada", FIVE), ("Ben", FIVE), ("lead", FIVE))
    case, _ = escalation.overdue(started(settings), settings, NOON)
    assert [] == told(escalation.refuse(case, "Ada", settings, NOON)[1])


def test_the_fallback_tells_even_those_who_refused_when_nobody_else_is_left() -> None:
    settings = chained(("lead", FIVE))
    assert ["Grace"] == told(escalation.refuse(started(settings), "Grace", settings, NOON)[1])


def test_passing_on_tells_the_other_with_the_note_and_then_the_rest_of_the_chain() -> None:
    settings = away(chained(("Ada", FIVE), ("lead", FIVE)), "Ben")
    event = Escalated("Ada", to="Ben", note="She is a big customer.", passed_on=True)
    case, effects = escalation.hand_on(started(settings), event, settings, NOON)
    assert Tell("Ben", Why.PASSED_ON, "Ada: She is a big customer.", run=2) in effects
    assert SettleChain(1, words="Ada passed it on to Ben.") in effects
    assert ["Ada passed it on to Ben. She is a big customer."] == notes(effects)
    assert ["Grace"] == told(escalation.overdue(case, settings, NOON)[1])


def test_escalating_a_case_that_somebody_has_takes_it_from_them() -> None:
    settings = chained()
    case, effects = escalation.hand_on(taken(settings), Escalated("Ada", to="Grace"), settings, NOON)
    assert (["Grace"], "") == (told(effects), case.taken_by)


def test_escalating_to_a_team_starts_its_chain() -> None:
    settings = chained()
    other = replace(settings.teams[0], name="product", chain=(ChainStep("Cleo", TEN),))
    settings = replace(settings, teams=(*settings.teams, other))
    case, effects = escalation.hand_on(started(settings), Escalated("Ada", team="product"), settings, NOON)
    assert (["Cleo"], "product") == (told(effects), case.escalation.team)
    assert SetTimer(Timer.ACKNOWLEDGE, NOON + TEN) in effects


@pytest.mark.parametrize(
    ("state", "is_waiting"),
    [
        (EscalationState.IDLE, False),
        (EscalationState.NOTIFIED, True),
        (EscalationState.ACKNOWLEDGED, False),
        (EscalationState.EXHAUSTED, False),
    ],
)
def test_somebody_is_waited_for_only_after_they_were_told(state: EscalationState, is_waiting: bool) -> None:
    assert is_waiting == escalation.is_waiting(replace(new_case(), escalation=Escalation(state)))
