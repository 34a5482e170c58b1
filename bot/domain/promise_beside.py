"""What everything else that happens to a case does to its promise: finds, keeps, hands on or ends it.

A promise is never forgotten here: as long as the case is open it is owed until it is kept, denied, replaced or ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import duty
from bot.domain.case import Case
from bot.domain.draft_events import DraftSent
from bot.domain.effects import Effect, ShowCard, Tell, ThreadNote, WritePromise
from bot.domain.events import AnsweredElsewhere, Event, HeldSettled, NotDelivered, PromiseKept, SuggestionSent
from bot.domain.inputs import Input
from bot.domain.policy import Policy
from bot.domain.promise import Promise, Standing, say_when
from bot.domain.promise_steps import drop, make, owe_again, owner_of, settle
from bot.domain.response import ResponseKind
from bot.domain.teaching import answer_in
from bot.domain.times.finding import find_promise
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]

ONE_ANSWER = timedelta(minutes=2)
"""Messages by hand that follow a promise so closely belong to it: "We'll be back by 3 pm." "Thank you for waiting." """
_ANSWERS = frozenset({Input.SENT, Input.DRAFT_SENT})
_KEEPS = frozenset({*_ANSWERS, Input.TICKET_ANSWERED, Input.RESOLVED})
_ENDS = frozenset({Input.STOP, Input.DISMISSED, Input.TAKEN_BACK})


def beside_promise(
    before: Case,
    after: Case,
    given: Input,
    event: Event,
    policy: Policy,
    now: datetime,
    effects: list[Effect],
) -> Outcome:
    """Return the case and all effects of an event, with what it means for the promise of the case.

    `after` and `effects` are what the event does otherwise.
    """
    case, more = _beside(before, after, given, event, policy, now, effects)
    if not more:
        return case, effects
    card = [] if any(isinstance(one, ShowCard) for one in effects) else [ShowCard()]
    return case, [*effects, *more, *card]


def _beside(
    before: Case, after: Case, given: Input, event: Event, policy: Policy, now: datetime, effects: Sequence[Effect]
) -> Outcome:
    text = _written(before, given, event) if after.is_open else ""
    if text and (found := find_promise(text, now, policy.team(after.team).hours.zone)):
        author = after.answered_by if given is Input.DRAFT_SENT else getattr(event, "who", "")
        owner = owner_of(after, author, policy, now)
        if after.promise and after.promise.due == found.due:
            # Said once more, in the next message by hand.
            return after, []
        through_us = not isinstance(event, AnsweredElsewhere)
        promise = Promise(found.due, owner, now, found.words, True, through_us, number=before.version)
        return _found(after, promise, policy, now)
    if isinstance(event, NotDelivered) and event.kind is ResponseKind.SUGGESTION:
        return _answer_lost(after, policy, now)
    if after.promise is None:
        return after, []
    if given in _ENDS:
        return settle(after, Standing.ENDED, now)
    if _is_kept(after, after.promise, given, event, now):
        case, settled = settle(after, Standing.KEPT, now)
        may_get_lost = given in _ANSWERS or isinstance(event, HeldSettled)
        return replace(case, promise_kept=after.promise if may_get_lost else None), settled
    if not after.is_open:
        return settle(after, Standing.ENDED, now)
    if given is Input.MOVED:
        return _handed_on(after, after.promise, policy, now, effects)
    return after, []


def _written(before: Case, given: Input, event: Event) -> str:
    """Return what a human writes to the customer with this event."""
    match event:
        case SuggestionSent(_, name):
            return next((one.text for one in before.suggestions if one.name == name), "")
        case DraftSent():
            return answer_in(event, before)
        case AnsweredElsewhere() | HeldSettled() | PromiseKept():
            return event.text
        case _ if given is Input.SENT:
            return str(getattr(event, "text", ""))
        case _:
            return ""


def _found(case: Case, promise: Promise, policy: Policy, now: datetime) -> Outcome:
    earlier = case.promise or case.promise_kept
    case, made = make(case, promise, policy, now)
    when = say_when(promise.due, policy.team(case.team).hours.zone)
    note = ThreadNote(
        f"Found a promise in what was sent: by {when}, owed by {promise.owner}. If it is none, click No promise."
    )
    return replace(case, promise_kept=earlier if promise.through_us else None), [*made, note]


def _is_kept(case: Case, promise: Promise, given: Input, event: Event, now: datetime) -> bool:
    if given is Input.ANSWERED_ELSEWHERE:
        return now - promise.made >= ONE_ANSWER
    if given is Input.TICKET_SOLVED:
        return not case.is_open
    released = isinstance(event, HeldSettled) and bool(event.text) and event.kind is ResponseKind.SUGGESTION
    return given in _KEEPS or released


def _answer_lost(case: Case, policy: Policy, now: datetime) -> Outcome:
    """The customer never read what a human sent: nothing was promised in it, and nothing was kept by it."""
    effects: list[Effect] = []
    earlier = case.promise_kept
    if case.promise and case.promise.found and case.promise.through_us:
        case, effects = drop(case, Standing.ENDED)
    if earlier and case.promise is None and case.is_open:
        case, again = owe_again(case, earlier, policy, now)
        return case, [*effects, *again]
    return replace(case, promise_kept=None), effects


def _handed_on(case: Case, promise: Promise, policy: Policy, now: datetime, effects: Sequence[Effect]) -> Outcome:
    """Another team has the case: whoever is on duty there owes what was promised, unless its owner works there too."""
    team = policy.team(case.team)
    owner = promise.owner if policy.works_in(promise.owner, team) else duty.whoever(team, policy, now)
    handed = replace(promise, owner=owner)
    hears = any(isinstance(one, Tell) and one.who == owner for one in effects)
    told = [] if hears or owner == promise.owner else [Tell(owner, Why.PROMISE_YOURS)]
    return replace(case, promise=handed), [WritePromise(handed, handed.standing), *told]
