"""What happens with answers that a lead has to look at first. Each consequence: (before, after, event, policy, now).

Until a lead sends a draft nothing goes to the customer, and the customer's waiting goes on: a draft stops no answer
timeout. As soon as nobody is to answer any more every draft of the case ends, and its author hears why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case, State
from bot.domain.draft_events import Drafted, DraftReturned, DraftSent
from bot.domain.drafts import Draft, DraftState, Fate
from bot.domain.effects import Effect, RedrawDraft, Reply, ShowCard, ShowDraft, Tell, TellAuthor, ThreadNote
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Event,
    MentionDeleted,
    MentionSeen,
    PromiseKept,
    PromiseMade,
    SuggestionSent,
)
from bot.domain.from_staff import answered_by, taken, text_of
from bot.domain.inputs import Input
from bot.domain.policy import Policy, Role
from bot.domain.response import ResponseKind
from bot.domain.states import TRANSITIONS
from bot.domain.teaching import answer_in

Outcome = tuple[Case, list[Effect]]


def understood(case: Case, event: Event, policy: Policy) -> Event:
    """Return an answer by somebody whose answers a lead has to look at first as a draft.

    A draft that leaves as it is brings the name of its suggestion along; everything else is what it is. Raises
    NotAllowed for words to the customer that would go around the lead in a promise.
    """
    if isinstance(event, PromiseMade | PromiseKept) and event.text and (why := needs_approval(case, event.who, policy)):
        raise NotAllowed(f"{around_the_lead(why)} Nothing was sent.")
    if isinstance(event, DraftSent) and not event.text and (draft := case.waiting_draft(event.draft)):
        return replace(event, suggestion=draft.suggestion)
    if not isinstance(event, SuggestionSent | AnswerWritten):
        return event
    text = text_of(event, case).strip()
    why = needs_approval(case, event.who, policy) if text else ""
    suggestion = event.name if isinstance(event, SuggestionSent) else event.suggestion
    return Drafted(event.who, text, why, suggestion) if why else event


def around_the_lead(why: str) -> str:
    """Return what somebody is told whose words in a promise a lead would have to look at first."""
    return (
        f"A lead looks at your answer first, because {why}. Press “Write your own” on the card and say in it by when:"
        " the promise counts when the answer leaves. Without words to the customer you can promise here."
    )


def needs_approval(case: Case, who: str, policy: Policy) -> str:
    """Return why a lead has to look at an answer by the teammate `who`, in words that follow "because", or "".

    Where no lead is left none has to: nobody could let the answer go.
    """
    return _wants_approval(case, who, policy) if policy.leads() else ""


def _wants_approval(case: Case, who: str, policy: Policy) -> str:
    person, team = policy.person(who), policy.team(case.team)
    if team.approval is None or person is None or person.role is not Role.RESPONDER:
        return ""
    return team.approval.why(case, team.topics, policy.sent_before)


def drafted(before: Case, after: Case, event: Drafted, policy: Policy, now: datetime) -> Outcome:
    """Nothing leaves: the lead is shown the draft, and whoever wrote it has the case."""
    own = [draft for draft in after.drafts if draft.who == event.who]
    draft = Draft(before.version, event.who, event.text, after.last_mention, now, event.why, event.suggestion)
    kept = tuple(one for one in after.drafts if one not in own)
    effects: list[Effect] = []
    case = replace(after, drafts=(*kept, draft))
    if before.taken_by in ("", event.who):
        case, effects = taken(before, case, Acknowledged(event.who), policy, now)
    replaced: list[Effect] = [RedrawDraft(one.number, Fate.REPLACED, event.who, event.who) for one in own if one.waits]
    shown = [ShowDraft(lead, draft.number) for lead in policy.leads_of(policy.team(case.team))]
    return case, [*effects, *shown, *replaced, ShowCard()]


def sent(before: Case, after: Case, event: DraftSent, _policy: Policy, now: datetime) -> Outcome:
    """A lead sends a draft, as it is or with other words: it is its author's answer, and the other drafts end."""
    draft = _decided_by(before, event)
    text = event.text or draft.text
    case, effects = answered_by(after, draft.who, now)
    others = tuple(one for one in case.drafts if one is not draft and one.who != draft.who)
    case = replace(case, drafts=others)
    fate = Fate.SENT if text == draft.text else Fate.CHANGED
    told = TellAuthor(draft.who, draft.number, fate, event.who, draft.text, draft.to, text, event.remark)
    redrawn = RedrawDraft(draft.number, fate, event.who, draft.who)
    reply = Reply(ResponseKind.SUGGESTION, case.last_mention, now, text, draft.who, case.private)
    note = ThreadNote(f"{event.who} let {draft.who}'s answer go.")
    return case, [*effects, reply, told, redrawn, note, ShowCard()]


def returned(before: Case, after: Case, event: DraftReturned, _policy: Policy, _now: datetime) -> Outcome:
    """A lead gives a draft back: its author gets their words again, with the note."""
    draft = _decided_by(before, event)
    back = replace(draft, state=DraftState.RETURNED, note=event.note)
    case = replace(after, drafts=tuple(back if one is draft else one for one in after.drafts))
    case = replace(case, passed_on=tuple(dict.fromkeys((*case.passed_on, draft.who))))
    told = TellAuthor(draft.who, draft.number, Fate.RETURNED, event.who, draft.text, draft.to, remark=event.note)
    return case, [told, RedrawDraft(draft.number, Fate.RETURNED, event.who, draft.who), ShowCard()]


def followed(before: Case, after: Case, event: Event, effects: Sequence[Effect], policy: Policy) -> Outcome:
    """Return what becomes of a case's drafts with an event that was not about the draft itself.

    They end where nobody is to answer any more. Else the leads see what has changed, and every lead who is told about
    the case sees them too.
    """
    pending = [draft for draft in after.drafts if draft.waits]
    if (after.state, Input.SENT) not in TRANSITIONS:
        fate, by, text = _ended(after, event), getattr(event, "who", ""), answer_in(event, before)
        own_words = isinstance(event, SuggestionSent | AnswerWritten)
        remark = getattr(event, "remark", "") if not isinstance(event, DraftSent) else ""
        more: list[Effect] = []
        if own_words and not policy.leads() and _wants_approval(before, by, policy):
            more.append(ThreadNote(f"No lead is left who could look at {by}'s answer first. It was sent without."))
        for draft in pending:
            if own_words and draft.who == by:
                # They know what they sent in its place.
                more.append(RedrawDraft(draft.number, Fate.REPLACED, by, by))
                continue
            told = TellAuthor(draft.who, draft.number, fate, by, draft.text, draft.to, text, remark)
            more += [told, RedrawDraft(draft.number, fate, by, draft.who)]
        return (replace(after, drafts=()) if after.drafts else after), more
    leads = [one.who for one in effects if isinstance(one, Tell) and policy.is_lead(one.who)]
    if before.team != after.team:
        leads += policy.leads_of(policy.team(after.team))
    shown: list[Effect] = [ShowDraft(who, draft.number) for who in dict.fromkeys(leads) for draft in pending]
    if isinstance(event, MentionSeen | MentionDeleted):
        # The leads read beside the draft what the customer says now.
        shown += [RedrawDraft(draft.number) for draft in pending]
    return after, shown


def _decided_by(case: Case, event: DraftSent | DraftReturned) -> Draft:
    return next(draft for draft in case.drafts if draft.number == event.draft and draft.waits)


def _ended(case: Case, event: Event) -> Fate:
    if isinstance(event, DraftSent):
        return Fate.REJECTED
    if case.state is State.STOPPED:
        return Fate.STOPPED
    answered = case.state is State.ANSWERED or isinstance(event, AnsweredElsewhere)
    return Fate.ANSWERED if answered else Fate.CLOSED
