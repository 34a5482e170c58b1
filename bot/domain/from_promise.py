"""What happens when a teammate promises, keeps or denies, and when the time of a promise comes.

Each function: (before, after, event, policy, now) -> (case, effects).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import escalation, from_staff
from bot.domain.case import Case, Timer
from bot.domain.effects import Effect, Reply, SetTimer, ShowCard, Tell, TellOverdue, ThreadNote, WritePromise
from bot.domain.events import PromiseDenied, PromiseKept, PromiseMade, PromiseUpdateSent, TimerFired
from bot.domain.policy import Policy
from bot.domain.promise import Promise, Standing, say_when
from bot.domain.promise_steps import drop, make, owner_of, settle
from bot.domain.response import ResponseKind
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]

OUTAGE = timedelta(minutes=10)
"""A promise that is told to be overdue so much later was kept from it by an outage: the lead gets one list of all."""


def noted(before: Case, after: Case, event: PromiseMade, policy: Policy, now: datetime) -> Outcome:
    """A teammate promised something where the bot did not see it: they have the case, and the customer still waits.

    Until its time comes the promise itself reminds; after that whoever has the case is reminded as of any other.
    """
    promise = _promise(before, event, policy, now)
    case, stopped = escalation.acknowledge(replace(after, taken_by=after.taken_by or promise.owner), promise.owner, now)
    case, made = make(replace(case, promise_kept=None), promise, policy, now)
    owed = escalation.owed_from(case, policy, promise.due)
    note = _note(case, event.who, promise, policy)
    return case, [*stopped, *owed, *made, note, *_handed(event, promise), ShowCard()]


def said(before: Case, after: Case, event: PromiseMade, policy: Policy, now: datetime) -> Outcome:
    """A teammate tells the customer by when: that is an answer, and a promise."""
    promise = _promise(before, event, policy, now)
    case, told = from_staff.own_words(after, event.who, event.text, now)
    case, made = make(replace(case, promise_kept=None), promise, policy, now)
    return case, [*told, *made, _note(case, event.who, promise, policy), *_handed(event, promise), ShowCard()]


def kept(_before: Case, after: Case, event: PromiseKept, policy: Policy, now: datetime) -> Outcome:
    """A teammate says that what was promised is done: a case that still waits is answered or resolved in time."""
    case, settled = settle(after, Standing.KEPT, now)
    owed = escalation.owed_from(case, policy, now)
    return case, [*settled, *owed, ThreadNote(f"{event.who} says that the promise is kept."), ShowCard()]


def answered(before: Case, after: Case, event: PromiseKept, _policy: Policy, now: datetime) -> Outcome:
    """A teammate sends the answer that was promised."""
    case, settled = settle(after, Standing.KEPT, now)
    case, told = from_staff.own_words(replace(case, promise_kept=before.promise), event.who, event.text, now)
    return case, [*settled, *told, ShowCard()]


def denied(_before: Case, after: Case, event: PromiseDenied, _policy: Policy, _now: datetime) -> Outcome:
    """What was found in a text is no promise: it counts for nothing, also where its time has passed."""
    case, dropped = drop(after, Standing.ENDED)
    return case, [*dropped, ThreadNote(f"{event.who} says that this was no promise."), ShowCard()]


def updated(_before: Case, after: Case, event: PromiseUpdateSent, _policy: Policy, now: datetime) -> Outcome:
    """A teammate lets the customer hear that it takes longer; what was promised is owed all the same."""
    promise = replace(after.promise, updated=True) if after.promise else None
    update = Reply(ResponseKind.PROMISE_UPDATE, after.last_mention, now, by=event.who, private=after.private)
    return replace(after, promise=promise), [update, ShowCard()]


def soon(_before: Case, after: Case, _event: TimerFired, policy: Policy, now: datetime) -> Outcome:
    """The time comes near: whoever owes it is reminded in private."""
    promise = after.promise
    if promise is None:
        return after, []
    return after, [Tell(owner_of(after, promise.owner, policy, now), Why.PROMISE_SOON), ShowCard()]


def overdue(_before: Case, after: Case, _event: TimerFired, policy: Policy, now: datetime) -> Outcome:
    """The time has passed: the promise is broken, still owed, and the lead hears of it once."""
    promise = after.promise
    if promise is None:
        return after, []
    if now < promise.due:
        # The clock was set back and every timer with it; a promised time is one on the clock.
        return after, [SetTimer(Timer.PROMISE_DUE, promise.due)]
    late = replace(promise, overdue=True)
    team = policy.team(after.team)
    leads = policy.leads_of(team)
    told: list[Effect] = [Tell(lead, Why.PROMISE_OVERDUE) for lead in leads]
    if now - promise.due > OUTAGE:
        words = f"{after.id}: promised by {late.owner} for {say_when(late.due, team.hours.zone)}"
        told = [TellOverdue(lead, words) for lead in leads]
    return replace(after, promise=late), [WritePromise(late, late.standing), *told, ShowCard()]


def _promise(before: Case, event: PromiseMade, policy: Policy, now: datetime) -> Promise:
    owner = event.owner or owner_of(before, event.who, policy, now)
    return Promise(event.due, owner, now, event.text, number=before.version)


def _note(case: Case, who: str, promise: Promise, policy: Policy) -> ThreadNote:
    when = say_when(promise.due, policy.team(case.team).hours.zone)
    owner = "" if promise.owner == who else f" {promise.owner} owes it."
    return ThreadNote(f"{who} promised an answer by {when}.{owner}")


def _handed(event: PromiseMade, promise: Promise) -> list[Effect]:
    """Whoever owes what somebody else promised hears of it."""
    return [Tell(promise.owner, Why.PROMISE_YOURS, f"{event.who} made it.")] if promise.owner != event.who else []
