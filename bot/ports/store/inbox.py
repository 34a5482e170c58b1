"""Vendor envelopes, written down before they are acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.store.privacy import AuditRow


@dataclass(frozen=True)
class InboxRow:
    """A vendor's envelope as it came, written down before it was acknowledged; `body` is its JSON."""

    seq: int
    source: str
    key: str
    body: str
    received_at: datetime
    attempts: int = 0


class Inbox(Protocol):
    """Vendor envelopes, kept until they are worked on."""

    def receive(self, source: str, key: str, body: str, at: datetime) -> bool:
        """Write an envelope down; False when one with this key is there already."""
        ...

    def pending(self, limit: int = 50, after: int = 0) -> tuple[InboxRow, ...]:
        """Return at most `limit` envelopes not worked on yet, oldest first, from behind the one numbered `after`."""
        ...

    def oldest(self) -> datetime | None:
        """Return when the oldest envelope came (UTC) that nobody worked on yet, or None."""
        ...

    def done(self, seq: int, refused: str = "") -> None:
        """Mark as worked on; the body is emptied. A deed that was noted becomes a row of the audit trail.

        With `refused`, a short sentence, the row says that it was refused, and why.
        """
        ...

    def failed(self, seq: int, reason: str, give_up: bool) -> None:
        """Count a failed attempt; with `give_up` it is put aside with the reason (and its body kept).

        A deed that was noted then becomes a row of the audit trail that says so.
        """
        ...

    def note(self, seq: int, deed: AuditRow) -> None:
        """Note what a teammate does with this envelope; noted twice it is one deed."""
        ...
