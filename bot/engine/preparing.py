"""What is asked about a row in the transaction that claims it: what it is about, and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.effects import OpenTicket, Reply, ShowDraft, ShowHeld
from bot.domain.errors import Permanent
from bot.domain.guards import Finding, Severity
from bot.domain.policy import Policy
from bot.engine.clearance import objections
from bot.engine.delivery import Delivery
from bot.engine.desk_limit import too_many_tickets
from bot.engine.draft_rows import draft_message
from bot.engine.subject import Subject, gather, held_message
from bot.ports.staffroom import Story
from bot.ports.store import OutboxRow, Transaction


def prepare(tx: Transaction, row: OutboxRow, delivery: Delivery, policy: Policy, now: datetime) -> Subject:
    """Return what a row is about as things stand at `now` (UTC), a held message or a draft included."""
    subject = gather(tx, row, policy, now)
    if not isinstance(row.effect, ShowHeld | ShowDraft) or subject.story is None:
        return subject
    try:
        channel = delivery.channel(subject.story.case)
    except Permanent:
        # Switched off since: the lead may still read it, and drop it.
        channel = None
    if isinstance(row.effect, ShowDraft):
        draft = draft_message(tx, row, subject.story, channel, policy, now)
        return replace(subject, draft=draft, settled=draft is None)
    held = held_message(tx, row.effect, subject.story, channel, policy, now)
    return replace(subject, held=held, settled=held is None)


def against(
    tx: Transaction, row: OutboxRow, story: Story, delivery: Delivery, policy: Policy, now: datetime
) -> tuple[Finding, ...]:
    """Return what keeps a row from leaving at `now` (UTC); nothing when it may leave."""
    if isinstance(row.effect, OpenTicket):
        return too_many_tickets(tx, story.case, policy, now)
    if not isinstance(row.effect, Reply):
        return ()
    try:
        channel = delivery.channel(story.case)
    except Permanent as problem:
        return (Finding("channel", Severity.STOP, str(problem)),)
    return objections(tx, row, story, channel, policy, now)
