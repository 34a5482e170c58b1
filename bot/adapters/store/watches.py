"""Tickets that are looked at on the desk: a row each, so that no crash forgets one."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.adapters.store.rows import text_to_time, time_to_text
from bot.adapters.store.statements import Statements
from bot.ports.store import Watch


class SqliteWatches:
    """Implements `bot.ports.store.Watches`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def put(self, watch: Watch) -> None:
        """Write what is known of a case's ticket."""
        answered = time_to_text(watch.answered_at) if watch.answered_at else None
        times = (time_to_text(watch.due), time_to_text(watch.since), time_to_text(watch.looked_at))
        self._run.run(
            "INSERT OR REPLACE INTO watches (case_id, due, since, looked_at, is_over, answered_at, failures)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (watch.case_id, *times, int(watch.is_over), answered, watch.failures),
        )

    def drop(self, case_id: str) -> None:
        """Look at this ticket no more; fine when it is not looked at."""
        self._run.run("DELETE FROM watches WHERE case_id = ?", (case_id,))

    def next(self, now: datetime) -> Watch | None:
        """Return the one that is due longest at `now`, or None; of several, the one that was looked at longest ago."""
        row = self._run.one(
            "SELECT case_id, due, since, looked_at, is_over, answered_at, failures FROM watches WHERE due <= ?"
            " ORDER BY due, looked_at, case_id LIMIT 1",
            (time_to_text(now),),
        )
        if row is None:
            return None
        case_id, due, since, looked_at, is_over, answered, failures = row
        seen = text_to_time(answered) if answered else None
        times = (text_to_time(due), text_to_time(since), text_to_time(looked_at))
        return Watch(case_id, *times, bool(is_over), seen, failures)

    def postpone(self, until: datetime) -> None:
        """Let every look that is due earlier wait until then."""
        self._run.run("UPDATE watches SET due = ? WHERE due < ?", (time_to_text(until), time_to_text(until)))

    def set_back(self, by: timedelta, now: datetime) -> None:
        """Let what is due after `now` (UTC) be due `by` earlier."""
        for case_id, due in self._run.all("SELECT case_id, due FROM watches WHERE due > ?", (time_to_text(now),)):
            earlier = time_to_text(text_to_time(due) - by)
            self._run.run("UPDATE watches SET due = ? WHERE case_id = ?", (earlier, case_id))
