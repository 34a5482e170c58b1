"""How fast messages may leave for one destination, and how often a vendor may be asked: its rate limits as buckets.

A bucket is full until the first call is taken from it, and full again when its period is over, as the vendors count.
What is left stands in the store and is taken in the transaction of the claim: a restart does not begin to count anew,
and a crash between claim and call costs one call, never a refusal. The vendor's own word corrects it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.budgets import LONGEST, Budget, believable, destination_of
from bot.ports.store import Bucket, Transaction

WRONG_CLOCK = timedelta(minutes=1)
"""A bucket that was written later than this after now was written by a clock that has been put right since."""


class Pace:
    """The budgets; it keeps nothing in memory.

    `distance` is the least time between two messages to one destination, by lane (the part of a destination before
    ":"). A destination without either is never shut but by the vendor.
    """

    def __init__(self, distance: Mapping[str, timedelta], budgets: Iterable[Budget] = ()) -> None:
        self._distance = distance
        self._budgets = {budget.name: budget for budget in budgets}

    def take(self, tx: Transaction, destination: str, now: datetime) -> datetime | None:
        """Take one call from every budget of a destination; None when that went well.

        Otherwise nothing is taken, and the time (UTC) is returned at which there will be one again.
        """
        taken: list[Bucket] = []
        opens: list[datetime] = []
        for budget in self._of(destination):
            bucket = _running(tx, budget.name, now)
            if bucket is None and budget.calls is not None:
                bucket = Bucket(budget.name, budget.calls, now + budget.period, now)
            if bucket is None:
                continue
            if bucket.left < 1:
                opens.append(bucket.until)
            taken.append(replace(bucket, left=bucket.left - 1, at=now))
        if opens:
            return max(opens)
        for bucket in taken:
            tx.budgets.put(bucket)
        return None

    def limited(self, tx: Transaction, destination: str, until: datetime, now: datetime) -> None:
        """The vendor asked for silence until `until` (UTC)."""
        until = believable(until, now)
        bucket = _running(tx, destination, now)
        if bucket is not None and bucket.left < 1:
            until = max(until, bucket.until)
        if until > now:
            tx.budgets.put(Bucket(destination, 0, until, now))

    def told(self, tx: Transaction, name: str, left: int, until: datetime, now: datetime) -> None:
        """The vendor said how many calls are left of a budget until `until` (UTC); its word counts more than ours."""
        budget = self._budgets.get(name)
        if budget is None or not now < until < now + LONGEST:
            return
        bucket = _running(tx, name, now)
        if budget.capped and budget.calls is not None:
            left = min(left, bucket.left if bucket else budget.calls)
        if bucket is None or bucket.left != left or abs(bucket.until - until) > timedelta(seconds=1):
            tx.budgets.put(Bucket(name, left, until, now))

    def shut(self, tx: Transaction, now: datetime) -> tuple[str, ...]:
        """Return the destinations for which nothing may leave at `now`."""
        return tuple(opening(tx, now))

    def next_open(self, tx: Transaction, now: datetime, lane: str = "") -> datetime | None:
        """Return when the next destination (of a lane) opens, or None when all are open."""
        buckets = (one for one in _empty(tx, now) if one.name.startswith(f"{lane}:" if lane else ""))
        return min((bucket.until for bucket in buckets), default=None)

    def spacing(self, tx: Transaction, name: str, now: datetime) -> timedelta:
        """Return how far apart calls must be for what is left to last until the bucket is full again."""
        buckets = (_running(tx, budget.name, now) for budget in self._of(name))
        spaces = [(one.until - now) / max(1, one.left) for one in buckets if one is not None]
        return max(spaces, default=timedelta(0))

    def known(self, tx: Transaction, now: datetime) -> tuple[Bucket, ...]:
        """Return every bucket that is not full at `now`, by name: for commands and metrics."""
        return tuple(bucket for bucket in tx.budgets.all() if _counts(bucket, now))

    def _of(self, destination: str) -> list[Budget]:
        found = [budget for budget in self._budgets.values() if budget.destination == destination]
        if any(budget.name == destination for budget in found):
            return found
        distance = self._distance.get(destination.partition(":")[0])
        # Without a figure of ours a destination may still have been shut by its vendor.
        own = Budget(destination, 1, distance) if distance else Budget(destination, None, LONGEST)
        return [own, *found]


def opening(tx: Transaction, now: datetime) -> Mapping[str, datetime]:
    """Return the destinations for which nothing may leave at `now` (UTC), and when each opens again."""
    found: dict[str, datetime] = {}
    for bucket in _empty(tx, now):
        destination = destination_of(bucket.name)
        found[destination] = max(bucket.until, found.get(destination, now))
    return found


def _running(tx: Transaction, name: str, now: datetime) -> Bucket | None:
    bucket = tx.budgets.get(name)
    return bucket if bucket is not None and _counts(bucket, now) else None


def _empty(tx: Transaction, now: datetime) -> tuple[Bucket, ...]:
    return tuple(bucket for bucket in tx.budgets.all() if bucket.left < 1 and _counts(bucket, now))


def _counts(bucket: Bucket, now: datetime) -> bool:
    # One that lasts longer than any may was written by a version that believed everything.
    return now < bucket.until <= now + LONGEST and bucket.at <= now + WRONG_CLOCK
