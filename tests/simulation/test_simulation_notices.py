"""A check that cannot fail is worthless: each protection, taken out of the store, is missed within fifty seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from forgetful_stores import (
    AnybodyIsALead,
    AskedAtOnce,
    ChasingOutbox,
    MixedUp,
    NobodyToldAgain,
    NothingIsRevised,
    StopLater,
    without_replies,
)
from simulation_runs import first_violation
from spoilt_stores import EffectsLater, NeverSeen, NobodyOptedOut, NoSendBy, NoSending, NoVersions, Spoilt

from bot.domain.response import HOLDING, ResponseKind
from bot.ports.store import Store

WITHOUT: dict[str, Callable[[Store], Store]] = {
    "deduplication of mentions": lambda store: Spoilt(store, mentions=NeverSeen),
    "version check": lambda store: Spoilt(store, cases=NoVersions),
    "sending committed before the call": lambda store: Spoilt(store, outbox=NoSending),
    "send-by check": lambda store: Spoilt(store, outbox=NoSendBy),
    "opted-out check": lambda store: Spoilt(store, marks=NobodyOptedOut),
    "effects committed with the state": EffectsLater,
}
"""What the store protects from."""
BROKEN: dict[str, tuple[Callable[[Store], Store], str]] = {
    "an answer that was clicked for": (
        lambda store: Spoilt(store, outbox=without_replies(ResponseKind.SUGGESTION)),
        "1 click",
    ),
    "the first reply": (lambda store: Spoilt(store, outbox=without_replies(*HOLDING)), "1 no first reply"),
    "who writes again after an answer": (NobodyToldAgain, "1 wrote again"),
    "peace after an answer": (lambda store: Spoilt(store, outbox=ChasingOutbox), "6 told after answered"),
    "whose address it is": (lambda store: Spoilt(store, cases=MixedUp), "5 wrong address"),
    "a stop at once": (StopLater, "7 after stop"),
    "who is in the support team": (lambda store: Spoilt(store, inbox=AnybodyIsALead), "8 nobody clicked"),
    "words that are gone": (lambda store: Spoilt(store, mentions=NothingIsRevised), "5 gone"),
    "the time to answer": (AskedAtOnce, "6 asked early"),
}
"""What people were promised, and the check that is for it."""
SEEN_AT = {
    "deduplication of mentions": 1,
    "version check": 20,
    "sending committed before the call": 3,
    "send-by check": 2,
    "effects committed with the state": 42,
    "who writes again after an answer": 8,
    "a stop at once": 2,
    "who is in the support team": 2,
    "words that are gone": 27,
}
"""The first seed that showed what is not seen at the very first: without it the search takes a minute of processor."""


@pytest.mark.parametrize("protection", WITHOUT)
def test_a_missing_protection_is_noticed(protection: str) -> None:
    """Without it, some seed shows a violation."""
    run = first_violation(WITHOUT[protection], seen=SEEN_AT.get(protection, 0))
    assert run is not None
    assert all(violation.trace for violation in run.violations)


@pytest.mark.parametrize("promise", BROKEN)
def test_a_broken_promise_is_noticed(promise: str) -> None:
    """Where it is not kept, some seed shows it, by the check that is for it."""
    spoil, check = BROKEN[promise]
    run = first_violation(spoil, check=check, seen=SEEN_AT.get(promise, 0))
    assert run is not None
