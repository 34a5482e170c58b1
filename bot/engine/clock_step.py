"""What waits when the machine's clock is set back: it must not wait as much longer.

Nothing is done when the clock is set forward: the time may truly have passed, as for a machine that slept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ports.store import Transaction

SLACK = timedelta(seconds=2)
"""A step this small is the clock's own correction, and nothing waits noticeably longer for it."""


def set_back(tx: Transaction, by: timedelta, now: datetime) -> None:
    """Move the timers and the next tries that lie after `now` (UTC) as far back as the clock went."""
    if by > SLACK:
        tx.timers.set_back(by, now)
        tx.outbox.set_back(by, now)
