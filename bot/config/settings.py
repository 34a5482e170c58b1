"""What the rest of the program gets from the operator's file and environment: frozen, checked, complete.

No value here is ever a guess: an absent channel is None, and `repr` never shows a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.domain.policy import Policy
from bot.domain.retention import Keep


@dataclass(frozen=True)
class XTable:
    """The table [x]; its modes are in the policy. `handle` is without the @, `api_url` without a last slash."""

    handle: str
    poll_every: timedelta
    dm_poll_every: timedelta
    stream: bool
    api_url: str


@dataclass(frozen=True)
class SlackTable:
    """The table [slack]; its modes are in the policy. Ids are Slack's own, `api_url` ends with a slash.

    `presence` tells whether whoever is away or not to be disturbed in Slack is passed over. Members of the two user
    groups, "" for none, are staff beside those under [[staff]].
    """

    triage_channel: str
    customer_channels: tuple[str, ...]
    api_url: str
    presence: bool = True
    responders_group: str = ""
    leads_group: str = ""


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over, or read. `tls` is TLS from the first byte (smtps://, imaps://), else STARTTLS is used.

    `user` is "" where nobody logs in; the password is in the secrets.
    """

    host: str
    port: int
    tls: bool
    user: str


@dataclass(frozen=True)
class DeskTable:
    """The table [desk]. What a kind does not need is empty, and `url` has no slash at its end but for "webhook".

    Whether the customer hears of a solved ticket is in the policy.
    """

    kind: str = "local"
    to: str = ""
    sender: str = ""
    smtp: SmtpServer | None = None
    url: str = ""
    user: str = ""
    group: str = ""
    repository: str = ""
    find_url: str = ""
    tags: tuple[str, ...] = ()
    imap: SmtpServer | None = None
    imap_folders: tuple[str, ...] = ()
    look_every: timedelta = timedelta(minutes=1)

    @property
    def name(self) -> str:
        """Which desk it is, in words, like "zendesk acme.zendesk.com": with another name its tickets are others.

        Of a receiver of webhooks only the host: the rest of its address may be a secret.
        """
        url = urlsplit(self.url)
        path = "" if self.kind == "webhook" else url.path
        host = url.netloc.rpartition("@")[2].casefold()
        return " ".join(filter(None, (self.kind, f"{host}{path}", self.repository)))


@dataclass(frozen=True)
class HealthTable:
    """The table [health]. `listen` is host and port, None where nobody listens; `disk_low` is in bytes."""

    listen: tuple[str, int] | None = None
    tell_after: timedelta = timedelta(minutes=1)
    disk_low: int = 200_000_000


DESK_SECRETS = {
    "zendesk": "ZENDESK_TOKEN",
    "zammad": "ZAMMAD_TOKEN",
    "freshdesk": "FRESHDESK_KEY",
    "github": "GITHUB_TOKEN",
    "webhook": "WEBHOOK_SECRET",
}
"""The environment variable that each kind of desk needs."""


@dataclass(frozen=True, repr=False)
class Secrets:
    """Every secret of the environment, "" where it is not set. Each field is its variable's name in small letters."""

    slack_bot_token: str = ""
    slack_app_token: str = ""
    x_api_key: str = ""
    x_api_secret: str = ""
    x_access_token: str = ""
    x_access_token_secret: str = ""
    x_client_id: str = ""
    x_client_secret: str = ""
    x_refresh_token: str = ""
    x_bearer_token: str = ""
    smtp_password: str = ""
    imap_password: str = ""
    zendesk_token: str = ""
    zammad_token: str = ""
    freshdesk_key: str = ""
    github_token: str = ""
    webhook_secret: str = ""

    def __repr__(self) -> str:
        return f"Secrets({', '.join(f'{one.name}=…' for one in fields(self) if getattr(self, one.name))})"

    def of_desk(self, kind: str) -> str:
        """Return the secret that a kind of desk needs, "" where it needs none."""
        name = DESK_SECRETS.get(kind)
        return str(getattr(self, name.lower())) if name else ""

    @property
    def has_x_oauth1(self) -> bool:
        """True when all four keys of OAuth 1 are there; they are preferred because they do not expire."""
        return all((self.x_api_key, self.x_api_secret, self.x_access_token, self.x_access_token_secret))

    @property
    def has_x_oauth2(self) -> bool:
        """True when all that OAuth 2 needs is there."""
        return all((self.x_client_id, self.x_client_secret, self.x_refresh_token))


@dataclass(frozen=True)
class EmbeddingFiles:
    """A sentence-embedding model: its folder, and the SHA-256 of the model in it."""

    folder: Path
    sha256: str


@dataclass(frozen=True)
class Settings:
    """Everything that the operator decided. `file` is the file itself; other paths begin with its folder.

    `learn_at` is when to learn by itself, a time of day where the first team is, or None for never. `keep` is how
    long what is known of people stays. `calendars` are the addresses or files that tell who is on duty, by team; an
    address may be a secret.
    """

    file: Path
    brand: str
    database: Path
    responses: Path | None
    policy: Policy
    x: XTable | None
    slack: SlackTable | None
    desk: DeskTable
    learn_at: time | None = time(3)
    health: HealthTable = HealthTable()
    keep: Keep = field(default_factory=Keep)
    secrets: Secrets = field(default_factory=Secrets)
    embedding: EmbeddingFiles | None = None
    calendars: Mapping[str, str] = field(default_factory=dict, repr=False)
