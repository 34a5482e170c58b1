"""How an envelope is written down: a key by which the same one is known again, and a body without secrets. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bot.adapters.slack import fields
from bot.adapters.slack.acts import act_name
from bot.adapters.slack.registry import HANDLERS
from bot.adapters.slack.text import sound
from bot.domain.errors import DecodeError

# Good for a while, and for whoever reads the database: our verification token and the addresses that take answers.
_SECRETS = frozenset({"token", "response_url", "response_urls", "trigger_id"})


def key(payload: Mapping[str, Any]) -> str:
    """Return what stays the same however often Slack delivers an envelope, as a text that can be stored.

    One post comes as `message` and as `app_mention`, with different event ids, and retries have been seen with new
    ones: the post itself is the key. An edit is another envelope, because only then the bot may be mentioned.
    """
    return sound(_key(payload))


def _key(payload: Mapping[str, Any]) -> str:
    event, actions = payload.get("event"), payload.get("actions")
    if isinstance(event, dict) and event.get("type") in ("message", "app_mention"):
        edited = event.get("edited")
        edit = edited.get("ts", "") if isinstance(edited, dict) else ""
        parts = (event.get("channel"), event.get("ts"), edit)
        if all(isinstance(part, str) for part in parts) and event.get("channel") and event.get("ts"):
            return f"post:{event['channel']}:{event['ts']}:{edit}".rstrip(":")
    if isinstance(event, dict) and isinstance(payload.get("event_id"), str):
        return f"event:{payload['event_id']}"
    if isinstance(actions, list) and actions and isinstance(actions[0], dict) and actions[0].get("action_ts"):
        user = payload.get("user")
        return f"click:{user.get('id') if isinstance(user, dict) else ''}:{actions[0]['action_ts']}"
    return "other:" + hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


def body(payload: Mapping[str, Any]) -> str:
    """Return the payload as JSON, without what is secret; a click that opens a window keeps its trigger."""
    hidden = _SECRETS - {"trigger_id"} if _opens_a_window(payload) else _SECRETS
    return json.dumps({name: value for name, value in payload.items() if name not in hidden})


def sender_of(body: str) -> str:
    """Return the Slack id of whoever sent an envelope that was written down, or changed or deleted a message; or ""."""
    try:
        payload = fields.parse(body, "envelope")
    except DecodeError:
        return ""
    event = _object(payload.get("event"))
    revised = _object(event.get("message")) or _object(event.get("previous_message"))
    named = (event.get("user"), revised.get("user"), _object(payload.get("user")).get("id"), payload.get("user_id"))
    return next((user for user in named if isinstance(user, str)), "")


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _opens_a_window(payload: Mapping[str, Any]) -> bool:
    """Tell whether the trigger is needed; three seconds later it is good for nothing."""
    try:
        handler = HANDLERS.get(act_name(payload))
    except DecodeError:
        return False
    return handler is not None and handler.opens_window
