"""Who was asked by a chain, and whoever is known to be away: as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.roster import Roster
from bot.replay.memory.journal import Journal


class MemoryRosters:
    """Implements `bot.ports.store.Rosters`; every decision reads it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._rosters: dict[str, Roster] = {"": Roster()}

    def get(self) -> Roster:
        """Return what is known."""
        return self._rosters[""]

    def put(self, roster: Roster) -> None:
        """Write everything that is known but `asked`."""
        self._journal.put(self._rosters, "", replace(roster, asked=self.get().asked))

    def note_asked(self, who: str, at: datetime) -> None:
        """Remember that a chain asked this teammate."""
        roster = self.get()
        self._journal.put(self._rosters, "", replace(roster, asked={**roster.asked, who: at}))
