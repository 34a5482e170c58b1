"""Who is where: one roster for all, and when whom a chain has last asked."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.roster import Roster


class Rosters(Protocol):
    """The roster, kept fresh by whoever looks, and read with every decision."""

    def get(self) -> Roster:
        """Return what is known, `asked` included; an empty one before anything is."""
        ...

    def put(self, roster: Roster) -> None:
        """Write everything that is known but `asked`."""
        ...

    def note_asked(self, who: str, at: datetime) -> None:
        """Remember that a chain asked this teammate at `at` (UTC)."""
        ...
