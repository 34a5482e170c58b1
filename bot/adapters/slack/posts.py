"""Posting, looking for what was posted, and opening direct messages: the only place that writes to Slack.

Every post carries the id of its effect in its metadata, so that it can be found again; nothing is posted twice from
here. Ids of messages are "channel:ts".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.metadata import Metadata
from slack_sdk.web import SlackResponse

from bot.adapters.slack.cards import Drawn
from bot.adapters.slack.errors import call
from bot.domain.errors import Permanent, Temporary, Unknown
from bot.ports.clock import Clock

EVENT_TYPE = "triage_bot"
PAGE = 200
MOST_PAGES = 5
LOOK_FOR_AT_MOST = 15.0


def split(message_id: str) -> tuple[str, str]:
    """Return the Slack channel and the timestamp of "channel:ts"; raise Permanent for anything else."""
    channel, colon, ts = message_id.partition(":")
    if not (channel and colon and ts):
        raise Permanent("this is no id of a Slack message")
    return channel, ts


class Posts:
    """Writes to Slack and looks there, with one bot token."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    def post(self, channel: str, drawn: Drawn, effect: str, thread: str = "") -> str:
        """Post a message and return its id; raise Temporary, Permanent or Unknown."""
        answer = call(
            self._clock,
            lambda: self._client.chat_postMessage(
                channel=channel,
                text=drawn.text,
                blocks=drawn.blocks or None,
                thread_ts=thread or None,
                metadata=Metadata(EVENT_TYPE, {"effect": effect}),
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        ts, place = answer.get("ts"), answer.get("channel")
        if not isinstance(ts, str) or not isinstance(place, str):
            raise Unknown("Slack did not tell the id of what was posted")
        return f"{place}:{ts}"

    def redraw(self, message: str, drawn: Drawn) -> None:
        """Replace the content of one of our own messages; its metadata stays. Repeating it is harmless."""
        channel, ts = split(message)
        call(
            self._clock,
            lambda: self._client.chat_update(channel=channel, ts=ts, text=drawn.text, blocks=drawn.blocks),
            repeatable=True,
        )

    def open_direct(self, user: str) -> str:
        """Return the Slack channel of the direct message with a user."""
        answer = call(self._clock, lambda: self._client.conversations_open(users=user), repeatable=True)
        channel = answer.get("channel")
        if not isinstance(channel, dict) or not isinstance(channel.get("id"), str):
            raise Temporary("Slack did not tell the direct message's id")
        return str(channel["id"])

    def permalink(self, message: str) -> str:
        """Return the address of a message, for staff."""
        channel, ts = split(message)
        answer = call(
            self._clock,
            lambda: self._client.chat_getPermalink(channel=channel, message_ts=ts),
            repeatable=True,
        )
        return str(answer.get("permalink") or "")

    def find_in_thread(self, effect: str, channel: str, thread: str) -> str | None:
        """Look in a thread for what an effect posted."""
        return self._find(
            effect,
            channel,
            lambda cursor: self._client.conversations_replies(
                channel=channel, ts=thread, limit=PAGE, cursor=cursor, include_all_metadata=True
            ),
        )

    def find_in_channel(self, effect: str, channel: str, oldest: str = "") -> str | None:
        """Look in a Slack channel for what an effect posted there outside of threads, newest first.

        `oldest` is a timestamp before which it cannot have been posted. Without it the newest 1,000 messages are looked
        at.
        """
        return self._find(
            effect,
            channel,
            lambda cursor: self._client.conversations_history(
                channel=channel, limit=PAGE, cursor=cursor, oldest=oldest or None, include_all_metadata=True
            ),
            sure=bool(oldest),
        )

    def _find(
        self, effect: str, channel: str, page: Callable[[str | None], SlackResponse], *, sure: bool = True
    ) -> str | None:
        cursor: str | None = None
        give_up_at = time.monotonic() + LOOK_FOR_AT_MOST
        for _ in range(MOST_PAGES):
            at = cursor
            answer = call(self._clock, lambda at=at: page(at), repeatable=True)  # type: ignore[misc]
            found = next((one for one in answer.get("messages") or [] if _effect_of(one) == effect), None)
            if found is not None:
                return f"{channel}:{found['ts']}"
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            if time.monotonic() > give_up_at:
                raise Temporary("Slack answers too slowly to look for an earlier message")
        if sure:
            raise Permanent("there are too many messages to look for an earlier one")
        return None


def _effect_of(message: Mapping[str, Any]) -> str:
    """Return the effect whose post a message is; anybody else's metadata says nothing."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE or not message.get("bot_id"):
        return ""
    payload = metadata.get("event_payload")
    return str(payload.get("effect") or "") if isinstance(payload, dict) else ""
