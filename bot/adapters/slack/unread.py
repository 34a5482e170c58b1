"""What of an envelope that could not be taken in a human has to look at, and where. Pure.

Only what may be a customer's message, or an answer to one, is anybody's news: a teammate sees that nothing came of
their click. It must never tell what stands there.
"""

from __future__ import annotations

from bot.adapters.slack import fields
from bot.adapters.slack.codec import (
    NEW_MESSAGES,
    Deleted,
    Edited,
    Heard,
    MentionHeard,
    StaffPost,
    decode,
    users_named,
)
from bot.adapters.slack.fields import Fields
from bot.adapters.slack.text import sound
from bot.adapters.slack.workspace import Workspace
from bot.domain.case import Channel
from bot.domain.errors import DecodeError
from bot.engine.unread import Kind, Unread


def unread_in(body: str, key: str, workspace: Workspace) -> Unread | None:
    """Return what the leads are to be told of an envelope that was given up, or None.

    `key` is what it is known by; it stands for the id of a message that cannot be read.
    """
    try:
        payload = fields.parse(body, "envelope")
    except DecodeError:
        return Unread(Channel.SLACK, Kind.MENTION, key)
    if payload.get("type") != "event_callback":
        return None
    event = payload.get("event")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        return Unread(Channel.SLACK, Kind.MENTION, key)
    try:
        kind = _kind_of(decode(body, workspace))
    except Exception:
        # Broken, or the fault for which it was given up is one of reading it.
        kind = _likely(event, workspace)
    return None if kind is None else _told(kind, event, key, workspace)


def _kind_of(heard: Heard) -> Kind | None:
    match heard:
        case MentionHeard(mention):
            return Kind.MESSAGE if mention.private else Kind.MENTION
        case StaffPost():
            return Kind.OWN_POST
        case Edited() | Deleted():
            return Kind.CHANGE
        case _:
            return None


def _likely(event: Fields, workspace: Workspace) -> Kind | None:
    """Return what an event that cannot be decoded most likely is; in doubt it is a customer's message."""
    if event.get("type") not in ("message", "app_mention") or event.get("channel") == workspace.triage_channel:
        return None
    if event.get("subtype") in ("message_changed", "message_deleted"):
        return Kind.CHANGE
    if event.get("subtype") not in NEW_MESSAGES:
        return None
    ours = str(event.get("user")) in workspace.staff
    if _is_direct(event):
        return None if ours else Kind.MESSAGE
    if ours:
        return Kind.OWN_POST if event.get("thread_ts") else None
    text, channel = event.get("text"), event.get("channel")
    called = event.get("type") == "app_mention" or workspace.us.bot_user in users_named(str(text))
    elsewhere = isinstance(channel, str) and channel not in workspace.customer_channels
    return None if elsewhere and not called else Kind.MENTION


def _is_direct(event: Fields) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")


def _told(kind: Kind, event: Fields, key: str, workspace: Workspace) -> Unread:
    """Return it with its place, as far as that can be read: a direct message leads to its author, who alone sees it."""
    try:
        channel, ts = fields.text(event, "channel"), _ts(event)
    except DecodeError:
        return Unread(Channel.SLACK, kind, key)
    url = workspace.permalink(channel, ts, _thread(event))
    if _is_direct(event):
        user = event.get("user")
        url = workspace.profile(sound(user)) if user and isinstance(user, str) else ""
    return Unread(Channel.SLACK, kind, f"{channel}:{ts}", url)


def _ts(event: Fields) -> str:
    if event.get("subtype") == "message_deleted":
        return fields.stamp(event, "deleted_ts")[0]
    changed = event.get("subtype") == "message_changed"
    return fields.stamp(fields.section(event, "message") if changed else event, "ts")[0]


def _thread(event: Fields) -> str:
    try:
        return fields.stamp(event, "thread_ts")[0]
    except DecodeError:
        return ""
