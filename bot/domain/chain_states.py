"""The states of an escalation chain, and its table of transitions; read `states.py` first."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.case import EscalationState
from bot.domain.errors import NotAllowed


class ChainInput(StrEnum):
    """What happens to an escalation chain."""

    START = "the customer needs an answer"
    NEXT = "nobody acknowledged, a step is left"
    END = "nobody acknowledged, no step is left"
    ACKNOWLEDGE = "a teammate acknowledges"
    RESUME = "acknowledged, and not answered after a reminder"


E = EscalationState
CHAIN_TRANSITIONS: Mapping[tuple[EscalationState, ChainInput], EscalationState] = {
    (E.IDLE, ChainInput.START): E.NOTIFIED,
    (E.IDLE, ChainInput.ACKNOWLEDGE): E.IDLE,
    (E.NOTIFIED, ChainInput.START): E.NOTIFIED,
    (E.NOTIFIED, ChainInput.NEXT): E.NOTIFIED,
    (E.NOTIFIED, ChainInput.END): E.EXHAUSTED,
    (E.NOTIFIED, ChainInput.ACKNOWLEDGE): E.ACKNOWLEDGED,
    (E.ACKNOWLEDGED, ChainInput.START): E.NOTIFIED,
    (E.ACKNOWLEDGED, ChainInput.RESUME): E.NOTIFIED,
    (E.ACKNOWLEDGED, ChainInput.ACKNOWLEDGE): E.ACKNOWLEDGED,
    (E.EXHAUSTED, ChainInput.START): E.NOTIFIED,
    (E.EXHAUSTED, ChainInput.ACKNOWLEDGE): E.ACKNOWLEDGED,
}


def next_chain_state(state: EscalationState, given: ChainInput) -> EscalationState:
    """Return where `given` leads the chain from `state`; raise NotAllowed for a missing cell."""
    try:
        return CHAIN_TRANSITIONS[state, given]
    except KeyError:
        raise NotAllowed(f"The escalation is {state}: “{given}” is not possible now.") from None
