"""Opens a window for whoever has just pressed a button; where that fails they hear of it and press again."""

from __future__ import annotations

import structlog
from slack_sdk.models.views import View

from bot.adapters.slack.handlers import Doing, Tools
from bot.domain.errors import DeliveryError

log = structlog.get_logger()

NO_WINDOW = "The window did not open in time. Please click again."


def opened(tools: Tools, doing: Doing, window: View) -> bool:
    """Open a window; where it does not open tell the person in private, mark the envelope done and return False.

    The handler must be one that `opens_window`.
    """
    try:
        tools.windows.open(doing.act.trigger, window)
    except DeliveryError as problem:
        log.warning("slack_window_not_opened", case=doing.act.case_id, envelope=doing.envelope, reason=str(problem))
        tools.intake.refuse(doing.act.case_id, doing.who, NO_WINDOW, doing.envelope)
        return False
    return True
