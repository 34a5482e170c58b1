"""The Events API payloads that writing, editing, deleting and opening the Home cause.

One post that mentions the bot is two events with different ids, as on Slack.
Source: docs.slack.dev/reference/events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack.records import APP, BOT_USER, OTHER, TEAM, Json, Message
from bot.sandbox.slack.shapes import message_object

if TYPE_CHECKING:
    from bot.sandbox.slack.state import SlackState


def copy_of(state: SlackState, message: Message) -> Json:
    """The message as it is now, to be told apart from what it becomes."""
    return message_object(state, message)


def posted(state: SlackState, message: Message) -> list[Json]:
    """The events of a new message: `message`, and `app_mention` where the bot is mentioned."""
    channel = state.channels[message.channel]
    if BOT_USER not in channel.members:
        return []
    shape = message_object(state, message) | {"channel": message.channel, "event_ts": message.ts}
    found = [shape | {"channel_type": channel.kind}]
    if channel.kind != "im" and f"<@{BOT_USER}>" in message.text and message.user.id != BOT_USER:
        found.append(shape | {"type": "app_mention"})
    return found


def changed(state: SlackState, message: Message, before: Json) -> Json:
    """The event of an edited message."""
    return _about(state, message, "message_changed") | {
        "message": message_object(state, message),
        "previous_message": before,
    }


def deleted(state: SlackState, message: Message, before: Json) -> Json:
    """The event of a deleted message."""
    return _about(state, message, "message_deleted") | {
        "previous_message": before,
        "deleted_ts": message.ts,
    }


def home_opened(state: SlackState, user: str) -> Json:
    """The event of a user who opens the App Home."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": state.open_im(user).id,
        "tab": "home",
        "event_ts": state.new_ts(),
    }
    if user in state.homes:
        event["view"] = state.homes[user].content
    return event


def shared(state: SlackState, channel: str, *, now: bool) -> Json:
    """The event of a Slack channel that is shared with another organisation now, or not any more."""
    event: Json = {"type": "channel_shared" if now else "channel_unshared", "channel": channel}
    told: Json = (
        {"connected_team_id": OTHER} if now else {"previously_connected_team_id": OTHER, "is_ext_shared": False}
    )
    return event | told | {"event_ts": state.new_ts()}


def callback(state: SlackState, event: Json) -> Json:
    """Wrap an event as Slack delivers it, with an event id of its own."""
    channel = state.channels.get(str(event.get("channel", "")))
    return {
        "token": "sandbox",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": state.new_id("Ev"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": channel is not None and channel.shared,
        "event_context": state.new_id("4-"),
    }


def _about(state: SlackState, message: Message, subtype: str) -> Json:
    stamp = state.new_ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": message.channel,
        "channel_type": state.channels[message.channel].kind,
        "ts": stamp,
        "event_ts": stamp,
    }
