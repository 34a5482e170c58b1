"""What a decision must know of the past: how often a customer was asked for an address, how much somebody answered.

Beyond a number of questions a human looks; below a number of answers a lead does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case
from bot.domain.events import AnswerWritten, Event, MentionSeen, PromiseKept, PromiseMade, SuggestionSent, TimerFired
from bot.domain.policy import Policy
from bot.domain.urgency import ADDRESS_QUESTIONS
from bot.engine.history import lately_said_to
from bot.ports.store import OutboxState, Transaction

_UNSAID = frozenset({OutboxState.WITHDRAWN, OutboxState.DEAD, OutboxState.HELD})


def policy_for(tx: Transaction, case: Case, event: Event, policy: Policy, now: datetime) -> Policy:
    """Return the policy with as many questions for an address as are left for this customer at `now` (UTC).

    Where a teammate answers it holds how many answers they have sent before.
    """
    if isinstance(event, SuggestionSent | AnswerWritten | PromiseMade | PromiseKept):
        return replace(policy, sent_before=tx.answers.count_by(event.who))
    if not isinstance(event, TimerFired | MentionSeen) or (
        isinstance(event, MentionSeen) and not event.reading.bad_email
    ):
        return policy
    said = lately_said_to(tx, case.customer, now)
    asked = sum(reply.kind in ADDRESS_QUESTIONS and row.state not in _UNSAID for row, reply in said)
    return replace(policy, asks=max(0, policy.asks - asked))
