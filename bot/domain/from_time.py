"""What happens when time passes or the engine reports back.

Each function: (before, after, event, policy, now) -> (case, effects).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import duty, escalation
from bot.domain.case import Case, State
from bot.domain.effects import Effect, OpenTicket, ShowCard, ShowHeld, Tell, ThreadNote, WatchTicket
from bot.domain.events import Event, NotDelivered, TicketOpened, TimerFired
from bot.domain.kind_names import kind_name
from bot.domain.lateness import caught_up, is_late, to_backlog, too_late
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.domain.saying import ask_for_email, may_tell_number, say_once, tell_number, wait_for_answer
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]
_WHAT = {"ticket": "The ticket", "ticket note": "A note for the ticket", "say": "A word to a teammate"}

LONG_OVERDUE = timedelta(hours=1)
"""From here on a chain that was not followed is an outage's doing: everybody would be told everything at once."""


def ask(_before: Case, after: Case, event: TimerFired, _policy: Policy, _now: datetime) -> Outcome:
    """No human answered in time: ask for the address."""
    case, asked = ask_for_email(after, event.due)
    return case, [*asked, ShowCard()]


def ask_in_thread(_before: Case, after: Case, _event: NotDelivered, _policy: Policy, now: datetime) -> Outcome:
    """A direct message to them cannot be opened: ask in their thread, with the warning that others read along."""
    case, said = say_once(after, ResponseKind.ASK_EMAIL_THREAD, now, private=False)
    note = ThreadNote("The customer cannot be written to in private. They are asked in their thread, and warned.")
    return case, [*said, note, ShowCard()]


def ask_left_to_human(_before: Case, after: Case, event: TimerFired, policy: Policy, now: datetime) -> Outcome:
    """No human answered in time and the bot may not ask by itself: tell a human to."""
    if not policy.fresh(ResponseKind.ASK_EMAIL, event.due, now):
        return to_backlog(replace(after, ask_due=None))
    person = duty.whoever_has(after, policy, now)
    return replace(after, ask_due=None), [Tell(person, Why.TIME_IS_UP), ShowCard()]


def address_known(_before: Case, after: Case, _event: Event, _policy: Policy, _now: datetime) -> Outcome:
    """No human answered in time, but the customer gave an address already: open the ticket with it."""
    note = ThreadNote("Nobody answered in time. The ticket is being opened with the address that the customer gave.")
    return replace(caught_up(after), ask_due=None, ticket_asked=True), [OpenTicket(), note, ShowCard()]


def ticket_opened(_before: Case, after: Case, event: TicketOpened, _policy: Policy, now: datetime) -> Outcome:
    """The desk has the ticket: tell the customer its number, and the team."""
    case = replace(after, ticket=event.number, ticket_url=event.url, ticket_key=event.key, ticket_desk=event.desk)
    if case.state is State.TICKETED:
        case = replace(caught_up(case), waiting_since=None)
    note = f"Ticket {event.number} is open."
    case, said = tell_number(case, now)
    if not may_tell_number(case):
        note = f"{note} The customer was asked in public to delete the address; the number was not told there."
    watch = [WatchTicket()] if event.key else []
    return case, [*watch, *said, ThreadNote(note), ShowCard()]


def ack_overdue(_before: Case, after: Case, event: TimerFired, policy: Policy, now: datetime) -> Outcome:
    """Nobody acknowledged in time: the next step of the chain; hours later, the digest instead of a flood."""
    if now - event.due > LONG_OVERDUE:
        return to_backlog(after)
    case, effects = escalation.overdue(after, policy, now)
    return case, [*effects, ShowCard()]


def not_answered(_before: Case, after: Case, _event: TimerFired, policy: Policy, now: datetime) -> Outcome:
    """Somebody has had it for too long without an answer: they are reminded, and later the chain goes on."""
    case, effects = escalation.remind(after, policy, now)
    return case, [*effects, ShowCard()]


def late_timer(_before: Case, after: Case, _event: Event, _policy: Policy, _now: datetime) -> Outcome:
    """A timer that lost the race against a human does nothing."""
    return after, []


def answer_lost(_before: Case, after: Case, event: NotDelivered, policy: Policy, now: datetime) -> Outcome:
    """The answer that a teammate sent did not leave: the customer waits again for them, and the lead knows."""
    case, timers = wait_for_answer(replace(after, answered_by="", answered_at=None, waiting_since=now), policy, now)
    case, owed = escalation.ensure(case, policy, now, Why.ON_DUTY)
    case, effects = not_delivered(_before, case, event, policy, now)
    return case, [*effects, *timers, *owed]


def not_delivered(_before: Case, after: Case, event: NotDelivered, policy: Policy, now: datetime) -> Outcome:
    """Something did not leave: a human sees it, by whichever way still works."""
    if event.what == "tell":
        note = ThreadNote(f"A direct message to a teammate did not arrive: {event.reason}")
        case, effects = escalation.unreachable(after, event.asked, policy, now)
        return case, [note, *effects]
    if event.what in ("note", "redraw"):
        return after, []
    if is_late(after, event):
        return too_late(after, event)
    told: list[Effect] = [
        ShowHeld(lead, event.message)
        if event.held and event.what == "reply"
        else Tell(lead, Why.NOT_DELIVERED, event.reason)
        for lead in policy.leads_of(policy.team(after.team))
    ]
    if event.what == "card":
        return after, told
    verb = "was held back" if event.held else "did not arrive"
    what = f"The {kind_name(event.kind)}" if event.kind else _WHAT.get(event.what, "A message")
    case = replace(after, trouble=f"{what} {verb}: {event.reason}")
    return case, [*told, ShowCard()]
