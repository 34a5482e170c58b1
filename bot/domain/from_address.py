"""What happens when the customer gives an email address; the functions are as in `from_customer.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import duty
from bot.domain.case import Case, Channel, Timer
from bot.domain.effects import CancelTimer, Effect, OpenTicket, ShowCard, Tell, ThreadNote
from bot.domain.events import AddressPlaced, MentionSeen
from bot.domain.from_customer import heard, may_say, tell_lead, wrote
from bot.domain.lateness import caught_up
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.domain.saying import say_once, wait_for_answer
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]


def address_noted(before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """An address nobody asked for is kept for the ticket; one in public should be deleted there."""
    case, effects = wrote(before, replace(after, email=event.reading.email), event, policy, now)
    case, said = _please_delete(case, event, policy, now)
    told = [one for one in tell_lead(case, event, policy) if one not in effects]
    return case, [*said, *effects, *told]


def address_given(_before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """The address that we asked for: open the ticket."""
    case = replace(heard(caught_up(after), event), email=event.reading.email, ask_due=None)
    case = replace(case, offered=(), ticket_asked=True)
    case, said = _please_delete(case, event, policy, now)
    note = ThreadNote("The customer gave an email address. The ticket is being opened.")
    told = tell_lead(case, event, policy)
    return case, [*said, CancelTimer(Timer.ANSWER), OpenTicket(), note, ShowCard(), *told]


def address_for_several(_before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """An address, and several cases that wait for one: ask which, once; without an answer this case gets the ticket."""
    case = replace(heard(after, event), email=event.reading.email, offered=event.offered)
    case, said = say_once(case, ResponseKind.ASK_WHICH, event.mention.at, private=True)
    case, timers = wait_for_answer(case, policy, now)
    note = ThreadNote(
        "The customer gave an email address, and several of their cases wait for one. They are asked which."
    )
    return case, [*said, *timers, note, ShowCard()]


def address_placed(_before: Case, after: Case, _event: AddressPlaced, _policy: Policy, _now: datetime) -> Outcome:
    """The address was for another case: this one goes on waiting for one."""
    case = replace(after, email="", offered=(), ask_due=None)
    return case, [CancelTimer(Timer.ANSWER), ShowCard()]


def address_unreadable(_before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """Something like an address that is none: ask once more, then tell a human."""
    case = heard(after, event)
    thrown_away = event.reading.disposable
    kind = ResponseKind.ADDRESS_REFUSED if thrown_away else ResponseKind.ADDRESS_UNREADABLE
    # Never asked for in public; where that needs a post of its own, as on X, a human decides.
    may = policy.asks > 0 and (event.mention.private or case.channel is Channel.SLACK)
    case, said = say_once(case, kind, event.mention.at, private=True) if may else (case, [])
    what = (
        "an address at a mailbox that is thrown away" if thrown_away else "nothing that can be read as an email address"
    )
    note = ThreadNote(f"The customer sent {what}:", event.mention.id)
    person = duty.whoever_has(case, policy, now)
    return case, [*(said or [Tell(person, Why.TIME_IS_UP)]), note, ShowCard()]


def _please_delete(case: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    if event.mention.private or not may_say(case, ResponseKind.ADDRESS_PUBLIC, event, policy, now):
        return case, []
    return say_once(case, ResponseKind.ADDRESS_PUBLIC, event.mention.at)
