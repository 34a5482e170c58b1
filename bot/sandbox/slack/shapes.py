"""The local Slack's records as the JSON objects that Slack's Web API and events carry.

Pure: nothing is changed here. Source: docs.slack.dev/reference/objects.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from bot.sandbox.slack.cast import TEAM_DOMAIN
from bot.sandbox.slack.records import BOT_USER, TEAM, Channel, Json, Message, User, UserGroup

if TYPE_CHECKING:
    from bot.sandbox.slack.state import SlackState

_CREATED = 1_700_000_000


def user_object(user: User) -> Json:
    """The user object of `users.info`."""
    shape: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.handle,
        "deleted": user.deleted,
        "real_name": user.name,
        "tz": user.timezone,
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": {
            "real_name": user.name,
            "real_name_normalized": user.name,
            "display_name": user.handle,
            "display_name_normalized": user.handle,
            "team": user.team,
        },
        "is_admin": False,
        "is_owner": False,
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
        "is_bot": user.bot_id != "",
        "is_app_user": False,
        "updated": _CREATED,
    }
    if user.bot_id:
        shape["profile"] |= {"bot_id": user.bot_id, "api_app_id": user.app_id}
    if user.team != TEAM:
        shape["is_stranger"] = True
    return shape


def person(user: User) -> Json:
    """The short form of a user that interactions carry."""
    return {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.team}


def team_object() -> Json:
    """The short form of the workspace that interactions carry."""
    return {"id": TEAM, "domain": TEAM_DOMAIN}


def channel_object(channel: Channel) -> Json:
    """The conversation object of `conversations.info`."""
    shape: Json = {
        "id": channel.id,
        "created": _CREATED,
        "is_archived": False,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "is_ext_shared": channel.shared,
        "is_shared": channel.shared,
        "context_team_id": TEAM,
    }
    if channel.kind == "im":
        return shape | {"user": channel.user, "is_user_deleted": False, "is_open": True}
    return shape | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.private or channel.kind == "mpim",
        "is_general": False,
        "is_member": BOT_USER in channel.members,
        "is_pending_ext_shared": channel.pending,
        "creator": "U0GRACE",
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "U0GRACE", "last_set": _CREATED},
        "num_members": len(channel.members),
    }


def usergroup_object(group: UserGroup, *, with_users: bool) -> Json:
    """The user group object of `usergroups.list`."""
    shape: Json = {
        "id": group.id,
        "team_id": TEAM,
        "is_usergroup": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": _CREATED,
        "date_update": _CREATED,
        "date_delete": 0,
        "user_count": len(group.users),
    }
    return shape | {"users": list(group.users)} if with_users else shape


def message_object(state: SlackState, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as `conversations.history`, `chat.postMessage` and events show it."""
    if message.deleted:
        shape: Json = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    else:
        shape = {"type": "message", "user": message.user.id, "team": message.user.team}
    shape |= {"ts": message.ts, "text": message.text}
    if message.user.bot_id and not message.deleted:
        shape |= {
            "bot_id": message.user.bot_id,
            "app_id": message.user.app_id,
            "bot_profile": _bot_profile(message.user),
        }
    if message.user.team != TEAM:
        shape |= {"user_team": message.user.team, "source_team": message.user.team}
    if message.files:
        shape |= {"subtype": "file_share", "files": deepcopy(message.files), "upload": False}
    for name in ("client_msg_id", "edited"):
        value = getattr(message, name)
        if value is not None and not message.deleted:
            shape[name] = value
    for name in ("blocks", "attachments"):
        if getattr(message, name):
            shape[name] = deepcopy(getattr(message, name))
    if message.reactions:
        shape["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if with_metadata and message.metadata is not None:
        shape["metadata"] = deepcopy(message.metadata)
    return shape | _thread(state, message)


def _thread(state: SlackState, message: Message) -> Json:
    if message.thread_ts is not None:
        parent = state.channels[message.channel].messages.get(message.thread_ts)
        shape: Json = {"thread_ts": message.thread_ts}
        if parent is not None:
            shape["parent_user_id"] = "USLACKBOT" if parent.deleted else parent.user.id
        if message.broadcast:
            shape["subtype"] = "thread_broadcast"
        return shape
    replies = state.replies_to(message)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user.id for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def _bot_profile(user: User) -> Json:
    return {
        "id": user.bot_id,
        "app_id": user.app_id,
        "user_id": user.id,
        "name": user.name,
        "deleted": False,
        "updated": _CREATED,
        "team_id": user.team,
    }
