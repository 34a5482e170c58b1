"""What was said to a customer lately: for choosing other words, and for the guards."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.case import Customer
from bot.domain.effects import Reply
from bot.ports.store import OutboxRow, Transaction

WINDOW = timedelta(hours=24)
"""For how long the same words to the same customer count as a repetition."""


def lately_said_to(
    tx: Transaction, customer: Customer, now: datetime, but: str = ""
) -> tuple[tuple[OutboxRow, Reply], ...]:
    """Return our replies to a customer of the last 24 hours with their rows, oldest first, without the row `but`."""
    rows = tx.outbox.said_to(customer, now - WINDOW)
    return tuple((row, row.effect) for row in rows if row.id != but and isinstance(row.effect, Reply))


def replies_lately_to(tx: Transaction, customer: Customer, now: datetime) -> tuple[Reply, ...]:
    """Return our replies to a customer of the last 24 hours, oldest first."""
    return tuple(reply for _, reply in lately_said_to(tx, customer, now))
