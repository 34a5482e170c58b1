"""What may be said to the customer by ourselves: every automatic kind once per case, and nothing to who said stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case, Channel, Mention, Timer
from bot.domain.effects import Effect, Reply, SetTimer
from bot.domain.policy import Policy
from bot.domain.response import ASKING, HOLDING, ResponseKind
from bot.domain.understood import Missing, Reading

K = ResponseKind
# Kinds that stand for one another: saying one of them is having said them all.
_ALIKE: tuple[frozenset[ResponseKind], ...] = (
    HOLDING,
    ASKING,
    # Asked again once, whatever was wrong with the first address.
    frozenset({K.ADDRESS_UNREADABLE, K.ADDRESS_REFUSED}),
)

_ASKING: Mapping[Missing, ResponseKind] = {
    Missing.LINK: K.CLARIFY_LINK,
    Missing.ORDER: K.CLARIFY_ORDER,
    Missing.VERSION: K.CLARIFY_VERSION,
    Missing.DETAILS: K.CLARIFY_DETAILS,
}

# What is still news after a human has answered or closed the case. A word about a promise goes by the promise.
LASTING: frozenset[ResponseKind] = frozenset({K.TICKET_OPENED, K.TICKET_SOLVED, K.ADDRESS_PUBLIC, K.PROMISE_UPDATE})


def alike(kind: ResponseKind) -> frozenset[ResponseKind]:
    """Return all kinds that count as the same message as `kind`."""
    return next((kinds for kinds in _ALIKE if kind in kinds), frozenset({kind}))


def say_once(
    case: Case, kind: ResponseKind, since: datetime, by: str = "", private: bool | None = None
) -> tuple[Case, list[Effect]]:
    """Say `kind` as an answer to the last mention, unless it was said before or the customer said stop.

    `private` is None for the way in which the customer wrote last.
    """
    if case.muted or case.said & alike(kind):
        return case, []
    after = replace(case, said=case.said | {kind}, hold_offered=None)
    way = case.private if private is None else private
    return after, [Reply(kind, case.last_mention, since, by=by, private=way)]


def tell_number(case: Case, now: datetime, by: str = "") -> tuple[Case, list[Effect]]:
    """Tell the customer the number of their ticket, where that may be said."""
    if not may_tell_number(case):
        return case, []
    return say_once(case, K.TICKET_OPENED, now, by, private=True if _was_public(case) else None)


def may_tell_number(case: Case) -> bool:
    """Tell whether there is a way to tell the ticket's number to a customer who posted an address in public.

    X allows one automated reply: they have had it, to delete their address, and wrote nothing in private.
    """
    return not _was_public(case) or case.channel is Channel.SLACK


def _was_public(case: Case) -> bool:
    return K.ADDRESS_PUBLIC in case.said and not case.private


def first_reply(case: Case, mention: Mention, reading: Reading, policy: Policy, now: datetime) -> ResponseKind:
    """Choose the first reply: honest about closed hours, else what is missing, else "let me look into this"."""
    if reading.email and not mention.private:
        return K.ADDRESS_PUBLIC
    if not policy.team(case.team).hours.is_open(now):
        return K.OUT_OF_HOURS
    return _look_into(reading)


def first_reply_now(case: Case, policy: Policy, now: datetime) -> ResponseKind:
    """Return the first reply that waits for a click as it is true now: it may have been chosen while all were away."""
    kind = case.hold_offered or K.HOLD
    if kind is not K.OUT_OF_HOURS or not policy.team(case.team).hours.is_open(now):
        return kind
    return _look_into(case.reading) if case.reading else K.HOLD


def _look_into(reading: Reading) -> ResponseKind:
    return _ASKING.get(reading.missing.value, K.HOLD) if reading.missing.is_sure else K.HOLD


def ask_for_email(case: Case, since: datetime, by: str = "") -> tuple[Case, list[Effect]]:
    """Ask for an email address: in the private conversation, by a private link on X, by direct message in Slack."""
    kind = K.ASK_EMAIL_PRIVATE if case.private else K.ASK_EMAIL
    private = case.private or case.channel is Channel.SLACK
    return say_once(replace(case, asked=True, ask_due=None), kind, since, by, private)


def wait_for_answer(case: Case, policy: Policy, now: datetime) -> tuple[Case, list[Effect]]:
    """Set the answer timer; for a customer who said stop it would only lead to words that may not be said."""
    if case.muted:
        return case, []
    due = now + policy.answer_timeout
    return replace(case, ask_due=due), [SetTimer(Timer.ANSWER, due)]
