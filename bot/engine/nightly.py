"""When to learn by itself: once a night at the hour that the operator chose. It learns nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.ports.clock import Clock
from bot.ports.store import Store

LAST_NIGHT = "learned"
"""The mark that says when the nightly learning began last."""


class Nightly:
    """Calls `learn` once for every night, also for one that the bot was away in; a first start waits for its night."""

    def __init__(
        self, at: time, zone: ZoneInfo, store: Store, clock: Clock, learn: Callable[[], None], mark: str = LAST_NIGHT
    ) -> None:
        """Take the time of day in `zone`; `learn` comes back when it is over; `mark` remembers the last night."""
        self._at = at
        self._zone = zone
        self._store = store
        self._clock = clock
        self._learn = learn
        self._mark = mark
        self._at_once = False

    def ask(self) -> None:
        """Learn at the next look, whatever the hour: a model in use cannot be used any more."""
        self._at_once = True

    def work(self) -> bool:
        """Learn if it is time; False: there is nothing more to do now."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            last = tx.marks.get(self._mark)
            is_due = self._at_once or (bool(last) and datetime.fromisoformat(last) < self._last_due(now))
            if is_due or not last:
                # Written before the learning begins: one that fails must not come again and again.
                tx.marks.set(self._mark, now.isoformat())
        self._at_once = False
        if is_due:
            self._learn()
        return False

    def _last_due(self, now: datetime) -> datetime:
        """Return the newest moment at which it was time."""
        here = now.astimezone(self._zone)
        today = datetime.combine(here.date(), self._at, self._zone)
        return today if today <= here else today - timedelta(days=1)
