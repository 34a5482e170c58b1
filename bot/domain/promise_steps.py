"""The steps that a promise takes: made, settled, owed again. Each returns the case and what must happen now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import duty
from bot.domain.case import Case, Timer
from bot.domain.effects import CancelTimer, Effect, SetTimer, WritePromise
from bot.domain.policy import Policy
from bot.domain.promise import Promise, Standing, remind_at

Outcome = tuple[Case, list[Effect]]


def make(case: Case, promise: Promise, policy: Policy, now: datetime) -> Outcome:
    """Owe a promise from now on; one that was made before is replaced, and broken where its time has passed."""
    earlier = [WritePromise(case.promise, _how(case.promise, Standing.REPLACED, now))] if case.promise else []
    case = replace(case, promise=promise)
    return case, [*earlier, WritePromise(promise, promise.standing), *_timers(case, promise, policy, now)]


def settle(case: Case, how: Standing, now: datetime) -> Outcome:
    """Owe nothing any more. What is settled after its time was broken, however it is settled."""
    promise = case.promise
    if promise is None:
        return case, []
    return drop(case, _how(promise, how, now))


def drop(case: Case, how: Standing) -> Outcome:
    """Owe nothing any more, and write down that the promise stands like this."""
    if case.promise is None:
        return case, []
    written = WritePromise(case.promise, how)
    case = replace(case, promise=None, promise_kept=None)
    return case, [written, CancelTimer(Timer.PROMISE_SOON), CancelTimer(Timer.PROMISE_DUE)]


def owe_again(case: Case, promise: Promise, policy: Policy, now: datetime) -> Outcome:
    """Owe a promise that an answer seemed to have kept: the answer did not leave."""
    case = replace(case, promise=promise, promise_kept=None)
    return case, [WritePromise(promise, promise.standing), *_timers(case, promise, policy, now)]


def owner_of(case: Case, who: str, policy: Policy, now: datetime) -> str:
    """Return who owes what `who` promised: a teammate; where only the brand's account is known, who has the case."""
    known = next((name for name in (who, case.taken_by) if policy.person(name)), "")
    return known or duty.whoever(policy.team(case.team), policy, now)


def _how(promise: Promise, how: Standing, now: datetime) -> Standing:
    return Standing.BROKEN if promise.overdue or now > promise.due else how


def _timers(case: Case, promise: Promise, policy: Policy, now: datetime) -> list[Effect]:
    if promise.overdue:
        return [CancelTimer(Timer.PROMISE_SOON), CancelTimer(Timer.PROMISE_DUE)]
    soon = remind_at(promise, policy.team(case.team).hours, policy.promising.remind_before)
    reminder: Effect = CancelTimer(Timer.PROMISE_SOON)
    if soon is not None and soon > now:
        reminder = SetTimer(Timer.PROMISE_SOON, soon)
    return [reminder, SetTimer(Timer.PROMISE_DUE, promise.due)]
