"""Keeps reading a vendor within its budgets, and counts what that costs. Sending is counted by the outbox.

Each method is a short transaction of its own. It must never be asked inside one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.budgets import Item
from bot.domain.errors import Limited
from bot.domain.policy import Policy
from bot.engine.pace import Pace
from bot.engine.spending import charge
from bot.ports.clock import Clock
from bot.ports.store import Store


class Meter:
    """Safe from several threads."""

    def __init__(self, store: Store, pace: Pace, policy: Policy, triage_channel: str, clock: Clock) -> None:
        self._store = store
        self._pace = pace
        self._policy = policy
        self._triage_channel = triage_channel
        self._clock = clock
        self._day = ""
        self._paid: set[str] = set()

    def take(self, name: str) -> None:
        """Take one call of the budget `name`; raise Limited, with the time of the next one, where none is left."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            opens = self._pace.take(tx, name, now)
        if opens is not None:
            raise Limited("the calls that are allowed are used up for now", opens)

    def told(self, name: str, left: int, until: datetime) -> None:
        """The vendor said how many calls are left of a budget until `until` (UTC)."""
        with self._store.transaction() as tx:
            self._pace.told(tx, name, left, until, self._clock.now())

    def spacing(self, names: Iterable[str]) -> timedelta:
        """Return how far apart rounds of one call each must be for what is left to last."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            return max((self._pace.spacing(tx, name, now) for name in names), default=timedelta(0))

    def read(self, item: Item, ids: Iterable[str]) -> None:
        """Count posts or messages that were read. X takes money for one once a day (UTC), however often it is read.

        What was counted today is only known in memory: after a start some are counted twice, none is left out.
        Source: https://docs.x.com/x-api/getting-started/pricing
        """
        now = self._clock.now()
        if (day := f"{now:%Y-%m-%d}") != self._day:
            self._day, self._paid = day, set()
        new = {f"{item}:{id}" for id in ids} - self._paid
        if not new:
            return
        self._paid |= new
        with self._store.transaction() as tx:
            charge(tx, item, len(new), self._policy, self._triage_channel, now)
