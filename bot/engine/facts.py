"""Gathers what the watch looks at: from the parts that listen, from the database and from the machine. It judges
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.errors import StoreBroken
from bot.domain.health import Ailment, Facts, Waiting
from bot.engine import breaker
from bot.engine.outbox import OutboxWorker
from bot.engine.pace import opening
from bot.engine.premises import shut_destinations
from bot.engine.skew import Skew
from bot.engine.story import PAUSED
from bot.ports.disk import Disk
from bot.ports.part import Part
from bot.ports.store import Store, Transaction

WRITTEN = "health:written"
"""The mark that shows that the database takes what is written, and what time it was then."""


class Senses:
    """Where facts come from. `parts` are those that run, `outboxes` the workers of all lanes."""

    def __init__(
        self, store: Store, parts: Mapping[Ailment, Part], outboxes: Sequence[OutboxWorker], disk: Disk, skew: Skew
    ) -> None:
        self._store = store
        self._parts = parts
        self._outboxes = outboxes
        self._disk = disk
        self._skew = skew
        self._shut: dict[str, Waiting] = {}

    def gather(self, now: datetime, *, write: bool) -> Facts:
        """Return what can be seen at `now` (UTC); `write` also tries whether the database takes anything.

        A database that cannot be asked is a fact like the others.
        """
        pulses = {ailment: part.pulse() for ailment, part in self._parts.items()}
        outbox: dict[str, Waiting] = {}
        inbox = timer = None
        database = ""
        try:
            with self._store.transaction() as tx:
                if write:
                    tx.marks.set(WRITTEN, now.isoformat())
                outbox = self._waiting(tx, now)
                inbox = tx.inbox.oldest()
                timer = tx.timers.next_due()
        except StoreBroken as problem:
            database = str(problem)
        return Facts(now, pulses, outbox, inbox, timer, self._disk.free(), self._skew.now(now), database)

    def _waiting(self, tx: Transaction, now: datetime) -> dict[str, Waiting]:
        """Return the destinations to which something should have left; where messages do leave it is only slow."""
        stopped = bool(tx.marks.get(PAUSED)) or breaker.is_open(tx)
        opens, shared = opening(tx, now), shut_destinations(tx)
        found = {}
        for worker in self._outboxes:
            oldest = tx.outbox.oldest_due(now, worker.lane, without_automatic=stopped, exclude=shared)
            for destination, (since, reason) in oldest.items():
                left = worker.left_at.get(destination, since)
                # After the clock was set back the last one left in the future.
                begun = since if left > now else max(since, left)
                found[destination] = Waiting(begun, reason, opens.get(destination))
        # What became too late there is with a human by now, but nothing may leave there yet.
        self._shut = {place: one for place, one in {**self._shut, **found}.items() if place in opens}
        return {**self._shut, **found}
