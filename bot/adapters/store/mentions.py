"""What customers wrote. A mention has one row, and one key row for every id it was ever seen under."""

from __future__ import annotations

from collections.abc import Collection

from bot.adapters.store.rows import json_to_mention, mention_to_json, storable, time_to_text
from bot.adapters.store.statements import Statements, marks_for
from bot.domain.case import Channel, Mention

BODY = "mentions.body"


class SqliteMentions:
    """Implements `bot.ports.store.Mentions`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def seen(self, mention: Mention) -> bool:
        """Tell whether this mention was written before under any of its ids, and remember the new ones."""
        ids = _ids(mention)
        row = self._run.one(
            f"SELECT mention FROM mention_keys WHERE channel = ? AND id IN ({marks_for(ids)}) ORDER BY mention LIMIT 1",
            (mention.channel, *ids),
        )
        if row is None:
            return False
        self._remember(mention, row[0])
        return True

    def add(self, mention: Mention, case_id: str) -> None:
        """Write a mention and all its ids; one that was seen before is not written again."""
        if self.seen(mention):
            return
        body = self._run.seal.close(BODY, mention_to_json(mention))
        row = self._run.one(
            "INSERT INTO mentions (case_id, channel, id, at, private, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
            (case_id, mention.channel, storable(mention.id), time_to_text(mention.at), int(mention.private), body),
        )
        if row is not None:
            self._remember(mention, row[0])

    def find(self, channel: Channel, ids: Collection[str]) -> tuple[str, Mention] | None:
        """Return the id of the case and the mention that was written under any of these ids."""
        keys = tuple(storable(key) for key in ids)
        row = self._run.one(
            "SELECT mentions.case_id, mentions.id FROM mention_keys"
            " JOIN mentions ON mentions.seq = mention_keys.mention"
            f" WHERE mention_keys.channel = ? AND mention_keys.id IN ({marks_for(keys)}) LIMIT 1",
            (channel, *keys),
        )
        if row is None:
            return None
        case_id, key = row
        return case_id, next(one for one in self.of(case_id) if storable(one.id) == key)

    def revise(self, mention: Mention, case_id: str) -> None:
        """Write the mention anew in the place of the one with any of its ids."""
        ids = _ids(mention)
        rows = self._run.all(
            f"SELECT DISTINCT mention FROM mention_keys WHERE channel = ? AND id IN ({marks_for(ids)})",
            (mention.channel, *ids),
        )
        for (seq,) in rows:
            self._run.run("DELETE FROM mention_keys WHERE mention = ?", (seq,))
            self._run.run("DELETE FROM mentions WHERE seq = ?", (seq,))
        self.add(mention, case_id)

    def of(self, case_id: str) -> tuple[Mention, ...]:
        """Return the mentions of a case, oldest first."""
        rows = self._run.all("SELECT body FROM mentions WHERE case_id = ? ORDER BY at, seq", (case_id,))
        return tuple(json_to_mention(self._run.seal.open(BODY, body)) for (body,) in rows)

    def _remember(self, mention: Mention, seq: int) -> None:
        for key in _ids(mention):
            self._run.run(
                "INSERT INTO mention_keys (channel, id, mention) VALUES (?, ?, ?) ON CONFLICT (channel, id) DO NOTHING",
                (mention.channel, key, seq),
            )


def _ids(mention: Mention) -> tuple[str, ...]:
    return tuple(storable(key) for key in (mention.id, *mention.also))
