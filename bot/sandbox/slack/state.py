"""The local Slack workspace in memory: what was written, which views are open, who may open one.

Only the event loop of the sandbox server touches it. Whoever changes it goes through the methods here, so that
the events Slack would send are sent and the page hears of the change.
"""

import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.sandbox.slack import cast, events
from bot.sandbox.slack.records import (
    BOT_USER,
    Channel,
    File,
    Json,
    Message,
    ResponseUrl,
    Trigger,
    User,
    UserGroup,
    View,
)
from bot.sandbox.slack.sockets import Sockets

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Tells the sandbox's time."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        ...


class SlackState:
    """One workspace.

    Args:
        clock: tells the sandbox's time; message timestamps are made from it.
        changed: called after every change.
    """

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self.clock = clock
        self.changed = changed
        self.users: dict[str, User] = {user.id: user for user in cast.users()}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in cast.channels()}
        self.usergroups: dict[str, UserGroup] = {group.id: group for group in cast.usergroups()}
        self.away: set[str] = set()
        self.quiet: dict[str, tuple[datetime, datetime]] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.files: dict[str, File] = {}
        self.files_take = timedelta()
        self.sockets = Sockets(changed)
        self._last_stamp = 0

    @property
    def bot(self) -> User:
        """Our own bot."""
        return self.users[BOT_USER]

    def new_ts(self) -> str:
        """Return a timestamp that is later than every one before it."""
        now = (self.clock.now() - _EPOCH) // timedelta(microseconds=1)
        self._last_stamp = max(now, self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """Return a new identifier in Slack's manner, such as `V0A1B2C3D4`; it never repeats."""
        return prefix + secrets.token_hex(5).upper()

    def find_channel(self, reference: str) -> Channel | None:
        """Find a Slack channel by id, by name (with or without `#`), or the direct message with a user id."""
        if reference in self.channels:
            return self.channels[reference]
        if reference in self.users and reference != BOT_USER:
            return self.open_im(reference)
        name = reference.removeprefix("#")
        return next((c for c in self.channels.values() if c.kind == "channel" and c.name == name), None)

    def open_im(self, user: str) -> Channel:
        """Return the direct message between our bot and a user, made when it is new."""
        channel_id = f"D0{user.removeprefix('U0')}"
        if channel_id not in self.channels:
            name = self.users[user].handle
            self.channels[channel_id] = Channel(channel_id, name, "im", [BOT_USER, user], user=user)
            self.changed()
        return self.channels[channel_id]

    def open_group(self, users: list[str]) -> Channel:
        """Return the group conversation of our bot with several users, made when it is new."""
        members = [BOT_USER, *sorted(set(users))]
        for channel in self.channels.values():
            if channel.kind == "mpim" and channel.members == members:
                return channel
        handles = "--".join(self.users[user].handle for user in members)
        channel = Channel(self.new_id("G"), f"mpdm-{handles}-1", "mpim", members)
        self.channels[channel.id] = channel
        self.changed()
        return channel

    def find_message(self, channel: Channel, ts: str) -> Message | None:
        """Find a message that has not been deleted."""
        message = channel.messages.get(ts)
        return None if message is None or message.deleted else message

    def replies_to(self, message: Message) -> list[Message]:
        """The visible replies in a message's thread, oldest first."""
        found = self.channels[message.channel].messages.values()
        return [
            reply
            for reply in found
            if reply.thread_ts == message.ts and reply.ts != message.ts and not reply.ephemeral_to
        ]

    def post(self, message: Message) -> Message:
        """Keep a new message and send the events it causes; ephemeral ones cause none."""
        if message.user.bot_id == "" and message.ephemeral_to is None:
            message.client_msg_id = str(uuid.uuid4())
        self.channels[message.channel].messages[message.ts] = message
        if message.ephemeral_to is None:
            for event in events.posted(self, message):
                self.send_event(event)
        self.changed()
        return message

    def edit(self, message: Message, changes: Callable[[Message], None]) -> None:
        """Change a message and send `message_changed`."""
        before = events.copy_of(self, message)
        changes(message)
        message.edited = {"user": message.user.id, "ts": self.new_ts()}
        if message.ephemeral_to is None:
            self.send_event(events.changed(self, message, before))
        self.changed()

    def delete(self, message: Message) -> None:
        """Delete a message and send `message_deleted`; the head of a thread leaves a tombstone behind."""
        before = events.copy_of(self, message)
        messages = self.channels[message.channel].messages
        if self.replies_to(message):
            message.deleted = True
            message.text, message.blocks, message.files = "This message was deleted.", [], []
            message.attachments, message.metadata, message.reactions = [], None, {}
        else:
            del messages[message.ts]
        if message.ephemeral_to is None:
            self.send_event(events.deleted(self, message, before))
        self.changed()

    def send_event(self, event: Json) -> None:
        """Wrap an event with a new event id and hand it to the sockets."""
        self.sockets.dispatch(events.callback(self, event))

    def new_trigger(self, user: str, view: str | None = None) -> Trigger:
        """Issue a `trigger_id` for what a user has just done, `view` being the modal it happened in."""
        trigger = Trigger(f"{secrets.randbelow(10**12)}.{secrets.token_hex(16)}", user, self.clock.now(), view)
        self.triggers[trigger.id] = trigger
        return trigger

    def new_response_url(self, user: str, channel: str, message_ts: str | None) -> ResponseUrl:
        """Issue a `response_url` for an interaction in a Slack channel."""
        url = ResponseUrl(secrets.token_urlsafe(18), user, channel, message_ts, self.clock.now())
        self.response_urls[url.id] = url
        return url
