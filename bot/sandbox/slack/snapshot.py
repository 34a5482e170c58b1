"""The local Slack as `/control/state` shows it: what everybody sees, without vendor detail."""

from typing import Any

from bot.sandbox.slack.records import Channel, Json, Message
from bot.sandbox.slack.state import SlackState


def snapshot(state: SlackState) -> dict[str, Any]:
    """Users, Slack channels with their messages, open views, Homes and the number of connected sockets."""
    return {
        "users": [{"id": user.id, "name": user.name, "role": user.role} for user in state.users.values()],
        "channels": [_channel(channel) for channel in state.channels.values()],
        "views": [{"id": view.id, "user": view.user, "view": view.content} for view in state.views.values()],
        "homes": {user: view.content for user, view in state.homes.items()},
        "sockets": len(state.sockets),
        "undelivered": state.sockets.undelivered,
    }


def message_snapshot(message: Message) -> Json:
    """One message; `ephemeral_to` names the only user who sees it."""
    return {
        "ts": message.ts,
        "user": "USLACKBOT" if message.deleted else message.user.id,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "metadata": message.metadata,
        "edited": message.edited,
        "ephemeral_to": message.ephemeral_to,
        "deleted": message.deleted,
        "files": message.files,
        "reactions": message.reactions,
        "unfurl_links": message.unfurl_links,
        "unfurl_media": message.unfurl_media,
    }


def _channel(channel: Channel) -> Json:
    shape: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": channel.members,
        "messages": [message_snapshot(channel.messages[ts]) for ts in sorted(channel.messages, key=float)],
    }
    if channel.user is not None:
        shape["user"] = channel.user
    return shape
