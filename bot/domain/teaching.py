"""Who learns from an answer: the responders who passed a case on, from what a lead made of it.

Passing on is giving a case to somebody else, letting the time to acknowledge pass, or getting a draft back.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.case import Case, EscalationState, State
from bot.domain.effects import Effect, Teach
from bot.domain.events import AnsweredElsewhere, AnswerWritten, DraftSent, Event, SuggestionSent
from bot.domain.from_staff import text_of
from bot.domain.policy import Policy, Role


def answer_in(event: Event, case: Case) -> str:
    """Return the words with which a teammate answers in an event, or ""; `case` is as it was before."""
    match event:
        case SuggestionSent() | AnswerWritten():
            return text_of(event, case)
        case AnsweredElsewhere():
            return event.text
        case DraftSent():
            return event.text or next((one.text for one in case.drafts if one.number == event.draft), "")
        case _:
            return ""


def learners(case: Case, policy: Policy) -> tuple[str, ...]:
    """Return the responders who passed a case on."""
    chain = case.escalation.chain
    passed = chain if case.escalation.state is EscalationState.EXHAUSTED else chain[: case.escalation.step]
    names = dict.fromkeys((*case.passed_on, *(name for step in passed for name in step.notify)))
    people = (policy.person(name) for name in names)
    return tuple(one.name for one in people if one and one.role is Role.RESPONDER)


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
    names = [name for name in learners(before, policy) if name not in drafting]
    return case, [Teach(name, by, after.last_mention, answer, remark) for name in names]
