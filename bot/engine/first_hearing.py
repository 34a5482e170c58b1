"""After a start the bot listens before it speaks: whoever said stop while it was away is asked for nothing first.

What fell due meanwhile, and what was to be said on X, waits until everything that was written down before the start is
worked on and X was read once. What Slack has not told yet nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.engine.clock_step import Rest
from bot.ports.clock import Clock
from bot.ports.store import Store

LONGEST = timedelta(seconds=45)
"""An X that is away, or a message that cannot be worked on, must not keep everybody else waiting."""


class FirstHearing:
    """Give `before(work)` to a pump; `has_read_x` tells whether X, where there is one, was read since the start."""

    def __init__(self, store: Store, clock: Clock, has_read_x: Callable[[], bool]) -> None:
        self._store = store
        self._clock = clock
        self._has_read_x = has_read_x
        now = clock.now()
        self._rest: Rest | None = Rest(now, now + LONGEST)

    def before(self, work: Callable[[], bool]) -> Callable[[], bool]:
        """Return work that does nothing before everything was heard, or `LONGEST` is over. Any thread may call it."""
        return lambda: self._is_over() and work()

    def ends(self) -> datetime | None:
        """Return when it is over at the latest (UTC), None when it is."""
        rest = self._rest
        return rest.ends if rest else None

    def _is_over(self) -> bool:
        rest = self._rest
        if rest and (not rest.lasts(self._clock.now()) or self._has_heard(rest.begun)):
            self._rest = None
        return self._rest is None

    def _has_heard(self, begun: datetime) -> bool:
        if not self._has_read_x():
            return False
        with self._store.transaction() as tx:
            oldest = tx.inbox.oldest()
        return oldest is None or oldest >= begun
