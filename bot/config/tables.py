"""The shape of config.toml: which keys there are, what each must be, and the words that tell an operator so.

Only the shape of each table by itself; what the tables have to do with one another is checked in `people`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from bot.config.addresses import desk_address, listening_place, mail_address, mail_server, mailbox, web_address
from bot.config.budget_tables import Dollars, LimitsEntry, PricesEntry
from bot.config.chain_tables import TeamDuties
from bot.config.keep_table import KeepEntry
from bot.config.promise_tables import PromisesEntry
from bot.config.shape import Duration, Hours, Line, Table, TimeZone, one_line, shape_of

# Spaces and commas separate tags on one desk or another; Freshdesk allows 32 letters.
_TAG = r"[^\W_][\w.:/-]{0,31}"

Modes = Literal["auto", "approve", "off"]


def _file_name(text: str) -> str:
    if "://" in text:
        raise ValueError('write the name of a file, like "triage.db"; other databases are not supported yet')
    return one_line(text)


_CHANNEL_HINT = "in Slack, open the channel's details; its id is at the bottom"
_USER_HINT = "in Slack, open the person's profile, click the three dots, then Copy member ID"

Handle = Annotated[
    str, shape_of(r"[A-Za-z0-9_]{1,15}", 'write an X handle without the @, letters, digits and _, like "acme"')
]
Language = Annotated[str, shape_of(r"[a-z]{2,3}", 'write a language as its two small letters, like "en" or "de"')]
SlackChannel = Annotated[
    str,
    shape_of(r"[CG][A-Z0-9]{2,20}", f'write the id of a Slack channel, like "C0TRIAGE", not its name; {_CHANNEL_HINT}'),
]
SlackUser = Annotated[
    str, shape_of(r"[UW][A-Z0-9]{2,20}", f'write the id of a Slack user, like "U0ADA", not their name; {_USER_HINT}')
]
SlackGroup = Annotated[
    str, shape_of(r"S[A-Z0-9]{2,20}", 'write the id of a Slack user group, like "S0SUPPORT", not its name')
]
DeskAddress = Annotated[str, AfterValidator(desk_address)]
Tag = Annotated[
    str, shape_of(_TAG, 'write a tag of at most 32 letters, digits and - _ . : / without spaces, like "triage-bot"')
]
Repository = Annotated[
    str,
    shape_of(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}", 'write a repository as "owner/name", like "acme/support"'),
]
WebAddress = Annotated[str, AfterValidator(web_address)]
Share = Annotated[float, Field(ge=0, le=1, strict=False)]
Digest = Annotated[str, shape_of(r"[0-9a-f]{64}", "write the 64 digits that `sha256sum model.onnx` prints")]


class XEntry(Table):
    """[x]"""

    handle: Handle = Field(description="the handle of your brand's account", examples=['"acme"'])
    poll_every: Duration = Field(timedelta(seconds=30), description="a duration", examples=['"30s"'])
    dm_poll_every: Duration = Field(timedelta(seconds=60), description="a duration", examples=['"60s"'])
    hold: Modes = "auto"
    ask_email: Modes = "auto"
    on_new_message: Literal["keep", "restart", "cancel"] = "keep"
    stream: bool = Field(False, description="true or false", examples=["false"])
    api_url: WebAddress = Field(
        "https://api.twitter.com", description="X's address", examples=['"https://api.twitter.com"']
    )
    monthly_budget: Dollars | None = Field(None, description="an amount in US dollars", examples=["25"])
    limits: LimitsEntry | None = Field(None, description="a table", examples=["{ posts = 100 }"])
    prices: PricesEntry | None = Field(None, description="a table", examples=["{ reply = 0.010 }"])


class SlackEntry(Table):
    """[slack]"""

    triage_channel: SlackChannel = Field(description="the id of the staff's Slack channel", examples=['"C0TRIAGE"'])
    customer_channels: list[SlackChannel] = Field(
        [], description="a list of Slack channel ids", examples=['["C0HELP"]']
    )
    responders_group: SlackGroup | None = Field(None, description="a user group's id", examples=['"S0SUPPORT"'])
    leads_group: SlackGroup | None = Field(None, description="a user group's id", examples=['"S0LEADS"'])
    hold: Modes = "auto"
    ask_email: Modes = "auto"
    on_new_message: Literal["keep", "restart", "cancel"] = "keep"
    presence: bool = Field(True, description="true or false", examples=["true"])
    api_url: WebAddress = Field(
        "https://slack.com/api/", description="Slack's address", examples=['"https://slack.com/api/"']
    )


class DeskEntry(Table):
    """[desk]"""

    kind: Literal["local", "email", "zendesk", "zammad", "freshdesk", "github", "webhook"]
    to: Annotated[str, AfterValidator(mail_address)] | None = Field(
        None, description="the helpdesk's email address", examples=['"support@acme.example"']
    )
    sender: Annotated[str, AfterValidator(mail_address)] | None = Field(
        None, description="the email address to send from", examples=['"triage-bot@acme.example"']
    )
    smtp: Annotated[str, AfterValidator(mail_server)] | None = Field(
        None, description="the mail server", examples=['"smtp://mail.acme.example:587"']
    )
    imap: Annotated[str, AfterValidator(mailbox)] | None = Field(
        None, description="the mailbox to read", examples=['"imaps://support@mail.acme.example"']
    )
    imap_folders: list[Line] = Field(
        ["INBOX"], description="a list of folders", examples=['["INBOX", "Sent"]'], min_length=1
    )
    look_every: Duration = Field(timedelta(minutes=1), description="a duration", examples=['"1m"'])
    tell_customer_when_solved: Modes = "off"
    url: DeskAddress | None = Field(
        None, description="the helpdesk's web address", examples=['"https://acme.zendesk.com"']
    )
    user: Annotated[str, AfterValidator(mail_address)] | None = Field(
        None, description="the email address of the agent whose token it is", examples=['"bot@acme.example"']
    )
    group: Line = Field("Users", description="the group that gets the tickets", examples=['"Users"'])
    repository: Repository | None = Field(None, description="a repository on GitHub", examples=['"acme/support"'])
    find_url: DeskAddress | None = Field(
        None, description="the address to look for a ticket", examples=['"https://hooks.acme.example/tickets"']
    )
    tags: list[Tag] = Field(["triage-bot"], description="a list of tags", examples=['["triage-bot"]'])


class GuardsEntry(Table):
    """[guards]"""

    alike: Annotated[int, Field(ge=1)] = Field(20, description="a whole number from 1", examples=["20"])
    within: Duration = Field(timedelta(minutes=10), description="a duration", examples=['"10m"'])
    hourly: Annotated[int, Field(ge=1)] = Field(100, description="a whole number from 1", examples=["100"])
    daily: Annotated[int, Field(ge=1)] = Field(12, description="a whole number from 1", examples=["12"])
    daily_tickets: Annotated[int, Field(ge=1)] = Field(3, description="a whole number from 1", examples=["3"])
    asks: Annotated[int, Field(ge=1)] = Field(4, description="a whole number from 1", examples=["4"])
    internal_hosts: list[Line] = Field([], description="a list of host names", examples=['["wiki.acme.example"]'])
    ticket_links: list[Line] = Field(
        [], description="a list of beginnings of web addresses", examples=['["https://help.acme.example/t/"]']
    )


class LearningEntry(Table):
    """[learning]"""

    at: Annotated[str, shape_of(r"([01][0-9]|2[0-3]):[0-5][0-9]|off", 'write a time of day like "03:00", or "off"')] = (
        Field("03:00", description='a time of day, or "off"', examples=['"03:00"'])
    )


class HealthEntry(Table):
    """[health]"""

    listen: Annotated[str, AfterValidator(listening_place)] | None = Field(
        None, description="an address and a port on this machine", examples=['"127.0.0.1:9464"']
    )
    tell_after: Duration = Field(timedelta(minutes=1), description="a duration", examples=['"1m"'])
    disk_low_mb: Annotated[int, Field(ge=1)] = Field(200, description="a whole number from 1", examples=["200"])


class ReadingEntry(Table):
    """[reading]"""

    unsure_below: Share = Field(0.5, description="a number from 0 to 1", examples=["0.5"])
    heated_first: Literal["both", "lead", "on duty"] = "both"
    embed_model: Line | None = Field(None, description="the name of a folder", examples=['"my-model"'])
    embed_sha256: Digest | None = Field(None, description="64 digits from 0 to f", examples=['"…"'])


class StaffEntry(Table):
    """[[staff]]"""

    name: Line = Field(description="a teammate's name", examples=['"Ada"'])
    slack: SlackUser | None = Field(None, description="a Slack user id", examples=['"U0ADA"'])
    role: Literal["responder", "lead"]
    x: list[Handle] = Field([], description="a list of the teammate's own X handles", examples=['["ada_writes"]'])
    hours: list[Hours] = Field([], description="a list of working hours", examples=['["Mon-Thu 09:00-13:00"]'])
    timezone: TimeZone = Field("UTC", description="a time zone", examples=['"Europe/Berlin"'])


class TeamEntry(TeamDuties):
    """[[teams]]"""

    name: Line = Field(description="the team's name", examples=['"billing"'])
    topics: list[Line] = Field([], description="a list of words", examples=['["refund", "invoice"]'])
    members: list[Line] = Field(description="a list of names from [[staff]]", examples=['["Ada"]'], min_length=1)
    lead: Line = Field(description="the name of a lead from [[staff]]", examples=['"Grace"'])
    timezone: TimeZone = Field("UTC", description="a time zone", examples=['"Europe/Berlin"'])
    hours: list[Hours] = Field([], description="a list of office hours", examples=['["Mon-Fri 09:00-17:00"]'])


class TopEntry(Table):
    """The keys before the first table; the tables themselves are checked one by one."""

    brand: Line = Field(description="your name as the texts say it", examples=['"Acme"'])
    languages: list[Language] = Field(
        ["en"], description="a list of languages", examples=['["en", "de"]'], min_length=1
    )
    answer_timeout: Duration = Field(timedelta(minutes=3), description="a duration", examples=['"3m"'])
    database: Annotated[str, AfterValidator(_file_name)] = Field(
        "triage.db", description="the name of a file", examples=['"triage.db"']
    )
    responses: Line | None = Field(None, description="the name of a folder", examples=['"my-responses"'])
    x: Any = None
    slack: Any = None
    desk: Any = None
    guards: Any = None
    learning: Any = None
    health: Any = None
    reading: Any = None
    promises: Any = None
    keep: Any = None
    staff: Any = None
    teams: Any = None


TABLES: dict[str, type[Table]] = {
    "x": XEntry,
    "slack": SlackEntry,
    "desk": DeskEntry,
    "guards": GuardsEntry,
    "learning": LearningEntry,
    "health": HealthEntry,
    "reading": ReadingEntry,
    "promises": PromisesEntry,
    "keep": KeepEntry,
    "staff": StaffEntry,
    "teams": TeamEntry,
}
"""The model of every table, and of one entry of a list of tables, by its name in the file."""
LISTS = frozenset({"staff", "teams"})
"""The tables that are written with two brackets."""
