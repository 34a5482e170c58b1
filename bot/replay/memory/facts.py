"""Timers, marks, budgets and costs: small facts under their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.case import Channel, Customer, Timer
from bot.ports.store import Bucket, Cost, DueTimer
from bot.replay.memory.journal import Journal


class MemoryTimers:
    """Implements `bot.ports.store.Timers`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._due: dict[tuple[str, Timer], datetime] = {}

    def set(self, case_id: str, timer: Timer, due: datetime) -> None:
        """Set or move the case's timer."""
        self._journal.put(self._due, (case_id, timer), due)

    def cancel(self, case_id: str, timer: Timer) -> None:
        """Take the case's timer away; fine when there is none."""
        self._journal.drop(self._due, (case_id, timer))

    def due(self, now: datetime, limit: int = 100) -> tuple[DueTimer, ...]:
        """Return the timers due at `now`, earliest first; they stay until cancelled."""
        found = [DueTimer(*key, due) for key, due in self._due.items() if due <= now]
        return tuple(sorted(found, key=lambda one: (one.due, one.case_id, one.timer))[:limit])

    def next_due(self) -> datetime | None:
        """Return the earliest due time of all timers."""
        return min(self._due.values(), default=None)

    def set_back(self, by: timedelta, now: datetime) -> tuple[DueTimer, ...]:
        """Let what is due after `now` (UTC) be due `by` earlier; return that as it is now."""
        moved = tuple(DueTimer(*key, due - by) for key, due in self._due.items() if due > now)
        for one in moved:
            self.set(one.case_id, one.timer, one.due)
        return moved


class MemoryMarks:
    """Implements `bot.ports.store.Marks`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._marks: dict[str, str] = {}
        self._opted_out: dict[tuple[Channel, str], datetime] = {}

    def get(self, name: str) -> str:
        """Return a mark, or ""."""
        return self._marks.get(name, "")

    def set(self, name: str, value: str) -> None:
        """Write a mark; "" takes it away."""
        if value:
            self._journal.put(self._marks, name, value)
        else:
            self._journal.drop(self._marks, name)

    def opt_out(self, customer: Customer, at: datetime) -> None:
        """Remember that this customer said stop; the first time counts."""
        if not self.opted_out(customer):
            self._journal.put(self._opted_out, (customer.channel, customer.id), at)

    def opted_out(self, customer: Customer) -> bool:
        """Tell whether this customer said stop."""
        return (customer.channel, customer.id) in self._opted_out


class MemoryBudgets:
    """Implements `bot.ports.store.Budgets`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._buckets: dict[str, Bucket] = {}

    def get(self, name: str) -> Bucket | None:
        """Return a bucket, or None."""
        return self._buckets.get(name)

    def put(self, bucket: Bucket) -> None:
        """Write a bucket, and forget those that were full before its `at`."""
        for name in [one.name for one in self._buckets.values() if one.until <= bucket.at]:
            self._journal.drop(self._buckets, name)
        self._journal.put(self._buckets, bucket.name, bucket)

    def all(self) -> tuple[Bucket, ...]:
        """Return every bucket, by name."""
        return tuple(sorted(self._buckets.values(), key=lambda one: one.name))


class MemoryCosts:
    """Implements `bot.ports.store.Costs`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._months: dict[str, Mapping[str, Cost]] = {}

    def add(self, month: str, item: str, times: int, micros: int) -> None:
        """Add to a sum; negative figures take back. No sum ever falls below nothing."""
        items = self._months.get(month, {})
        before = items.get(item, Cost(item, 0, 0))
        sums = replace(before, times=max(0, before.times + times), micros=max(0, before.micros + micros))
        self._journal.put(self._months, month, {**items, item: sums})

    def of(self, month: str) -> tuple[Cost, ...]:
        """Return the sums of a month, by item."""
        return tuple(sorted(self._months.get(month, {}).values(), key=lambda one: one.item))
