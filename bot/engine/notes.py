"""What teammates wrote below the card of a case, as it stands among the case's events."""

from __future__ import annotations

from bot.ports.store import Transaction

STAFF_NOTED = "StaffNoted"
"""The name under which a note stands there."""


def notes_of(tx: Transaction, case_id: str) -> tuple[str, ...]:
    """Return everything that teammates wrote below the card of a case, oldest first."""
    return tuple(row.detail for row in tx.cases.events(case_id) if row.name == STAFF_NOTED)
