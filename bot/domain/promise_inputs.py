"""Reads what is done about a promise as the one `Input` that matters for the state. It changes nothing."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case, State, Timer
from bot.domain.errors import NotAllowed
from bot.domain.events import PromiseDenied, PromiseKept, PromiseMade, PromiseUpdateSent, TimerFired
from bot.domain.inputs import Input
from bot.domain.policy import Policy
from bot.domain.promise import LONGEST


def read_promise(
    case: Case, event: PromiseMade | PromiseKept | PromiseDenied | PromiseUpdateSent, policy: Policy, now: datetime
) -> Input:
    """Return what a teammate does about a promise; raise NotAllowed, in words for them, if it means nothing."""
    match event:
        case PromiseMade():
            return _read_made(case, event, policy, now)
        case PromiseKept(_, text):
            if case.promise is None:
                raise NotAllowed(f"Nothing is promised here any more.{' Nothing was sent.' if text else ''}")
            return Input.PROMISE_ANSWERED if text else Input.PROMISE_KEPT
        case PromiseDenied():
            if case.promise is None or not case.promise.found:
                raise NotAllowed("There is no promise here that was only found in a text.")
            return Input.PROMISE_DENIED
        case PromiseUpdateSent():
            if case.promise is None:
                raise NotAllowed("Nothing is promised here any more. Nothing was sent.")
            if not policy.promising.offers_update:
                raise NotAllowed("Updates are switched off in the configuration. Nothing was sent.")
            if case.promise.updated:
                raise NotAllowed("The customer knows already that it takes longer. Nothing was sent.")
            if case.muted:
                raise NotAllowed("This customer asked us to stop. The bot does not write to them any more.")
            return Input.PROMISE_UPDATED


def read_promise_timer(case: Case, event: TimerFired, now: datetime) -> Input:
    """Return whether a promise is due, or comes near; one that was kept meanwhile, or is overdue, makes it nothing."""
    if case.promise is None or case.promise.overdue:
        return Input.LATE_TIMER
    if event.timer is Timer.PROMISE_DUE:
        return Input.PROMISE_OVERDUE
    # After an outage both are due at once, and being overdue is all there is to tell.
    return Input.PROMISE_SOON if now < case.promise.due else Input.LATE_TIMER


def _read_made(case: Case, event: PromiseMade, policy: Policy, now: datetime) -> Input:
    if event.due <= now:
        raise NotAllowed("This time has passed already. Nothing was promised.")
    if event.due - now > LONGEST:
        raise NotAllowed(f"Nobody can promise more than {LONGEST.days} days ahead. Nothing was promised.")
    if event.owner and policy.person(event.owner) is None:
        raise NotAllowed(f"{event.owner} is not among the staff in the configuration. Nothing was promised.")
    if event.text and case.state is State.ANSWERED and not event.answered:
        raise NotAllowed(f"{case.answered_by or 'Somebody'} has answered this case meanwhile. Nothing was sent.")
    return Input.PROMISE_SENT if event.text else Input.PROMISE_NOTED
