"""What customers wrote, under every id it was ever seen with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.case import Channel, Mention
from bot.replay.memory.journal import Journal


@dataclass(frozen=True)
class _Written:
    case_id: str
    mention: Mention


class MemoryMentions:
    """Implements `bot.ports.store.Mentions`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._keys: dict[tuple[Channel, str], _Written] = {}
        self._of: dict[str, tuple[Mention, ...]] = {}

    def seen(self, mention: Mention) -> bool:
        """Tell whether this mention was written before under any of its ids, and remember the new ones."""
        written = self._found(mention.channel, _ids(mention))
        if written is None:
            return False
        self._remember(mention, written)
        return True

    def add(self, mention: Mention, case_id: str) -> None:
        """Write a mention and all its ids; one that was seen before is not written again."""
        if self.seen(mention):
            return
        self._remember(mention, _Written(case_id, mention))
        # Python's sorting keeps the order among equals: that in which they were written.
        self._journal.put(self._of, case_id, tuple(sorted((*self.of(case_id), mention), key=lambda one: one.at)))

    def find(self, channel: Channel, ids: Collection[str]) -> tuple[str, Mention] | None:
        """Return the id of the case and the mention that was written under any of these ids."""
        written = self._found(channel, ids)
        return None if written is None else (written.case_id, written.mention)

    def revise(self, mention: Mention, case_id: str) -> None:
        """Write the mention anew in the place of the one with any of its ids."""
        while written := self._found(mention.channel, _ids(mention)):
            for key in [key for key, one in self._keys.items() if one is written]:
                self._journal.drop(self._keys, key)
            left = tuple(one for one in self.of(written.case_id) if one is not written.mention)
            self._journal.put(self._of, written.case_id, left)
        self.add(mention, case_id)

    def of(self, case_id: str) -> tuple[Mention, ...]:
        """Return the mentions of a case, oldest first."""
        return self._of.get(case_id, ())

    def case_of(self, channel: Channel, id: str) -> str:
        """Return the id of the case that holds a mention, or ""."""
        written = self._keys.get((channel, id))
        return written.case_id if written else ""

    def _found(self, channel: Channel, ids: Collection[str]) -> _Written | None:
        return next((one for id in ids if (one := self._keys.get((channel, id)))), None)

    def _remember(self, mention: Mention, written: _Written) -> None:
        for id in _ids(mention):
            if (mention.channel, id) not in self._keys:
                self._journal.put(self._keys, (mention.channel, id), written)


def _ids(mention: Mention) -> tuple[str, ...]:
    return (mention.id, *mention.also)
