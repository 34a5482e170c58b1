"""Who learns from an answer: the responders who passed a case on, from what a lead made of it.

Passing on is giving a case to another team, letting the time to acknowledge or to answer pass, or getting a draft back.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.case import Case, EscalationState, State
from bot.domain.draft_events import DraftSent
from bot.domain.effects import Effect, Teach
from bot.domain.events import (
    AnsweredElsewhere,
    AnswerWritten,
    Escalated,
    Event,
    HeldSettled,
    Moved,
    NotMine,
    SuggestionSent,
    TimerFired,
)
from bot.domain.from_staff import text_of
from bot.domain.policy import Policy, Role


def answer_in(event: Event, case: Case) -> str:
    """Return the words with which a teammate answers in an event, or ""; `case` is as it was before."""
    match event:
        case SuggestionSent() | AnswerWritten():
            return text_of(event, case)
        case AnsweredElsewhere() | HeldSettled():
            return event.text
        case DraftSent():
            return event.text or next((one.text for one in case.drafts if one.number == event.draft), "")
        case _:
            return ""


def remembered(before: Case, after: Case, event: Event, policy: Policy) -> Case:
    """Return the case with the names of those responders who passed it on with this event."""
    names: tuple[str, ...] = ()
    if isinstance(event, Moved | Escalated | NotMine):
        names = (event.who,)
    elif isinstance(event, TimerFired) and before.taken_by:
        # Whoever had it and lost it let the time to answer pass, unless their answer waits for a lead.
        drafting = {draft.who for draft in before.drafts if draft.waits}
        names = () if after.taken_by or before.taken_by in drafting else (before.taken_by,)
    elif isinstance(event, TimerFired) and before.escalation != after.escalation:
        names = asked(before)
    learning = [name for name in names if (person := policy.person(name)) and person.role is Role.RESPONDER]
    if not learning:
        return after
    return replace(after, passed_on=tuple(dict.fromkeys((*after.passed_on, *learning))))


def asked(case: Case) -> tuple[str, ...]:
    """Return the names of those whom the chain has asked last and who have not answered it."""
    return case.escalation.asked if case.escalation.state is EscalationState.NOTIFIED else ()


def taught(before: Case, after: Case, event: Event, policy: Policy) -> tuple[Case, list[Effect]]:
    """Return the notes to those who passed a case on that a lead has answered now; each gets one.

    Whoever has a draft in the case hears of the answer with the news of their draft.
    """
    if after.state is not State.ANSWERED or before.state is State.ANSWERED:
        return after, []
    case = replace(after, passed_on=()) if after.passed_on else after
    by, answer = getattr(event, "who", ""), answer_in(event, before)
    if isinstance(event, DraftSent) or not policy.is_lead(by) or not answer:
        return case, []
    drafting = {draft.who for draft in before.drafts if draft.waits}
    remark = getattr(event, "remark", "")
    names = [name for name in before.passed_on if name not in drafting]
    return case, [Teach(name, by, after.last_mention, answer, remark) for name in names]
