"""Answers a submitted window while it is still open: nothing speaks against it, or what does, at which field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.adapters.slack.acts import act_name, read_act
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.registry import CHECKS
from bot.adapters.slack.text import show_input
from bot.domain.errors import DecodeError

log = structlog.get_logger()

NOT_CHECKED = "This text could not be checked just now, and nothing was sent. Please press Send again in a moment."
_LONGEST_ERROR = 2_000


def objections(payload: Mapping[str, Any], critic: Critic) -> Mapping[str, tuple[str, ...]]:
    """Return what speaks against a submitted window, by block id; {} for every other envelope.

    A check that fails is told in the window as well. Slack's own words for no answer come three seconds later
    and blame the connection; either way nothing is written down and the words that were typed stay there.
    """
    if payload.get("type") != "view_submission":
        return {}
    try:
        check, act = CHECKS.get(act_name(payload)), read_act(payload)
        return check(critic, act) if check is not None else {}
    except DecodeError:
        # Whoever works on it later puts it aside with the reason.
        return {}
    except Exception as fault:
        log.error("slack_window_not_checked", error=type(fault).__name__)
        return dict.fromkeys(list(act.entered)[:1], (NOT_CHECKED,))


def refusal(against: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """Return the answer that keeps the window open and says below each input what is wrong."""
    errors = {block: show_input("\n".join(sentences), _LONGEST_ERROR) for block, sentences in against.items()}
    return {"response_action": "errors", "errors": errors}
