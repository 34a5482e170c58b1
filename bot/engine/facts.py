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
        """Return the lanes in which something should have left; one in which messages do leave is only slow."""
        stopped = bool(tx.marks.get(PAUSED)) or breaker.is_open(tx)
        found = {}
        for worker in self._outboxes:
            oldest = tx.outbox.oldest_due(now, worker.lane, without_automatic=stopped, exclude=shut_destinations(tx))
            if oldest is not None:
                since, reason = oldest
                left = worker.left_at
                # After the clock was set back the last one left in the future.
                found[worker.lane] = Waiting(since if left is None or left > now else max(since, left), reason)
        return found
