"""Which kinds of automatic reply are counted as what."""

from __future__ import annotations

from bot.domain.response import ResponseKind

ASKS = frozenset({ResponseKind.ASK_EMAIL, ResponseKind.ASK_EMAIL_PRIVATE})
CLARIFYING = frozenset({ResponseKind.CLARIFY_LINK, ResponseKind.CLARIFY_DETAILS})
HOLDING = frozenset({ResponseKind.HOLD, ResponseKind.OUT_OF_HOURS, *CLARIFYING})
"""A clarifying question is one kind of holding reply."""
