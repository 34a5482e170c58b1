"""What the local Slack remembers: people, Slack channels, messages, views and the tokens of interactions.

These records are the sandbox's own memory. They must never be handed to the bot: what travels is built in
`shapes.py`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

TEAM = "T0ACME"
OTHER = "T0OTHER"
APP = "A0TRIAGE"
BOT_USER = "U0BOT"
BOT = "B0BOT"


@dataclass(frozen=True)
class User:
    """A member: `role` is responder, lead, customer, stranger or bot; bots have a `bot_id` and an `app_id`."""

    id: str
    name: str
    handle: str
    role: str
    team: str = TEAM
    bot_id: str = ""
    app_id: str = ""
    timezone: str = "Europe/Berlin"
    guest: bool = False
    deleted: bool = False


@dataclass
class Message:
    """One message; `ephemeral_to` is set on those that one user alone sees."""

    ts: str
    channel: str
    user: User
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    broadcast: bool = False
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    ephemeral_to: str | None = None
    deleted: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Channel:
    """A Slack channel; `kind` is channel, im or mpim; `user` is the other side of an im; `private` by invitation.

    A `pending` one is to be shared as soon as others accept.
    """

    id: str
    name: str
    kind: str
    members: list[str]
    user: str | None = None
    shared: bool = False
    pending: bool = False
    private: bool = False
    purpose: str = ""
    messages: dict[str, Message] = field(default_factory=dict)


@dataclass
class View:
    """A modal that is open, or the Home of one user; `content` is the view as Slack sends it back."""

    id: str
    user: str
    content: Json
    previous: str | None = None
    root: str = ""


@dataclass(frozen=True)
class UserGroup:
    """A user group, such as the people on duty."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...]


@dataclass
class File:
    """An uploaded file: `key` stands in the address that takes its bytes; it is there once it is `completed_at`."""

    id: str
    name: str
    length: int
    key: str
    alt: str = ""
    title: str = ""
    content: bytes = b""
    completed_at: datetime | None = None


@dataclass
class Trigger:
    """A `trigger_id`: opens one view within three seconds."""

    id: str
    user: str
    at: datetime
    view: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """A `response_url`: five answers within thirty minutes."""

    id: str
    user: str
    channel: str
    message_ts: str | None
    at: datetime
    uses: int = 0
