"""Which message goes first when not all may leave at once. Within one conversation the order is kept all the same.

1. What a human said or asked for by a click, and a draft that a lead is to let go or its author to mend: they are few,
   and a customer waits for them.
2. Holding replies, whoever let them go: one click may let go hundreds, and they must not overtake a fresh customer.
3. Email asks.
4. The rest: ticket numbers, and everything for the staff.
"""

from __future__ import annotations

from enum import IntEnum

from bot.domain.drafts import Fate
from bot.domain.effects import Effect, Reply, ShowDraft, TellAuthor
from bot.domain.response import ASKING, HOLDING, ResponseKind

K = ResponseKind
FIRST_WORDS = HOLDING | {K.ADDRESS_PUBLIC}
"""The kinds that may be the first that a customer hears; "please delete your address" can be one of them."""
EMAIL_ASKS = ASKING | {K.ADDRESS_UNREADABLE}
ADDRESS_QUESTIONS = EMAIL_ASKS | {K.ADDRESS_REFUSED, K.ASK_WHICH, K.ASK_EMAIL_THREAD}
"""Everything that asks a customer about an address; a customer gets few of them in a day."""


class Urgency(IntEnum):
    """The smaller, the sooner."""

    HUMAN = 0
    HOLD = 1
    ASK = 2
    REST = 3


def urgency(effect: Effect) -> Urgency:
    """Return how soon an effect is to be performed."""
    if isinstance(effect, ShowDraft) and effect.fate is None:
        return Urgency.HUMAN
    if isinstance(effect, TellAuthor) and effect.fate is Fate.RETURNED:
        return Urgency.HUMAN
    if not isinstance(effect, Reply):
        return Urgency.REST
    if effect.kind in FIRST_WORDS:
        return Urgency.HOLD
    if effect.by:
        return Urgency.HUMAN
    return Urgency.ASK if effect.kind in EMAIL_ASKS else Urgency.REST
