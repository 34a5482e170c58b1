"""Who is where: one sealed row, and one row for each teammate that a chain has asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.adapters.store.rows import json_to_roster, roster_to_json, storable, text_to_time, time_to_text
from bot.adapters.store.statements import Statements
from bot.domain.roster import Roster

_BODY = "roster.body"


class SqliteRosters:
    """Implements `bot.ports.store.Rosters`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def get(self) -> Roster:
        """Return what is known."""
        row = self._run.one("SELECT body FROM roster WHERE id = 1")
        roster = json_to_roster(self._run.seal.open(_BODY, row[0])) if row else Roster()
        asked = {who: text_to_time(at) for who, at in self._run.all("SELECT who, at FROM asked")}
        return replace(roster, asked=asked)

    def put(self, roster: Roster) -> None:
        """Write everything that is known but `asked`."""
        body = self._run.seal.close(_BODY, roster_to_json(replace(roster, asked={})))
        self._run.run(
            "INSERT INTO roster (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", (body,)
        )

    def note_asked(self, who: str, at: datetime) -> None:
        """Remember that a chain asked this teammate."""
        self._run.run(
            "INSERT INTO asked (who, at) VALUES (?, ?) ON CONFLICT (who) DO UPDATE SET at = excluded.at",
            (storable(who), time_to_text(at)),
        )
