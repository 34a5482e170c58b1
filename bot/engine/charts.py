"""The chart of today as an uploaded picture: drawn anew when it shows something else, the old one deleted.

Without a chart a Home is whole all the same, so nothing here ever raises.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.errors import DeliveryError
from bot.ports.clock import Clock
from bot.ports.home import HomeScreen, Hour, Look, Painter
from bot.ports.store import Store

log = structlog.get_logger()

DRAWN_EVERY = timedelta(minutes=5)
"""A new picture is uploaded at most this often for each look: every one is a file at the vendor's."""
DELETED_AFTER = timedelta(minutes=1)
"""How long a replaced picture stays, until every Home shows the new one."""
WAITS = timedelta(seconds=20)
_MARK = "home:charts"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Charts:
    """The pictures that stand at the vendor's. Used from one thread."""

    def __init__(self, store: Store, clock: Clock, screen: HomeScreen, paint: Painter) -> None:
        self._store = store
        self._clock = clock
        self._screen = screen
        self._paint = paint
        self._drawn: dict[Look, tuple[Sequence[Hour], str, datetime]] = {}
        self._old: list[tuple[str, datetime]] | None = None
        self._not_before = _LONG_AGO

    def of(self, hours: Sequence[Hour], look: Look) -> str:
        """Return the id of a picture of these hours, or of one a little older; "" where there is none just now."""
        now = self._clock.now()
        if now < self._not_before:
            return ""
        shown, file, at = self._drawn.get(look, ((), "", _LONG_AGO))
        if file and (shown == hours or abs(now - at) < DRAWN_EVERY):
            return file
        try:
            new = self._screen.upload(f"today-{look}.png", self._paint(hours, look), words(hours))
        except DeliveryError as fault:
            log.warning("chart_not_uploaded", reason=str(fault))
            self.wait()
            return file
        except Exception:
            # A chart is never worth a fault elsewhere.
            log.exception("chart_not_drawn")
            self._not_before = now + DRAWN_EVERY
            return ""
        self._drawn[look] = (hours, new, now)
        self._replaced(file, now)
        return new

    def wait(self) -> None:
        """Do without a chart for a while: the vendor did not take it yet."""
        self._not_before = self._clock.now() + WAITS

    def tidy(self) -> None:
        """Delete pictures that no Home shows any more."""
        now, left = self._clock.now(), []
        for file, at in self._old or ():
            if abs(now - at) < DELETED_AFTER:
                left.append((file, at))
                continue
            try:
                self._screen.delete(file)
            except DeliveryError as fault:
                log.warning("chart_not_deleted", reason=str(fault))
        if self._old != left:
            self._old = left
            self._write_down()

    def _replaced(self, file: str, now: datetime) -> None:
        if self._old is None:
            # Those of an earlier run: nobody will show them again.
            with self._store.transaction() as tx:
                self._old = [(one, now) for one in json.loads(tx.marks.get(_MARK) or "[]")]
        if file:
            self._old.append((file, now))
        self._write_down()

    def _write_down(self) -> None:
        files = [file for _, file, _ in self._drawn.values()] + [file for file, _ in self._old or ()]
        with self._store.transaction() as tx:
            tx.marks.set(_MARK, json.dumps(files))


def words(hours: Sequence[Hour]) -> str:
    """Return what the picture shows, for whoever hears it read."""
    came, answered = sum(one.came for one in hours), sum(one.answered for one in hours)
    return f"Today by the hour: {came} cases came in, {answered} were answered by a human."
