"""The envelopes by which Slack tells of messages: new ones, changed ones, deleted ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.simulation import company
from bot.simulation.slack_side import BOT, SlackMessage, direct_with


def posted(message: SlackMessage, kind: str, team: str, *, began: str = "", bot: bool = False) -> dict[str, Any]:
    """Return the envelope of a new message; `kind` is the event's type, `began` is who began its thread."""
    event = {"type": kind, **_about(message), **_shape(message, team, began)}
    if bot:
        event["bot_id"] = BOT
    return _envelope(f"{kind}-{message.ts}", event)


def changed(message: SlackMessage, team: str, at: datetime) -> dict[str, Any]:
    """Return the envelope of a message that its author changed at `at` (UTC)."""
    edited = {"user": message.user, "ts": f"{at.timestamp():.6f}"}
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        **_about(message),
        "ts": edited["ts"],
        "message": {"type": "message", **_shape(message, team), "edited": edited},
    }
    return _envelope(f"changed-{message.ts}", event)


def deleted(message: SlackMessage, at: datetime, *, leaves_a_thread: bool) -> dict[str, Any]:
    """Return the envelope of a message that its author deleted at `at` (UTC); below a tombstone its thread goes on."""
    event = {"type": "message", "hidden": True, **_about(message), "ts": f"{at.timestamp():.6f}"}
    if leaves_a_thread:
        grave = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": message.ts, "hidden": True}
        event |= {"subtype": "message_changed", "message": grave}
    else:
        event |= {"subtype": "message_deleted", "deleted_ts": message.ts}
    return _envelope(f"deleted-{message.ts}", event)


def _about(message: SlackMessage) -> dict[str, Any]:
    return {"channel": message.channel, "channel_type": "im" if direct_with(message.channel) else "channel"}


def _shape(message: SlackMessage, team: str, began: str = "") -> dict[str, Any]:
    shape = {"user": message.user, "user_team": team, "text": message.text, "ts": message.ts}
    return shape | ({"thread_ts": message.thread, "parent_user_id": began} if message.thread else {})


def _envelope(key: str, event: dict[str, Any]) -> dict[str, Any]:
    return {"type": "event_callback", "team_id": company.OUR_TEAM, "event_id": f"Ev-{key}", "event": event}
