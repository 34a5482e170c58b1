"""The backlog of an outage: how a case gets into it, what a lead's click means there, and what else ends it.

An automatic message that would leave too late is taken back at once. It surely never left, so it may be said anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import escalation
from bot.domain.case import Case, State, Timer
from bot.domain.effects import CancelTimer, DropHeld, Effect, ShowCard, Tell, ToBacklog
from bot.domain.events import LateAnswered, NotDelivered
from bot.domain.inputs import Input
from bot.domain.policy import Policy
from bot.domain.response import ASKING, ResponseKind
from bot.domain.saying import say_once, tell_number, wait_for_answer
from bot.domain.states import TRANSITIONS
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]

LATE_IN = tuple(state for state in State if (state, Input.LATE_ANSWERED) in TRANSITIONS)
"""Where a case can be in the backlog: in all others nobody waits for what the bot had to say."""
ASKS = ASKING | {ResponseKind.ASK_EMAIL_THREAD}


def is_late(case: Case, event: NotDelivered) -> bool:
    """Tell whether a message that did not leave puts its case into the backlog: a human's answer never does."""
    ours = event.kind is not ResponseKind.SUGGESTION and not case.answered_by
    return event.stale and ours and case.state in LATE_IN


def to_backlog(case: Case) -> Outcome:
    """An outage made everything about this case late: one digest tells the leads, nothing chases anybody for it."""
    late = "The bot was away while this customer waited. Please answer by hand."
    return replace(case, late=True, trouble=late), [
        ToBacklog(),
        CancelTimer(Timer.ANSWER),
        CancelTimer(Timer.ACKNOWLEDGE),
        CancelTimer(Timer.REMIND),
    ]


def too_late(case: Case, event: NotDelivered) -> Outcome:
    """A message would leave too late: what was ours to say is taken back, and the lead's click says it anew."""
    dropped: list[Effect] = []
    if event.held and event.kind in case.said:
        case, dropped = replace(case, said=case.said - {event.kind}), [DropHeld(event.message)]
    case, effects = to_backlog(case)
    return case, [*dropped, *effects]


def ask_lost(_before: Case, after: Case, event: NotDelivered, _policy: Policy, _now: datetime) -> Outcome:
    """The email ask never left: the customer waits for an answer as before."""
    case, effects = too_late(after, event)
    return replace(case, asked=False, said=case.said - ASKS), effects


def late_answered(_before: Case, after: Case, event: LateAnswered, policy: Policy, now: datetime) -> Outcome:
    """A lead takes the case from the backlog: from here on it goes as if the customer had written now.

    Whoever was asked for an address has heard from us, and whoever gave one has a ticket on its way: there the team
    is told and no first reply leaves.
    """
    case, effects = _said_anew(replace(after, late=False, trouble=""), event.who, now)
    if case.state in (State.WAITING, State.REOPENED) or case.offered:
        case, timers = wait_for_answer(case, policy, now)
        effects += timers
    case, told = _team_told(case, event.who, policy, now)
    return case, [*effects, ShowCard(), *told]


def caught_up(case: Case) -> Case:
    """Return a case that somebody looks after, or that goes on by itself: the digest need not tell of it any more."""
    return replace(case, late=False, trouble="") if case.late else case


def has_words(case: Case) -> bool:
    """Tell whether the lead's click on a late case would send the customer anything."""
    return bool(_said_anew(case, "", case.opened_at)[1])


def _said_anew(case: Case, who: str, now: datetime) -> Outcome:
    if case.state in (State.WAITING, State.REOPENED):
        return say_once(case, ResponseKind.HOLD, now, by=who)
    if case.state is State.TICKETED and case.ticket:
        return tell_number(case, now, by=who)
    return case, []


def _team_told(case: Case, who: str, policy: Policy, now: datetime) -> Outcome:
    """Ask the team as for a new case; a teammate who had it before the outage has it still, and is reminded."""
    if not case.taken_by:
        case, stopped = escalation.acknowledge(case)
        case, told = escalation.start(case, policy, now, Why.ON_DUTY)
        return case, [*stopped, *told]
    case, again = escalation.take(case, case.taken_by, policy, now)
    reminded = case.needs_answer and case.taken_by != who
    return case, [*again, *([Tell(case.taken_by, Why.NOT_ANSWERED)] if reminded else [])]
