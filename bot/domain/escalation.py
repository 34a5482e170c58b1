"""The chain of private messages about one case: who is told next, and by when they must acknowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case, Escalation, EscalationState, Step, Timer
from bot.domain.effects import CancelTimer, Effect, SetTimer, Tell, ThreadNote, Why
from bot.domain.policy import LEAD, ON_DUTY, HeatedFirst, Policy, Team
from bot.domain.states import ChainInput, next_chain_state


def freeze(team: Team, policy: Policy, owner: str, *, heated: bool = False) -> tuple[Step, ...]:
    """Spell a team's chain out into names; `owner`, who answered before, is asked first instead of who is on duty.

    A heated case starts at the lead, together with the first step or in its place, as the policy says. A step without
    anybody is left out, and nobody is asked twice in a row.
    """
    first = owner or policy.on_duty(team)
    names = {ON_DUTY: first, LEAD: team.lead}
    steps = [Step((names.get(step.notify, step.notify),), step.within) for step in team.chain]
    if heated and team.lead and steps and policy.heated_first is not HeatedFirst.ON_DUTY:
        asked = steps[0].notify if policy.heated_first is HeatedFirst.BOTH else ()
        steps[0] = replace(steps[0], notify=tuple(dict.fromkeys(filter(None, (*asked, team.lead)))))
    chain: list[Step] = []
    for step in steps:
        if any(step.notify) and not (chain and set(step.notify) <= set(chain[-1].notify)):
            chain.append(step)
    return tuple(chain)


def urgency(case: Case) -> tuple[bool, datetime]:
    """Return what puts cases in the order in which they should be looked at: heated ones, then who waits longest."""
    return not case.heated, case.waiting_since or case.opened_at


def start(case: Case, policy: Policy, now: datetime, why: Why) -> tuple[Case, list[Effect]]:
    """Start the chain anew: tell its first step in private and set the time to acknowledge."""
    team = policy.team(case.team)
    owner = case.answered_by if policy.works_in(case.answered_by, team) else ""
    chain = freeze(team, policy, owner, heated=case.heated)
    if not chain:
        return case, [ThreadNote("Nobody is in this team's escalation chain.")]
    state = next_chain_state(case.escalation.state, ChainInput.START)
    case = replace(case, escalation=Escalation(state, 0, chain))
    # Out of hours the time to acknowledge begins when somebody is there again.
    due = team.hours.next_opening(now).astimezone(now.tzinfo) + chain[0].within
    return case, [*(Tell(name, why) for name in chain[0].notify), SetTimer(Timer.ACKNOWLEDGE, due)]


def overdue(case: Case, policy: Policy, now: datetime) -> tuple[Case, list[Effect]]:
    """Nobody acknowledged in time: tell the next step, or after the last one every lead."""
    chain = case.escalation.chain
    step = case.escalation.step + 1
    if step < len(chain):
        state = next_chain_state(case.escalation.state, ChainInput.NEXT)
        told = [Tell(name, Why.NOT_ACKNOWLEDGED) for name in chain[step].notify]
        case = replace(case, escalation=Escalation(state, step, chain))
        return case, [*told, SetTimer(Timer.ACKNOWLEDGE, now + chain[step].within)]
    state = next_chain_state(case.escalation.state, ChainInput.END)
    case = replace(case, escalation=replace(case.escalation, state=state))
    note = ThreadNote("Nobody acknowledged this case. All leads were told in private.")
    return case, [note, *(Tell(name, Why.NOBODY_LEFT) for name in policy.leads())]


def acknowledge(case: Case) -> tuple[Case, list[Effect]]:
    """A teammate has it: the chain stops at once."""
    state = next_chain_state(case.escalation.state, ChainInput.ACKNOWLEDGE)
    case = replace(case, escalation=replace(case.escalation, state=state))
    return case, [CancelTimer(Timer.ACKNOWLEDGE)]


def is_waiting(case: Case) -> bool:
    """Tell whether somebody was told and has not acknowledged yet."""
    return case.escalation.state is EscalationState.NOTIFIED
