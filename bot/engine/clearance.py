"""May this message leave now? Asked immediately before each send; a "no" holds the message for a human."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case, State
from bot.domain.effects import Reply
from bot.domain.guards import Draft, check
from bot.domain.policy import Policy
from bot.domain.response import first_name
from bot.domain.saying import LASTING
from bot.engine.wording import is_automatic
from bot.ports.channel import CustomerChannel
from bot.ports.staffroom import Story
from bot.ports.store import OutboxRow

_HUMAN_WAS_HERE = frozenset({State.ANSWERED, State.RESOLVED, State.DISMISSED, State.STOPPED})


def overtaken(reply: Reply, case: Case) -> bool:
    """Tell whether a human was faster than an automatic reply that was under way when the others were taken back."""
    automatic = is_automatic(reply.kind, reply.by) and reply.kind not in LASTING
    return automatic and case.state in _HUMAN_WAS_HERE


def objection(
    row: OutboxRow, story: Story, channel: CustomerChannel, policy: Policy, opted_out: bool, now: datetime
) -> str:
    """Return why a reply must not leave, in a sentence for a human, or "" when it may."""
    if not isinstance(row.effect, Reply):
        return ""
    reply = row.effect
    if row.error and not reply.text:
        return f"The text could not be filled in: {row.error}"
    if row.send_by is not None and now > row.send_by:
        return "It would leave too late to make sense. Please answer by hand."
    if opted_out and is_automatic(reply.kind, reply.by):
        return "This customer asked us to stop."
    draft = Draft(
        reply.text,
        public=not reply.private,
        weight=channel.weight(reply.text),
        limit=channel.limit,
        staff=policy.staff,
        customer_name=first_name(story.case.customer.name),
    )
    return " ".join(finding.message for finding in check(draft))
