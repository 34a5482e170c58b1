"""What a Slack envelope means: a customer wrote, somebody did something, a human answered, or nothing. Pure.

It must never take staff for customers or the other way round, and never let staff talk out of the triage channel.
Sources: docs.slack.dev/reference/events/message, …/events/app_mention, …/events/app_home_opened,
…/events/channel_shared, …/events/channel_unshared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act, act_name, read_act
from bot.adapters.slack.fields import Fields
from bot.adapters.slack.registry import HANDLERS
from bot.adapters.slack.text import from_slack
from bot.adapters.slack.workspace import Workspace
from bot.domain.case import Channel, Customer, Mention
from bot.engine.own_post import OwnPost

NEW_MESSAGES = (None, "file_share", "thread_broadcast", "me_message")
"""The subtypes of a message that somebody has just written."""
_USER = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_DIRECT = "dm:"


@dataclass(frozen=True)
class MentionHeard:
    """A customer wrote; the customer's names are still empty."""

    mention: Mention


@dataclass(frozen=True)
class StaffPost:
    """A teammate wrote in a customer's thread."""

    post: OwnPost


@dataclass(frozen=True)
class StaffNote:
    """The teammate `who` wrote below the message of the triage channel with the remote id `card`."""

    card: str
    who: str
    text: str


@dataclass(frozen=True)
class Edited:
    """Somebody changed at `at` the message `id`, `written` before (UTC); only the engine knows who it is by."""

    id: str
    text: str
    at: datetime
    written: datetime


@dataclass(frozen=True)
class Deleted:
    """Somebody deleted the message `id`, `written` before (UTC)."""

    id: str
    written: datetime


@dataclass(frozen=True)
class HomeOpened:
    """Somebody, teammate or not, opened their App Home."""

    user: str


@dataclass(frozen=True)
class ChannelShared:
    """A Slack channel is shared with another organisation now or, with `shared` false, with one fewer."""

    channel: str
    shared: bool


@dataclass(frozen=True)
class Ignored:
    """Nothing that we act on, and why."""

    reason: str


Heard = MentionHeard | Edited | Deleted | Act | StaffPost | StaffNote | HomeOpened | ChannelShared | Ignored


def decode(body: str, workspace: Workspace) -> Heard:
    """Return what the payload of an envelope means; raise DecodeError, without personal data, for a broken one."""
    payload = fields.parse(body, "envelope")
    if name := act_name(payload):
        return read_act(payload) if name in HANDLERS else Ignored("an act that is not ours")
    if payload.get("type") != "event_callback":
        return Ignored("an envelope that we do not use")
    event = fields.section(payload, "event")
    if event.get("type") == "app_home_opened":
        # The same event tells of the tab with the messages.
        return HomeOpened(fields.text(event, "user")) if event.get("tab") == "home" else Ignored("another tab")
    if event.get("type") in ("channel_shared", "channel_unshared"):
        return ChannelShared(fields.text(event, "channel"), event["type"] == "channel_shared")
    if event.get("type") not in ("message", "app_mention"):
        return Ignored("an event that we do not use")
    return _message(payload, event, workspace)


def _message(payload: Fields, event: Fields, workspace: Workspace) -> Heard:
    if event.get("subtype") in ("message_changed", "message_deleted"):
        return _revised(event, workspace)
    if event.get("subtype") not in NEW_MESSAGES or event.get("hidden"):
        return Ignored("not a new message")
    if event.get("bot_id") or event.get("user") in (workspace.us.bot_user, "USLACKBOT"):
        return Ignored("written by a bot")
    channel, user = fields.text(event, "channel"), fields.text(event, "user")
    teammate = workspace.teammate(user, _team(payload, event))
    if channel == workspace.triage_channel:
        return _talk(event, channel, teammate, workspace)
    if event.get("channel_type") == "im" or channel.startswith("D"):
        return Ignored("a teammate's direct message") if teammate else _private(event, channel, workspace)
    if teammate:
        return _from_staff(event, channel, teammate, workspace)
    return _public(event, channel, workspace)


def _revised(event: Fields, workspace: Workspace) -> Edited | Deleted | Ignored:
    """Read an edit or a deletion; a deleted message with answers below it comes as a change into a tombstone.

    Sources: docs.slack.dev/reference/events/message/message_changed and …/message_deleted.
    """
    channel = fields.text(event, "channel")
    if channel == workspace.triage_channel:
        return Ignored("staff talk")
    if event.get("subtype") == "message_deleted":
        ts, written = fields.stamp(event, "deleted_ts")
        return Deleted(f"{channel}:{ts}", written)
    message = fields.section(event, "message")
    ts, written = fields.stamp(message, "ts")
    id = f"{channel}:{ts}"
    if message.get("subtype") == "tombstone":
        return Deleted(id, written)
    if message.get("bot_id") or not isinstance(message.get("edited"), dict):
        return Ignored("a change that nobody wrote, as of a preview")
    _, at = fields.stamp(fields.section(message, "edited"), "ts")
    return Edited(id, from_slack(fields.text_or(message, "text"), workspace.us.bot_user), at, written)


def _team(payload: Fields, event: Fields) -> str:
    """Return the workspace of the author; "" where it cannot be told, which is nobody's."""
    named = (fields.text_or(event, name) for name in ("user_team", "source_team", "team"))
    outside = "" if payload.get("is_ext_shared_channel") else fields.text_or(payload, "team_id")
    return next((team for team in named if team), outside)


def _private(event: Fields, channel: str, workspace: Workspace) -> MentionHeard:
    ts, at = fields.stamp(event, "ts")
    text = from_slack(fields.text_or(event, "text"), workspace.us.bot_user)
    conversation = f"{_DIRECT}{channel}"
    return MentionHeard(Mention(Channel.SLACK, f"{channel}:{ts}", conversation, _author(event), text, at, private=True))


def _public(event: Fields, channel: str, workspace: Workspace) -> MentionHeard | Ignored:
    raw = fields.text_or(event, "text")
    called = event.get("type") == "app_mention" or workspace.us.bot_user in users_named(raw)
    if channel not in workspace.customer_channels and not called:
        return Ignored("not in a customers' channel and not for the bot")
    ts, at = fields.stamp(event, "ts")
    thread = _thread(event) or ts
    text = from_slack(raw, workspace.us.bot_user)
    url = workspace.permalink(channel, ts, thread)
    conversation = f"{channel}:{thread}"
    return MentionHeard(
        Mention(Channel.SLACK, f"{channel}:{ts}", conversation, _author(event), text, at, private=False, url=url)
    )


def _from_staff(event: Fields, channel: str, teammate: str, workspace: Workspace) -> StaffPost | Ignored:
    """A teammate's post in a customer's thread is an answer; it goes to whom it names, else to who began the thread.

    One that names teammates alone is for them: "Grace, can you take this?" answers nobody.
    """
    ts, at = fields.stamp(event, "ts")
    thread = _thread(event)
    if not thread or thread == ts:
        return Ignored("a teammate's own message")
    raw = fields.text_or(event, "text")
    named = users_named(raw)
    if workspace.us.bot_user in named:
        return Ignored("a teammate talks to the bot")
    addressed = [user for user in named if user not in workspace.staff]
    if named and not addressed:
        return Ignored("teammates talk")
    began = fields.text_or(event, "parent_user_id")
    root = f"{channel}:{thread}"
    text = from_slack(raw, workspace.us.bot_user)
    to, customer = ("", addressed[0]) if addressed and began not in addressed else (root, began)
    return StaffPost(
        OwnPost(Channel.SLACK, f"{channel}:{ts}", root, to, customer, teammate, text, at, names_nobody=not addressed)
    )


def _talk(event: Fields, channel: str, teammate: str, workspace: Workspace) -> StaffNote | Ignored:
    """What stands below a card is a note of the case; the rest of what is said among staff is theirs alone."""
    thread = _thread(event)
    if not teammate or not thread:
        return Ignored("staff talk")
    return StaffNote(f"{channel}:{thread}", teammate, from_slack(fields.text_or(event, "text"), workspace.us.bot_user))


def users_named(text: str) -> list[str]:
    """Return the Slack user ids that a message names, in their order."""
    return _USER.findall(text)


def _thread(event: Fields) -> str:
    return fields.stamp(event, "thread_ts")[0] if event.get("thread_ts") is not None else ""


def _author(event: Fields) -> Customer:
    return Customer(Channel.SLACK, fields.text(event, "user"), "", "")
