"""Who has a case open at this moment: rows that end by themselves."""

from __future__ import annotations

from datetime import datetime

from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Statements
from bot.ports.store.presences import Doing, Presence


class SqlitePresences:
    """Implements `bot.ports.store.Presences`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def put(self, presence: Presence) -> bool:
        """Write what a teammate does; return whether that is news, and not only goes on."""
        key = (presence.case_id, storable(presence.who))
        before = self._run.one("SELECT doing FROM presences WHERE case_id = ? AND who = ?", key)
        self._run.run(
            "INSERT INTO presences (case_id, who, doing, until) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (case_id, who) DO UPDATE SET doing = excluded.doing, until = excluded.until",
            (*key, presence.doing, time_to_text(presence.until)),
        )
        return before is None or before[0] != presence.doing

    def end(self, case_id: str, who: str) -> bool:
        """Take a teammate's row away; return whether there was one."""
        sql = "DELETE FROM presences WHERE case_id = ? AND who = ?"
        return self._run.run(sql, (case_id, storable(who))) > 0

    def of(self, case_id: str, now: datetime) -> tuple[Presence, ...]:
        """Return who has a case open at `now` (UTC), by name."""
        rows = self._run.all(
            "SELECT case_id, who, doing, until FROM presences WHERE case_id = ? AND until > ? ORDER BY who",
            (case_id, time_to_text(now)),
        )
        return tuple(Presence(case, who, Doing(doing), text_to_time(until)) for case, who, doing, until in rows)

    def end_all(self, now: datetime) -> tuple[str, ...]:
        """Take away what is over at `now` (UTC) and return the ids of those cases, each once."""
        over = self._run.all(
            "SELECT DISTINCT case_id FROM presences WHERE until <= ? ORDER BY case_id", (time_to_text(now),)
        )
        if over:
            self._run.run("DELETE FROM presences WHERE until <= ?", (time_to_text(now),))
        return tuple(str(case_id) for (case_id,) in over)
