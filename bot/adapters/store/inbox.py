"""Vendor envelopes, kept until they are worked on. The key of a finished one stays, so that a late copy is known."""

from __future__ import annotations

from datetime import datetime

from bot.adapters.store.privacy import REFUSED
from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Statements
from bot.ports.store import AuditRow, InboxRow

_BODY = "inbox.body"
BROKEN = "It could not be worked on and was put aside."
"""Why a deed was refused whose envelope was put aside."""


class SqliteInbox:
    """Implements `bot.ports.store.Inbox`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def receive(self, source: str, key: str, body: str, at: datetime) -> bool:
        """Write an envelope down; False when one with this key is there already."""
        values = (source, storable(key), self._run.seal.close(_BODY, storable(body)), time_to_text(at))
        sql = (
            "INSERT INTO inbox (source, key, body, received_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (source, key) DO NOTHING"
        )
        return self._run.run(sql, values) == 1

    def pending(self, limit: int = 50, after: int = 0) -> tuple[InboxRow, ...]:
        """Return at most `limit` envelopes not worked on yet, oldest first, from behind the one numbered `after`."""
        rows = self._run.all(
            "SELECT seq, source, key, body, received_at, attempts FROM inbox WHERE state = 'pending'"
            " AND seq > ? ORDER BY seq LIMIT ?",
            (after, limit),
        )
        return tuple(
            InboxRow(seq, source, key, self._run.seal.open(_BODY, body), text_to_time(at), attempts)
            for seq, source, key, body, at, attempts in rows
        )

    def oldest(self) -> datetime | None:
        """Return when the oldest envelope came (UTC) that nobody worked on yet, or None."""
        row = self._run.one("SELECT received_at FROM inbox WHERE state = 'pending' ORDER BY seq LIMIT 1")
        return None if row is None else text_to_time(row[0])

    def done(self, seq: int, refused: str = "") -> None:
        """Mark as worked on; the body is emptied, and a deed that was noted goes into the audit trail."""
        self._run.run("UPDATE inbox SET state = 'done', body = '' WHERE seq = ?", (seq,))
        self._write_deed(seq, refused)

    def note(self, seq: int, deed: AuditRow) -> None:
        """Note what a teammate does with this envelope; noted twice it is one deed."""
        self._run.run(
            "INSERT INTO deeds (envelope, at, who, what, case_id) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (envelope) DO NOTHING",
            (seq, time_to_text(deed.at), storable(deed.who), storable(deed.what), storable(deed.case_id)),
        )

    def failed(self, seq: int, reason: str, give_up: bool) -> None:
        """Count a failed attempt; with `give_up` it is put aside with the reason (and its body kept)."""
        self._run.run(
            "UPDATE inbox SET attempts = attempts + 1, reason = ?, state = ? WHERE seq = ? AND state = 'pending'",
            (self._run.seal.close("inbox.reason", storable(reason)), "aside" if give_up else "pending", seq),
        )
        if give_up:
            self._write_deed(seq, BROKEN)

    def _write_deed(self, seq: int, refused: str) -> None:
        moved = self._run.run(
            "INSERT INTO audit (at, who, what, case_id, refused)"
            " SELECT at, who, what, case_id, ? FROM deeds WHERE envelope = ?",
            (self._run.seal.close(REFUSED, storable(refused)), seq),
        )
        if moved:
            self._run.run("DELETE FROM deeds WHERE envelope = ?", (seq,))
