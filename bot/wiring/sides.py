"""The sides that the bot talks to, as configured: X, Slack and the desk. Nothing is called here but `introduce`."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.adapters.desks.imap_mailbox import ImapMailbox
from bot.adapters.desks.local import LocalDesk
from bot.adapters.desks.mail import EmailDesk
from bot.adapters.desks.remote import RemoteDesk, remote_desk
from bot.adapters.desks.smtp_delivery import Server
from bot.adapters.slack.connect import SlackSettings
from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.listens import UseCases
from bot.adapters.x.connect import XConnection, XSettings, connect
from bot.adapters.x.credentials import RefreshKeys, UserKeys, XCredentials
from bot.adapters.x.tokens import kept_in
from bot.config import Secrets, Settings
from bot.config.lines import with_lines
from bot.config.settings import DESK_SECRETS
from bot.domain.draft_events import DraftReturned
from bot.domain.errors import DeliveryError, Misconfigured, Problem
from bot.domain.events import Escalated
from bot.domain.whom import MEMBERS, Kind, read_whom
from bot.engine.meter import Meter
from bot.ports.clock import Clock
from bot.ports.desk import Desk
from bot.ports.store import Store
from bot.ports.tally import Answer
from bot.wiring.engine import Engine, pace_of

IMAP_TIMEOUT = 10.0
"""Seconds for every step of reading a mailbox."""

MOST_PROBLEMS = 10
"""Mistakes that the leads are told one by one; the commands tell them all."""

Heard = Callable[[Answer], None]

log = structlog.get_logger()


def connect_x(settings: Settings, clock: Clock, store: Store, heard: Heard | None = None) -> XConnection | None:
    """Return a connection to X, or None where X is off; nothing is called yet. `heard` is told of every answer."""
    table = settings.x
    if table is None:
        return None
    x = XSettings(table.handle, table.api_url, table.poll_every, table.dm_poll_every, table.stream)
    triage_channel = settings.slack.triage_channel if settings.slack else ""
    meter = Meter(store, pace_of(settings.policy), settings.policy, triage_channel, clock)
    return connect(x, x_credentials(settings.secrets), clock, kept_in(store), meter=meter, heard=heard)


def introduce(x: XConnection) -> None:
    """Ask X who we are; raise Misconfigured for keys that it does not know.

    An X that is away, or that refuses us for now, is asked again later: the bot works in Slack meanwhile.
    """
    try:
        x.whoami()
    except Misconfigured:
        raise
    except DeliveryError as problem:
        log.warning("x_not_reached_at_start", reason=str(problem))


def x_credentials(secrets: Secrets) -> XCredentials:
    """Return the keys to X; OAuth 1 where it is complete, because it does not expire."""
    bearer = secrets.x_bearer_token
    if secrets.has_x_oauth1:
        return UserKeys(
            secrets.x_api_key, secrets.x_api_secret, secrets.x_access_token, secrets.x_access_token_secret, bearer
        )
    return RefreshKeys(secrets.x_client_id, secrets.x_client_secret, secrets.x_refresh_token, bearer)


def connect_slack(settings: Settings, clock: Clock, heard: Heard | None = None) -> SlackConnection | None:
    """Return a connection to Slack, or None where Slack is off; nothing is called yet. `heard` as for X."""
    table, secrets = settings.slack, settings.secrets
    if table is None:
        return None
    return SlackConnection(
        SlackSettings(
            secrets.slack_bot_token,
            secrets.slack_app_token,
            table.api_url,
            table.triage_channel,
            table.customer_channels,
            *named_in_slack(settings),
            table.responders_group,
            table.leads_group,
        ),
        str(settings.file),
        clock,
        heard,
    )


Named = tuple[tuple[str, str], ...]


def named_in_slack(settings: Settings) -> tuple[Named, Named]:
    """Return the private Slack channels and the user groups that teams name, each with its key in the configuration."""
    places: list[tuple[str, str]] = []
    groups: list[tuple[str, str]] = []
    for index, team in enumerate(settings.policy.teams):
        words = [(f"chain.{place}.notify", step.notify) for place, step in enumerate(team.chain)]
        words += [(f"fallback.{place}", word) for place, word in enumerate(team.fallback)]
        for key, word in words:
            whom = read_whom(word)
            if whom.kind is Kind.PLACE:
                places.append((f"teams.{index}.{key}", whom.name))
            elif whom.kind in (Kind.GROUP, Kind.LEAST_RECENT) and whom.name != MEMBERS:
                groups.append((f"teams.{index}.{key}", whom.name))
        if team.group:
            groups.append((f"teams.{index}.on_duty_group", team.group))
    return tuple(places), tuple(groups)


def use_cases(engine: Engine) -> UseCases:
    """Return what the engine does for people in Slack."""
    return UseCases(
        intake=engine.intake,
        talk=engine.talk,
        answering=engine.answering,
        drafts=engine.drafts,
        lessons=engine.lessons,
        duty=engine.duty,
        promising=engine.promising,
        homes=engine.homes,
        switches=engine.switches,
        asking=engine.asking,
        premises=engine.premises,
    )


@dataclass(frozen=True)
class EngineCritic:
    """What the engine has against words that a teammate wrote; implements `bot.adapters.slack.listens.Critic`."""

    engine: Engine

    def objections(self, message_id: str, text: str) -> tuple[str, ...]:
        """Return what speaks against a new text for a held message."""
        return self.engine.intake.objections(message_id, text)

    def answer_objections(self, case_id: str, user: str, text: str, upon: str, draft: int) -> tuple[str, ...]:
        """Return what speaks against an answer."""
        return self.engine.answering.objections(case_id, user, text, upon, draft)

    def promise_time_objections(self, due: datetime | None) -> tuple[str, ...]:
        """Return what speaks against a time for a promise."""
        return self.engine.promising.time_objections(due)

    def promise_objections(
        self, case_id: str, user: str, text: str, due: datetime | None, answered: bool
    ) -> tuple[str, ...]:
        """Return what speaks against words with a promise, or with its keeping."""
        return self.engine.promising.objections(case_id, user, text, due, answered)

    def wish_objections(self, case_id: str, user: str, wish: DraftReturned | Escalated) -> tuple[str, ...]:
        """Return what speaks against sending a draft back, or handing a case on."""
        return self.engine.intake.wish_objections(case_id, user, wish)


def introduce_to_slack(slack: SlackConnection) -> tuple[Problem, ...] | None:
    """Ask Slack who we are and whether its channels are fit; raise ConfigurationError for what no bot can do without.

    Those are the bot token and the triage channel. Returns what else the operator should mend, None where nothing was
    found but Slack did not tell everything. A Slack that is away is asked again when it is back: the bot listens on X
    meanwhile.
    """
    found: list[Problem] = []
    try:
        slack.whoami()
        slack.check_triage_channel()
        for found_now in slack.unfit_places():
            (one,) = with_lines([found_now])
            log.warning("slack_channel_unfit", problem=str(one))
            found.append(one)
    except DeliveryError as problem:
        log.warning("slack_not_reached_at_start", reason=str(problem))
        return tuple(found) or None
    return tuple(found)


def say_unfit(problems: Sequence[Problem]) -> str:
    """Return what the leads are told of such problems, "" where there are none."""
    if not problems:
        return ""
    listed = "\n".join(f"• {problem}" for problem in problems[:MOST_PROBLEMS])
    return f"Something in Slack is not as the configuration says. Everything else goes on. Please mend it:\n{listed}"


def desk(settings: Settings, store: Store, clock: Clock) -> Desk:
    """Return the configured desk."""
    table = settings.desk
    if table.kind == "email" and table.smtp is not None:
        smtp = table.smtp
        server = Server(smtp.host, smtp.port, smtp.tls, smtp.user)
        mailbox = None
        if table.imap is not None:
            imap = Server(table.imap.host, table.imap.port, table.imap.tls, table.imap.user)
            context = ssl.create_default_context()
            mailbox = ImapMailbox(imap, table.imap_folders, settings.secrets.imap_password, context, IMAP_TIMEOUT)
        return EmailDesk(server, table.to, table.sender, settings.secrets.smtp_password, clock, mailbox=mailbox)
    if table.kind in DESK_SECRETS:
        secret = settings.secrets.of_desk(table.kind)
        chosen = RemoteDesk(
            table.kind, table.url, secret, table.user, table.group, table.repository, table.find_url, table.tags
        )
        return remote_desk(chosen, clock)
    return LocalDesk(store, clock)
