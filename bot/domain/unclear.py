"""What a human looks at first: perhaps a request, perhaps chatter. Never changes anything."""

from __future__ import annotations

from bot.domain.case import Case, State
from bot.domain.policy import Policy
from bot.domain.understood import Reading


def is_unclear(reading: Reading, policy: Policy) -> bool:
    """Tell whether a human has to look whether it is a request before anything is said in public."""
    return reading.request.confidence < policy.unsure_below and not reading.email


def waits_for_a_look(case: Case, policy: Policy) -> bool:
    """Tell whether nobody has said yet that it is a request: neither clearer words of the customer, nor the click that
    lets the first reply go. No chain was started for it.
    """
    unclear = case.reading is not None and is_unclear(case.reading, policy)
    nothing_said = case.ask_due is None and (case.hold_offered is not None or case.muted)
    return case.state is State.WAITING and unclear and nothing_said
