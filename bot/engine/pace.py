"""How fast messages may leave for one destination. In memory: after a restart the vendors' own limits still hold."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta


class Pace:
    """Keeps a minimum distance between two messages to one destination, and a destination shut after a rate limit.

    `distance` is per lane (the part of a destination before ":"). Safe from several threads.
    """

    def __init__(self, distance: Mapping[str, timedelta]) -> None:
        self._distance = distance
        self._shut: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def sent(self, destination: str, now: datetime) -> None:
        """A message left at `now`."""
        lane = destination.partition(":")[0]
        if distance := self._distance.get(lane):
            self.limited(destination, now + distance)

    def limited(self, destination: str, until: datetime) -> None:
        """The vendor asked for silence until `until`."""
        with self._lock:
            self._shut[destination] = max(until, self._shut.get(destination, until))

    def shut(self, now: datetime) -> tuple[str, ...]:
        """Return the destinations for which nothing may leave at `now`."""
        with self._lock:
            self._shut = {place: until for place, until in self._shut.items() if until > now}
            return tuple(self._shut)

    def next_open(self, now: datetime) -> datetime | None:
        """Return when the next destination opens, or None when all are open."""
        with self._lock:
            return min((until for until in self._shut.values() if until > now), default=None)
