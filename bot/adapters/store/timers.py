"""What cases wait for: a row each, so that no crash loses one."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.adapters.store.rows import text_to_time, time_to_text
from bot.adapters.store.statements import Statements
from bot.domain.case import Timer
from bot.ports.store import DueTimer


class SqliteTimers:
    """Implements `bot.ports.store.Timers`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def set(self, case_id: str, timer: Timer, due: datetime) -> None:
        """Set or move the case's timer."""
        self._run.run(
            "INSERT INTO timers (case_id, timer, due) VALUES (?, ?, ?)"
            " ON CONFLICT (case_id, timer) DO UPDATE SET due = excluded.due",
            (case_id, timer, time_to_text(due)),
        )

    def cancel(self, case_id: str, timer: Timer) -> None:
        """Take the case's timer away; fine when there is none."""
        self._run.run("DELETE FROM timers WHERE case_id = ? AND timer = ?", (case_id, timer))

    def due(self, now: datetime, limit: int = 100) -> tuple[DueTimer, ...]:
        """Return the timers due at `now`, earliest first; they stay until cancelled."""
        rows = self._run.all(
            "SELECT case_id, timer, due FROM timers WHERE due <= ? ORDER BY due LIMIT ?", (time_to_text(now), limit)
        )
        return tuple(DueTimer(case_id, Timer(timer), text_to_time(due)) for case_id, timer, due in rows)

    def next_due(self) -> datetime | None:
        """Return the earliest due time of all timers."""
        row = self._run.one("SELECT due FROM timers ORDER BY due LIMIT 1")
        return None if row is None else text_to_time(row[0])

    def set_back(self, by: timedelta, now: datetime) -> tuple[DueTimer, ...]:
        """Let what is due after `now` (UTC) be due `by` earlier; return that as it is now."""
        rows = self._run.all("SELECT case_id, timer, due FROM timers WHERE due > ?", (time_to_text(now),))
        moved = tuple(DueTimer(case_id, Timer(timer), text_to_time(due) - by) for case_id, timer, due in rows)
        for one in moved:
            self.set(one.case_id, one.timer, one.due)
        return moved
