"""What an outbox row is about, gathered in the transaction that claims it.

That is a case, a held message, a draft, the backlog of an outage, or the open breaker. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.effects import Reply, ShowBacklog, ShowBreaker, ShowHeld
from bot.domain.guards import NEVER_ANYWAY
from bot.domain.policy import Policy
from bot.engine.backlog import tell_backlog
from bot.engine.breaker import tell_breaker
from bot.engine.clearance import objections
from bot.engine.second_thoughts import SWITCHED_OFF_LIMIT
from bot.engine.story import tell_story
from bot.ports.channel import CustomerChannel
from bot.ports.staffroom import Backlog, Breaker, DraftMessage, HeldMessage, Story
from bot.ports.store import OutboxRow, OutboxState, Transaction


@dataclass(frozen=True)
class Subject:
    """What there is to show or to say; `settled` is true when there is nothing to show any more."""

    story: Story | None = None
    held: HeldMessage | None = None
    draft: DraftMessage | None = None
    backlog: Backlog | None = None
    breaker: Breaker | None = None
    settled: bool = False


def gather(tx: Transaction, row: OutboxRow, policy: Policy, now: datetime) -> Subject:
    """Return the subject of a row as things stand at `now` (UTC); a held message or a draft comes in
    `prepare`."""
    match row.effect:
        case ShowBacklog() as digest:
            backlog = tell_backlog(tx, policy, now, digest)
            return Subject(backlog=backlog, settled=not backlog.total)
        case ShowBreaker():
            breaker = tell_breaker(tx)
            return Subject(breaker=breaker, settled=breaker is None)
        case _:
            return Subject(tell_story(tx, row.case_id, policy, now) if row.case_id else None)


def held_message(
    tx: Transaction, effect: ShowHeld, story: Story, channel: CustomerChannel | None, policy: Policy, now: datetime
) -> HeldMessage | None:
    """Return the held message that `effect` is about, or None when a lead has decided about it already.

    `channel` is None where it was switched off: then the message can only be dropped.
    """
    row = tx.outbox.get(effect.message)
    if row is None or row.state is not OutboxState.HELD or not isinstance(row.effect, Reply):
        return None
    reply = row.effect
    if channel is None:
        return HeldMessage(row.id, reply.kind, reply.text, row.error, False, not reply.private, SWITCHED_OFF_LIMIT)
    found = objections(tx, row, story, channel, policy, now)
    may = bool(reply.text) and not any(finding.guard in NEVER_ANYWAY for finding in found)
    return HeldMessage(row.id, reply.kind, reply.text, row.error, may, not reply.private, channel.limit)
