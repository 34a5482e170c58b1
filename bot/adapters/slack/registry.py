"""Everything that staff can do in Slack, by its name, and what is checked before a window closes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.slack import (
    answer_acts,
    case_acts,
    chain_acts,
    draft_acts,
    home_acts,
    lead_acts,
    promise_acts,
    slash_acts,
)
from bot.adapters.slack.handlers import Check, Handler

HANDLERS: Mapping[str, Handler] = {
    **case_acts.HANDLERS,
    **lead_acts.HANDLERS,
    **answer_acts.HANDLERS,
    **draft_acts.HANDLERS,
    **home_acts.HANDLERS,
    **slash_acts.HANDLERS,
    **chain_acts.HANDLERS,
    **promise_acts.HANDLERS,
}
CHECKS: Mapping[str, Check] = {
    **lead_acts.CHECKS,
    **answer_acts.CHECKS,
    **promise_acts.CHECKS,
    **draft_acts.CHECKS,
    **chain_acts.CHECKS,
}
