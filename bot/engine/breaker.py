"""The breaker: a burst of alike automatic messages stops everything automatic until a lead says "go on".

Its state are two marks and what the outbox remembers, so it survives a restart.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.effects import Reply, ShowBreaker
from bot.domain.policy import Policy
from bot.engine.leads import private_places
from bot.engine.story import BREAKER
from bot.engine.wording import is_automatic
from bot.ports.staffroom import Breaker
from bot.ports.store import OutboxRow, OutboxState, Transaction

_REASON = "breaker:reason"
_CLOSED = "breaker:closed"


def is_open(tx: Transaction) -> bool:
    """Tell whether everything automatic is stopped."""
    return bool(tx.marks.get(BREAKER))


def burst(tx: Transaction, row: OutboxRow, policy: Policy, now: datetime) -> str:
    """Return why one more message like `row` would be a burst, or "" when it would not."""
    if not isinstance(row.effect, Reply) or not is_automatic(row.effect.kind, row.effect.by):
        return ""
    limits = policy.burst
    closed = tx.marks.get(_CLOSED)
    since_closed = datetime.fromisoformat(closed) if closed else now - timedelta(hours=1)
    alike = tx.outbox.automatic_since(max(now - limits.window, since_closed)).get(row.effect.kind, 0)
    if alike >= limits.alike:
        kind = row.effect.kind.replace("_", " ")
        return f"{alike} messages of one kind ({kind}) within {int(limits.window.total_seconds() // 60)} minutes"
    hourly = sum(tx.outbox.automatic_since(max(now - timedelta(hours=1), since_closed)).values())
    return f"{hourly} automatic messages within an hour" if hourly >= limits.hourly else ""


def open_breaker(tx: Transaction, reason: str, policy: Policy, triage_channel: str, now: datetime) -> None:
    """Stop everything automatic and tell every lead in private, once."""
    tx.marks.set(BREAKER, now.isoformat())
    tx.marks.set(_REASON, reason)
    for name, destination in private_places(policy, triage_channel):
        row_id = f"breaker-{now.isoformat()}-{destination.removeprefix('slack:')}"
        tx.outbox.add(OutboxRow(row_id, "", destination, ShowBreaker(name), now, now))


def close_breaker(tx: Transaction, now: datetime) -> bool:
    """Let automatic messages go again and count from here; False when it was not open."""
    if not is_open(tx):
        return False
    for mark in (BREAKER, _REASON):
        tx.marks.set(mark, "")
    tx.marks.set(_CLOSED, now.isoformat())
    return True


def tell_breaker(tx: Transaction) -> Breaker | None:
    """Return what leads are told about an open breaker, or None when it is closed."""
    opened = tx.marks.get(BREAKER)
    if not opened:
        return None
    return Breaker(datetime.fromisoformat(opened), tx.marks.get(_REASON), tx.outbox.count(OutboxState.READY))
