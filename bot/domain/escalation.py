"""The chain of private messages about one case: who is told next, and by when they must acknowledge.

The words of the chain are frozen into the case when it starts; who they mean is asked when a step comes. A step that
reaches nobody is passed over at once, so that nobody waits for an empty step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import duty
from bot.domain.case import Case, Escalation, EscalationState, Step, Timer
from bot.domain.chain_states import ChainInput, next_chain_state
from bot.domain.effects import CancelTimer, Effect, SetTimer, SettleChain, Tell, ThreadNote
from bot.domain.events import Escalated
from bot.domain.policy import HeatedFirst, Policy, Team
from bot.domain.targets import Targets, find_targets
from bot.domain.whom import ALL_LEADS, LEAD, ON_DUTY
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]

AT_ONCE = timedelta(minutes=5)
"""How long somebody has to acknowledge whom a teammate picked, where their team has no chain that says so."""


def freeze(team: Team, policy: Policy, owner: str, *, heated: bool = False) -> tuple[Step, ...]:
    """Return a team's chain as it goes into a case; `owner`, who answered before, is asked first.

    A heated case starts at the lead, together with the first step or in its place, as the policy says. A step without
    a word is left out, and so is one that would only ask the same again.
    """
    leads = policy.leads_of(team) if team.lead else ()
    steps = [Step(leads if step.notify == LEAD else (step.notify,), step.within) for step in team.chain]
    if owner and steps and steps[0].notify == (ON_DUTY,):
        steps[0] = replace(steps[0], notify=(owner,))
    if heated and leads and steps and policy.heated_first is not HeatedFirst.ON_DUTY:
        asked = steps[0].notify if policy.heated_first is HeatedFirst.BOTH else ()
        steps[0] = replace(steps[0], notify=tuple(dict.fromkeys((*asked, *leads))))
    chain: list[Step] = []
    for step in steps:
        if any(step.notify) and not (chain and set(step.notify) <= set(chain[-1].notify)):
            chain.append(step)
    return tuple(chain)


def urgency(case: Case) -> tuple[bool, datetime]:
    """Return what puts cases in the order in which they should be looked at: heated ones, then who waits longest."""
    return not case.heated, case.waiting_since or case.opened_at


def ensure(case: Case, policy: Policy, now: datetime, why: Why) -> Outcome:
    """Somebody is to answer: whoever has the case, who is reminded in time; where nobody has it the chain starts."""
    return (case, [_answer_in_time(case, policy, now)]) if case.taken_by else start(case, policy, now, why)


def start(case: Case, policy: Policy, now: datetime, why: Why) -> Outcome:
    """Start the chain anew: tell its first step in private and set the time to acknowledge."""
    team = policy.team(case.team)
    owner = case.answered_by if policy.works_in(case.answered_by, team) else ""
    if owner and (not policy.person(owner) or duty.absence(owner, policy, now, team.hours.zone)):
        owner = ""
    return begin(case, team, freeze(team, policy, owner, heated=case.heated), policy, now, why)


def begin(
    case: Case,
    team: Team,
    chain: tuple[Step, ...],
    policy: Policy,
    now: datetime,
    why: Why,
    detail: str = "",
    refused: tuple[str, ...] = (),
) -> Outcome:
    """Start a chain of `team`; `why` and `detail` are what its first step is told, who `refused` is not asked again."""
    if not chain:
        return case, [ThreadNote("Nobody is in this team's escalation chain.")]
    state = next_chain_state(case.escalation.state, ChainInput.START)
    run, repeat = case.escalation.run + 1, team.repeat
    fresh = Escalation(state, -1, chain, run, 0, repeat, team.fallback, refused=refused, team=team.name)
    return _go_on(replace(case, escalation=fresh), policy, now, why, detail)


def overdue(case: Case, policy: Policy, now: datetime) -> Outcome:
    """Nobody acknowledged in time: tell the next step, or after the last one the fallback."""
    return _go_on(case, policy, now, Why.NOT_ACKNOWLEDGED)


def refuse(case: Case, who: str, policy: Policy, now: datetime) -> Outcome:
    """Somebody says that it is not theirs: as soon as nobody is left of a step, the next one is told at once."""
    chain = replace(case.escalation, refused=(*case.escalation.refused, who))
    settled = SettleChain(chain.run, who, f"{who} said that it is not theirs.")
    case, told = _go_on_without(replace(case, escalation=chain), policy, now)
    return case, [settled, *told]


def unreachable(case: Case, asked: str, policy: Policy, now: datetime) -> Outcome:
    """A teammate or a Slack channel cannot be told at all: nobody waits for them."""
    chain = case.escalation
    if not is_waiting(case) or asked not in chain.asked or asked in chain.refused:
        return case, []
    return _go_on_without(replace(case, escalation=replace(chain, refused=(*chain.refused, asked))), policy, now)


def take(case: Case, who: str, policy: Policy, now: datetime) -> Outcome:
    """A teammate has it: the chain stops at once, and they are reminded if no answer has come in time."""
    case, stopped = acknowledge(case, who, now)
    if not case.needs_answer:
        return case, stopped
    return case, [*stopped, _answer_in_time(case, policy, now)]


def owed_from(case: Case, policy: Policy, at: datetime) -> list[Effect]:
    """Whoever has the case owes an answer from `at` (UTC) on: they are reminded in time, where anybody waits for it."""
    return [_answer_in_time(case, policy, at)] if is_owed(case) else []


def remind(case: Case, policy: Policy, now: datetime) -> Outcome:
    """Acknowledged, and not answered: a private reminder first, and as long again later the chain goes on."""
    chain = case.escalation
    if not chain.reminded:
        case = replace(case, escalation=replace(chain, reminded=True))
        people, why = _reminded(case, policy)
        return case, [
            *(Tell(who, why, run=chain.run) for who in people),
            _answer_in_time(case, policy, now),
        ]
    words = f"{case.taken_by} has had this case for a while and has not answered. The chain goes on."
    over: list[Effect] = [ThreadNote(words), *([SettleChain(chain.run, words=words)] if chain.run else [])]
    case = replace(case, taken_by="")
    if not chain.chain:
        case, told = start(replace(case, escalation=Escalation(run=chain.run)), policy, now, Why.NOT_ACKNOWLEDGED)
        return case, [*over, *told]
    state = next_chain_state(chain.state, ChainInput.RESUME)
    # What was sent before says who had it: the rest of the chain is a chain of its own.
    goes_on = replace(chain, state=state, run=chain.run + 1, by="", since=None, reminded=False, asked=())
    case, told = _go_on(replace(case, escalation=goes_on), policy, now, Why.NOT_ACKNOWLEDGED)
    return case, [*over, *told]


def _answer_in_time(case: Case, policy: Policy, now: datetime) -> SetTimer:
    return SetTimer(Timer.REMIND, _open(case, policy, now + chain_team(case, policy).answer_within))


def _reminded(case: Case, policy: Policy) -> tuple[tuple[str, ...], Why]:
    """Return who is reminded: whoever has the case, or the lead for whom an answer of theirs waits."""
    if policy.leads() and any(draft.waits for draft in case.drafts):
        return policy.leads_of(policy.team(case.team)), Why.DRAFT_WAITS
    return (case.taken_by,), Why.NOT_ANSWERED


def hand_on(case: Case, event: Escalated, policy: Policy, now: datetime) -> Outcome:
    """A teammate picks who is told: that person and then what is left of the chain, or the chain of another team.

    Whom they pick is told even when they are away. What the chain has sent so far is over.
    """
    old, to = case.escalation, event.to or event.team
    _, stopped = acknowledge(case)
    team = policy.team(event.team) if event.team else chain_team(case, policy)
    left = old.chain[old.step + 1 :] if is_waiting(case) and not event.team else freeze(team, policy, "")
    within = team.chain[0].within if team.chain else AT_ONCE
    first = (Step((event.to,), within, always=True),) if event.to else ()
    chain = (*first, *(step for step in left if step.notify != (event.to,)))
    refused = tuple(one for one in (*old.refused, *((event.who,) if event.passed_on else ())) if one != event.to)
    why = Why.PASSED_ON if event.passed_on else Why.ESCALATED
    detail = f"{event.who}: {event.note}" if event.note else f"{event.who} asks you."
    case, told = begin(replace(case, taken_by=""), team, chain, policy, now, why, detail, refused)
    did = f"{event.who} {'passed it on' if event.passed_on else 'escalated it'} to {to}."
    settled = [replace(one, words=did) if isinstance(one, SettleChain) else one for one in stopped]
    return case, [*settled, ThreadNote(f"{did} {event.note}".rstrip()), *told]


def acknowledge(case: Case, who: str = "", now: datetime | None = None) -> Outcome:
    """Stop the chain everywhere: nobody is told or reminded any more, and what was sent says that it is over."""
    old = case.escalation
    state = next_chain_state(old.state, ChainInput.ACKNOWLEDGE)
    was_open = old.state in (EscalationState.NOTIFIED, EscalationState.EXHAUSTED)
    by, since = (who, now) if was_open or (who and who != old.by) else (old.by, old.since)
    case = replace(case, escalation=replace(old, state=state, by=by, since=since, reminded=False))
    settled = [SettleChain(old.run)] if old.run else []
    return case, [CancelTimer(Timer.ACKNOWLEDGE), CancelTimer(Timer.REMIND), *settled]


def is_waiting(case: Case) -> bool:
    """Tell whether somebody was told and has not acknowledged yet."""
    return case.escalation.state is EscalationState.NOTIFIED


def is_owed(case: Case) -> bool:
    """Tell whether somebody has the case and the customer still waits for their answer."""
    taken = case.escalation.state in (EscalationState.ACKNOWLEDGED, EscalationState.IDLE) and bool(case.taken_by)
    return taken and case.is_waited_for


def is_asked(case: Case, who: str) -> bool:
    """Tell whether a chain has asked a teammate, at its end too, and nobody has the case yet: they neither."""
    chain = case.escalation
    waits = chain.state in (EscalationState.NOTIFIED, EscalationState.EXHAUSTED) and not case.taken_by
    return waits and who in chain.asked and who not in chain.refused


def still_asks(case: Case, told: Tell) -> bool:
    """Tell whether a message of a chain still asks somebody to do something."""
    chain = case.escalation
    if chain.run != told.run:
        return False
    if told.why is Why.DRAFT_WAITS:
        return is_owed(case) and any(draft.waits for draft in case.drafts)
    if told.why is Why.NOT_ANSWERED:
        return is_owed(case) and case.taken_by == told.who
    waits = chain.state in (EscalationState.NOTIFIED, EscalationState.EXHAUSTED)
    return waits and not case.taken_by and told.who not in chain.refused


def chain_team(case: Case, policy: Policy) -> Team:
    """Return the team whose chain a case is in."""
    return policy.team(case.escalation.team or case.team)


def _go_on_without(case: Case, policy: Policy, now: datetime) -> Outcome:
    """Tell the next step at once when nobody is left of the one that was told."""
    chain = case.escalation
    if not is_waiting(case) or not chain.asked or set(chain.asked) - set(chain.refused):
        return case, []
    return _go_on(case, policy, now, Why.NOT_ACKNOWLEDGED)


def _go_on(case: Case, policy: Policy, now: datetime, why: Why, detail: str = "") -> Outcome:
    """Tell the next step that reaches anybody; after the last turn the fallback."""
    chain, team = case.escalation, chain_team(case, policy)
    notes: list[Effect] = []
    step, turn, asked = chain.step + 1, chain.turn, chain.asked
    while step < len(chain.chain) or turn < chain.repeat:
        if step >= len(chain.chain):
            step, turn, asked = 0, turn + 1, ()
        now_told = chain.chain[step]
        always = now_told.always or step == len(chain.chain) - 1
        found = find_targets(now_told.notify, team, policy, now, but=chain.refused, last=always)
        notes += _passed_over(found)
        whole = (*found.people, *found.places)
        if whole and not set(whole) <= set(asked):
            state = next_chain_state(chain.state, ChainInput.NEXT)
            told = replace(chain, state=state, step=step, turn=turn, asked=whole)
            due = _open(case, policy, now) + now_told.within
            return replace(case, escalation=told), [
                *notes,
                *_tell(found, why, detail, chain.run),
                SetTimer(Timer.ACKNOWLEDGE, due),
            ]
        step += 1
    state = next_chain_state(chain.state, ChainInput.END)
    words = chain.fallback or (ALL_LEADS,)
    found = find_targets(words, team, policy, now, but=chain.refused, last=True) or find_targets(
        words, team, policy, now, but=(), last=True
    )
    whom = "All leads were told in private." if words == (ALL_LEADS,) else "The fallback was told in private."
    if not found:
        found = Targets(policy.leads_of(team))
        whom = f"Told in private: {', '.join(found.people)}." if found else "There is nobody left to tell."
    did = "Nobody acknowledged this case." if chain.step >= 0 else "Nobody in the chain is there."
    done = replace(chain, state=state, turn=turn, step=len(chain.chain) - 1, asked=(*found.people, *found.places))
    return replace(case, escalation=done), [
        *notes,
        ThreadNote(f"{did} {whom}"),
        *_tell(found, Why.NOBODY_LEFT, detail, chain.run),
        CancelTimer(Timer.ACKNOWLEDGE),
    ]


def _tell(found: Targets, why: Why, detail: str, run: int) -> Iterable[Effect]:
    yield from (Tell(name, why, detail, run=run) for name in found.people)
    yield from (Tell("", why, detail, place=place, run=run) for place in found.places)


def _passed_over(found: Targets) -> list[Effect]:
    if not found.passed:
        return []
    listed = ", ".join(f"{one.who} ({one.why})" for one in found.passed)
    return [ThreadNote(f"Passed over: {listed}.")]


def _open(case: Case, policy: Policy, at: datetime) -> datetime:
    """Out of hours the time begins when somebody is there again."""
    return chain_team(case, policy).hours.next_opening(at).astimezone(at.tzinfo)
