"""Answers a command to the one who typed it, or a click of somebody who is no teammate, where only they see it.

Slack's answer address works in every Slack channel, the bot's or not; `chat.postEphemeral` only in those that the bot
is in, and it shows nothing to somebody who is not active. But whoever has the address can write into that Slack channel
in the bot's name for half an hour. So it is kept in memory only, never written down; after a crash it is gone.
Sources: docs.slack.dev/interactivity/handling-user-interaction#message_responses,
docs.slack.dev/reference/methods/chat.postEphemeral.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.adapters.slack.connect import QUICK_TIMEOUT, quiet_logger
from bot.adapters.slack.drawn import Drawn

log = structlog.get_logger()

LASTS = 25 * 60.0
"""Seconds; Slack takes answers for thirty minutes."""
MOST = 500


class Replies:
    """Keeps the addresses by the key of the envelope that brought them. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._addresses: dict[str, tuple[str, float]] = {}

    def keep(self, key: str, payload: Mapping[str, Any]) -> None:
        """Remember where a command or a click can be answered; anything else is none of its business."""
        address = payload.get("response_url")
        clicked = payload.get("type") == "block_actions"
        if not isinstance(address, str) or not (clicked or isinstance(payload.get("command"), str)):
            return
        with self._lock:
            if len(self._addresses) >= MOST:
                self._addresses.pop(next(iter(self._addresses)))
            self._addresses[key] = (address, time.monotonic())

    def knows(self, key: str) -> bool:
        """Tell whether the envelope with this key can be answered."""
        with self._lock:
            return key in self._addresses

    def forget(self, key: str) -> None:
        """Answer the envelope with this key no more."""
        with self._lock:
            self._addresses.pop(key, None)

    def give(self, key: str, drawn: Drawn) -> bool:
        """Show the answer to the envelope with this key; False where there is no address or Slack did not take it."""
        with self._lock:
            address, at = self._addresses.pop(key, ("", 0.0))
        if not address or time.monotonic() - at >= LASTS:
            return False
        client = WebhookClient(address, timeout=QUICK_TIMEOUT, logger=quiet_logger(), retry_handlers=[])
        try:
            answer = client.send(
                text=drawn.text,
                blocks=list(drawn.blocks) or None,
                response_type="ephemeral",
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        except (OSError, ValueError, SlackClientError) as fault:
            log.warning("command_not_answered", error=type(fault).__name__)
            return False
        if answer.status_code != 200:
            log.warning("command_not_answered", status=answer.status_code)
        return answer.status_code == 200
