"""A check that cannot fail is worthless: each protection, taken out of the store, is missed within fifty seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from simulation_runs import first_violation
from spoilt_stores import EffectsLater, NeverSeen, NobodyOptedOut, NoSendBy, NoSending, NoVersions, Spoilt

from bot.ports.store import Store

WITHOUT: dict[str, Callable[[Store], Store]] = {
    "deduplication of mentions": lambda store: Spoilt(store, mentions=NeverSeen),
    "version check": lambda store: Spoilt(store, cases=NoVersions),
    "sending committed before the call": lambda store: Spoilt(store, outbox=NoSending),
    "send-by check": lambda store: Spoilt(store, outbox=NoSendBy),
    "opted-out check": lambda store: Spoilt(store, marks=NobodyOptedOut),
    "effects committed with the state": EffectsLater,
}


@pytest.mark.parametrize("protection", WITHOUT)
def test_a_missing_protection_is_noticed(protection: str) -> None:
    """Without it, some seed shows a violation."""
    run = first_violation(WITHOUT[protection])
    assert run is not None
    assert all(violation.trace for violation in run.violations)
