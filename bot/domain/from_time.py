"""What happens when time passes or the engine reports back.

Each function: (before, after, event, policy, now) -> (case, effects).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import escalation
from bot.domain.case import Case, State, Timer
from bot.domain.effects import Effect, OpenTicket, SetTimer, ShowCard, Tell, ThreadNote, Why
from bot.domain.events import Event, NotDelivered, TicketOpened, TimerFired
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.domain.saying import ask_for_email, say_once

Outcome = tuple[Case, list[Effect]]


def ask(_before: Case, after: Case, event: TimerFired, _policy: Policy, _now: datetime) -> Outcome:
    """No human answered in time: ask for the address."""
    case, asked = ask_for_email(after, event.due)
    return case, [*asked, ShowCard()]


def ask_left_to_human(_before: Case, after: Case, _event: Event, policy: Policy, _now: datetime) -> Outcome:
    """No human answered in time and the bot may not ask by itself: tell a human to."""
    person = after.taken_by or policy.on_duty(policy.team(after.team))
    return replace(after, ask_due=None), [Tell(person, Why.TIME_IS_UP), ShowCard()]


def address_known(_before: Case, after: Case, _event: Event, _policy: Policy, _now: datetime) -> Outcome:
    """No human answered in time, but the customer gave an address already: open the ticket with it."""
    note = ThreadNote("Nobody answered in time. The ticket is being opened with the address that the customer gave.")
    return replace(after, ask_due=None, ticket_asked=True), [OpenTicket(), note, ShowCard()]


def ticket_opened(_before: Case, after: Case, event: TicketOpened, _policy: Policy, now: datetime) -> Outcome:
    """The desk has the ticket: tell the customer its number, and the team."""
    case = replace(after, ticket=event.number, ticket_url=event.url)
    if case.state is State.TICKETED:
        case = replace(case, waiting_since=None)
    case, said = say_once(case, ResponseKind.TICKET_OPENED, now)
    return case, [*said, ThreadNote(f"Ticket {event.number} is open."), ShowCard()]


def ack_overdue(_before: Case, after: Case, _event: Event, policy: Policy, now: datetime) -> Outcome:
    """Nobody acknowledged in time: the next step of the chain."""
    case, effects = escalation.overdue(after, policy, now)
    return case, [*effects, ShowCard()]


def late_timer(_before: Case, after: Case, _event: Event, _policy: Policy, _now: datetime) -> Outcome:
    """A timer that lost the race against a human does nothing."""
    return after, []


def answer_lost(_before: Case, after: Case, event: NotDelivered, policy: Policy, now: datetime) -> Outcome:
    """The answer that a teammate sent did not leave: the customer waits again, and the lead knows."""
    due = now + policy.answer_timeout
    case = replace(after, answered_by="", waiting_since=now, ask_due=None if after.muted else due)
    case, effects = not_delivered(_before, case, event, policy, now)
    return case, [*effects, *([] if case.muted else [SetTimer(Timer.ANSWER, due)])]


def not_delivered(_before: Case, after: Case, event: NotDelivered, policy: Policy, _now: datetime) -> Outcome:
    """Something did not leave: a human sees it, by whichever way still works."""
    if event.what == "tell":
        return after, [ThreadNote(f"A direct message to a teammate did not arrive: {event.reason}")]
    if event.what == "note":
        return after, []
    lead = Tell(policy.team(after.team).lead, Why.NOT_DELIVERED, event.reason)
    if event.what == "card":
        return after, [lead]
    verb = "was held back" if event.held else "did not arrive"
    name = event.kind.replace("_", " ") if event.kind else event.what
    case = replace(after, trouble=f"A message ({name}) {verb}: {event.reason}")
    return case, [lead, ShowCard()]
