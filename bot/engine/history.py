"""What was said to a customer lately: for choosing other words, and for the guards."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.case import Customer
from bot.domain.effects import Reply
from bot.ports.store import OutboxRow, Transaction

WINDOW = timedelta(hours=24)
"""For how long the same words to the same customer count as a repetition."""
ON_ACCOUNT = 20
"""So many of our newest replies to anybody are not repeated while there are other words: X refuses duplicates."""


def lately_said_to(
    tx: Transaction, customer: Customer, now: datetime, but: str = ""
) -> tuple[tuple[OutboxRow, Reply], ...]:
    """Return our replies to a customer of the last 24 hours with their rows, oldest first, without the row `but`."""
    rows = tx.outbox.said_to(customer, now - WINDOW)
    return tuple((row, row.effect) for row in rows if row.id != but and isinstance(row.effect, Reply))


def words_to_avoid(tx: Transaction, customer: Customer, now: datetime) -> tuple[str, ...]:
    """Return texts that should not come again, most pressing first: what this customer had lately, then the account.

    Where every wording was used, the one that stands last comes again.
    """
    to_customer = (reply.text for _, reply in reversed(lately_said_to(tx, customer, now)))
    on_account = (
        row.effect.text
        for row in tx.outbox.latest_replies(customer.channel, ON_ACCOUNT)
        if isinstance(row.effect, Reply)
    )
    return (*to_customer, *on_account)
