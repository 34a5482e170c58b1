"""What happens when the desk works on a ticket, or never took it, and what of a case the desk is told afterwards.

Each consequence: (before, after, event, policy, now) -> (case, effects). The ticket never gets the customer's address
from here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import duty, escalation
from bot.domain.case import Case, State
from bot.domain.draft_events import DraftSent
from bot.domain.effects import AddToTicket, Effect, Reply, ShowCard, Tell, ThreadNote
from bot.domain.events import (
    AnsweredElsewhere,
    AnswerWritten,
    Escalated,
    Event,
    MentionSeen,
    Moved,
    NotDelivered,
    PromiseKept,
    PromiseMade,
    Resolved,
    SuggestionSent,
    TicketAnswered,
    TicketReopened,
    TicketSolved,
)
from bot.domain.from_staff import closed_by, text_of
from bot.domain.from_time import not_delivered
from bot.domain.policy import Mode, Policy
from bot.domain.response import ResponseKind
from bot.domain.saying import say_once
from bot.domain.teaching import answer_in
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]


def answered(before: Case, after: Case, _event: TicketAnswered, _policy: Policy, now: datetime) -> Outcome:
    """The desk answered the customer: nobody waits for us any more."""
    note = ThreadNote(f"The desk answered ticket {after.ticket}.")
    if after.state is not State.ANSWERED:
        return after, [note, ShowCard()]
    if before.state is State.ANSWERED:
        return after, [note]
    case, effects = closed_by(replace(after, answered_by="the desk", answered_at=now))
    return case, [*effects, note, ShowCard()]


def lost(before: Case, after: Case, event: NotDelivered, policy: Policy, now: datetime) -> Outcome:
    """No ticket is known to be open: the customer waits for staff again, and is asked for nothing.

    A lead opens the ticket by hand, where it is right, and somebody answers.
    """
    case, told = not_delivered(before, after, event, policy, now)
    trouble = f"The bot could not open the ticket: {event.reason}"
    case = replace(case, trouble=trouble, waiting_since=case.waiting_since or now)
    if escalation.is_waiting(case):
        return case, told
    case, owed = escalation.ensure(replace(case, late=False), policy, now, Why.ON_DUTY)
    return case, [*told, *owed]


def solved(before: Case, after: Case, _event: TicketSolved, policy: Policy, now: datetime) -> Outcome:
    """The desk solved the ticket: the case is over, whoever had it hears of it, the customer if the policy says so."""
    note = ThreadNote(f"The desk solved ticket {after.ticket}.")
    if after.state is not State.RESOLVED or before.state is State.RESOLVED:
        return after, [note, ShowCard()]
    case, effects = closed_by(after)
    case, said = _tell_customer(case, policy, now)
    person = duty.whoever_has(case, policy, now)
    return case, [*effects, *said, note, Tell(person, Why.SOLVED), ShowCard()]


def reopened(before: Case, after: Case, _event: TicketReopened, policy: Policy, now: datetime) -> Outcome:
    """The ticket is open again: a resolved case is, too, and whoever had it hears of it."""
    note = ThreadNote(f"Ticket {after.ticket} is open again on the desk.")
    if before.state is not State.RESOLVED:
        return after, [note, ShowCard()]
    person = duty.whoever_has(after, policy, now)
    return after, [note, Tell(person, Why.TICKET_REOPENED), ShowCard()]


def news(_before: Case, after: Case, event: TicketAnswered | TicketSolved, _policy: Policy, _now: datetime) -> Outcome:
    """The desk did something before it could know what the customer wrote last: that one still waits."""
    did = "answered" if isinstance(event, TicketAnswered) else "solved"
    return after, [ThreadNote(f"The desk {did} ticket {after.ticket}, perhaps before the customer wrote again.")]


def passed_on(before: Case, event: Event) -> tuple[Effect, ...]:
    """Return what the desk is to learn of an event: all that the customer writes, and what the staff do about it."""
    if not before.ticket_key and before.state is not State.OPENING:
        return ()
    match event:
        case MentionSeen(mention):
            return (AddToTicket(mention=mention.id),)
        case SuggestionSent() | AnswerWritten():
            return (AddToTicket(f"{event.who} answered the customer: {text_of(event, before)}"),)
        case DraftSent(who, number):
            draft = before.waiting_draft(number)
            words = f"{draft.who} answered the customer, and {who} approved it" if draft else f"{who} answered"
            return (AddToTicket(f"{words}: {answer_in(event, before)}"),)
        case AnsweredElsewhere(who):
            return (AddToTicket(f"{who} answered the customer where they wrote."),)
        case PromiseMade(who, _, text) | PromiseKept(who, text) if text:
            return (AddToTicket(f"{who} answered the customer: {text}"),)
        case Moved(who, team):
            return (AddToTicket(f"{who} moved the case to {team}."),)
        case Escalated(who, to, team, note):
            return (AddToTicket(f"{who} escalated the case to {to or team}. {note}".rstrip()),)
        case Resolved(who):
            return (AddToTicket(f"{who} resolved the case in triage-bot."),)
        case _:
            return ()


def _tell_customer(case: Case, policy: Policy, now: datetime) -> Outcome:
    if policy.tell_solved is Mode.OFF:
        return case, []
    case, said = say_once(case, ResponseKind.TICKET_SOLVED, now)
    if policy.tell_solved is Mode.AUTO:
        return case, said
    return case, [replace(one, ask_first=True) if isinstance(one, Reply) else one for one in said]
