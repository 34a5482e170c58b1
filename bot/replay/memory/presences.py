"""Who has a case open at this moment, as it is: nobody in a replay, but every card asks."""

from __future__ import annotations

from datetime import datetime

from bot.ports.store import Presence
from bot.replay.memory.journal import Journal


class MemoryPresences:
    """Implements `bot.ports.store.Presences`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._present: dict[tuple[str, str], Presence] = {}

    def put(self, presence: Presence) -> bool:
        """Write what a teammate does; return whether that is news, and not only goes on."""
        key = (presence.case_id, presence.who)
        before = self._present.get(key)
        self._journal.put(self._present, key, presence)
        return before is None or before.doing is not presence.doing

    def end(self, case_id: str, who: str) -> bool:
        """Take a teammate's row away; return whether there was one."""
        return self._journal.drop(self._present, (case_id, who))

    def of(self, case_id: str, now: datetime) -> tuple[Presence, ...]:
        """Return who has a case open at `now` (UTC), by name."""
        found = (one for one in self._present.values() if one.case_id == case_id and one.until > now)
        return tuple(sorted(found, key=lambda one: one.who))

    def end_all(self, now: datetime) -> tuple[str, ...]:
        """Take away what is over at `now` (UTC) and return the ids of those cases, each once."""
        over = [key for key, one in self._present.items() if one.until <= now]
        for key in over:
            self._journal.drop(self._present, key)
        return tuple(dict.fromkeys(case_id for case_id, _ in sorted(over)))
