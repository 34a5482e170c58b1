"""What happens when the customer changes or deletes what they wrote; the functions are as in `from_customer.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import duty, escalation
from bot.domain.case import Case, Timer
from bot.domain.effects import CancelTimer, Effect, ShowCard, Tell, ThreadNote, WithdrawReplies
from bot.domain.events import MentionDeleted, MentionSeen
from bot.domain.from_customer import corrected, heard, is_another_address, reopen, request
from bot.domain.policy import Policy
from bot.domain.unclear import is_unclear, waits_for_a_look
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]


def edited(before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """The customer changed a message: the team sees the new words, and nobody is answered twice for it.

    Words that ask for something only now are heard as if they had been written now.
    """
    reading, words = event.reading, "The customer changed a message:"
    if reading.is_request and waits_for_a_look(before, policy) and not is_unclear(reading, policy):
        case, effects = request(before, after, event, policy, now)
        return case, [*effects, ThreadNote(words, event.mention.id)]
    heat = after.heated or reading.heated
    case = heard(after, event) if event.mention.id == after.last_mention else replace(after, heated=heat)
    case, note = corrected(before, case, event, words)
    again: list[Effect] = []
    if before.is_thanked and reading.is_request and not reading.thanks:
        case, again = reopen(case, event, policy, now)
    if is_another_address(before, event) and case.email == before.email:
        # The desk would go on writing to the first one, and nobody is told of an edit otherwise.
        again = [*again, Tell(duty.whoever_has(case, policy, now), Why.ADDRESS_CHANGED)]
    return case, [ShowCard(), note, *again]


def deleted(_before: Case, after: Case, event: MentionDeleted, _policy: Policy, _now: datetime) -> Outcome:
    """The customer deleted a message: what is said from here on answers the newest one that still stands."""
    case = after
    if event.left is None and after.is_open and not after.ticket_asked:
        note = ThreadNote("The customer deleted what they wrote. Their address is kept for the ticket.")
        return case, [WithdrawReplies(everything=True), ShowCard(), note]
    if event.left is not None and event.id == after.last_mention:
        case = replace(after, last_mention=event.left.id, private=event.left.private)
    return case, [ShowCard(), ThreadNote("The customer deleted a message.")]


def news_taken_back(_before: Case, after: Case, event: MentionDeleted, _policy: Policy, _now: datetime) -> Outcome:
    """The customer deleted all that they wrote after they were answered: the answer stands, and nobody waits."""
    assert event.left is not None
    case = replace(after, last_mention=event.left.id, private=event.left.private)
    case, stopped = escalation.acknowledge(replace(case, waiting_since=None, ask_due=None, late=False))
    note = ThreadNote("The customer deleted what they wrote after the answer. Nobody waits any more.")
    return case, [WithdrawReplies(), CancelTimer(Timer.ANSWER), *stopped, note, ShowCard()]


def taken_back(_before: Case, after: Case, _event: MentionDeleted, _policy: Policy, _now: datetime) -> Outcome:
    """The customer deleted all that they wrote: nothing waits, and nothing leaves as an answer to it."""
    case = replace(after, waiting_since=None, ask_due=None, hold_offered=None, offered=(), late=False)
    case, stopped = escalation.acknowledge(case)
    note = ThreadNote("The customer deleted what they wrote. Nothing more is sent as an answer to it.")
    return case, [WithdrawReplies(everything=True), CancelTimer(Timer.ANSWER), *stopped, note, ShowCard()]
