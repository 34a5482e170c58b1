"""Turns the checked tables of the file into the settings. It checks nothing and cannot fail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from pathlib import Path
from urllib.parse import unquote

from bot.config import budget_tables
from bot.config.addresses import split_url
from bot.config.people import build_staff, build_team
from bot.config.settings import (
    DESK_SECRETS,
    DeskTable,
    EmbeddingFiles,
    HealthTable,
    Secrets,
    Settings,
    SlackTable,
    SmtpServer,
    XTable,
)
from bot.config.tables import (
    DeskEntry,
    GuardsEntry,
    HealthEntry,
    LearningEntry,
    ReadingEntry,
    SlackEntry,
    StaffEntry,
    TeamEntry,
    TopEntry,
    XEntry,
)
from bot.domain.budgets import Spending
from bot.domain.case import Channel
from bot.domain.policy import Burst, ChannelPolicy, HeatedFirst, Mode, OnNewMessage, Policy

# Submission with STARTTLS, and with TLS from the first byte (RFC 6409, RFC 8314).
_PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
GITHUB = "https://api.github.com"


def settings(
    path: Path,
    top: TopEntry,
    x: XEntry | None,
    slack: SlackEntry | None,
    desk: DeskEntry | None,
    guards: GuardsEntry,
    reading: ReadingEntry,
    staff: Sequence[StaffEntry],
    teams: Sequence[TeamEntry],
    secrets: Secrets,
    health: HealthEntry,
) -> Settings:
    """Put the settings together from the tables of the file at `path`."""
    channels = {
        channel: ChannelPolicy(Mode(table.hold), Mode(table.ask_email), OnNewMessage(table.on_new_message))
        for channel, table in ((Channel.X, x), (Channel.SLACK, slack))
        if table is not None
    }
    policy = Policy(
        brand=top.brand,
        handle=x.handle if x else "",
        languages=tuple(dict.fromkeys(top.languages)),
        answer_timeout=top.answer_timeout,
        channels=channels,
        staff=build_staff(staff),
        teams=tuple(build_team(team) for team in teams),
        burst=Burst(guards.alike, guards.within, guards.hourly),
        daily=guards.daily,
        asks=guards.asks,
        internal_hosts=tuple(guards.internal_hosts),
        ticket_links=tuple(guards.ticket_links),
        budgets=budget_tables.budgets(x.limits) if x else (),
        spending=budget_tables.spending(x.monthly_budget, x.prices) if x else Spending(),
        unsure_below=reading.unsure_below,
        heated_first=HeatedFirst(reading.heated_first),
        tell_solved=Mode(desk.tell_customer_when_solved) if desk else Mode.OFF,
        daily_tickets=guards.daily_tickets,
    )
    return Settings(
        file=path,
        brand=top.brand,
        database=path.parent / top.database,
        responses=path.parent / top.responses if top.responses else None,
        policy=policy,
        x=_x(x) if x else None,
        slack=_slack(slack) if slack else None,
        desk=_desk(desk, secrets) if desk else DeskTable(),
        health=_health(health),
        secrets=secrets,
        embedding=EmbeddingFiles(path.parent / reading.embed_model, reading.embed_sha256 or "")
        if reading.embed_model
        else None,
    )


def learn_at(entry: LearningEntry) -> time | None:
    """Return the time of day at which to learn, or None for never."""
    return None if entry.at == "off" else time.fromisoformat(entry.at)


def smtp_user(address: str) -> str:
    """Return who logs in at the mail server, as its address says, or ""."""
    parts = split_url(address)
    return unquote(parts[3]) if parts else ""


def _x(entry: XEntry) -> XTable:
    return XTable(entry.handle, entry.poll_every, entry.dm_poll_every, entry.stream, entry.api_url)


def _health(entry: HealthEntry) -> HealthTable:
    parts = split_url(f"tcp://{entry.listen}") if entry.listen else None
    listen = (parts[1], parts[2] or 0) if parts else None
    return HealthTable(listen, entry.tell_after, entry.disk_low_mb * 1_000_000)


def _slack(entry: SlackEntry) -> SlackTable:
    customers = tuple(dict.fromkeys(entry.customer_channels))
    groups = (entry.responders_group or "", entry.leads_group or "")
    return SlackTable(entry.triage_channel, customers, f"{entry.api_url}/", entry.presence, *groups)


def _desk(entry: DeskEntry, secrets: Secrets) -> DeskTable:
    to, sender = entry.to or "", entry.sender or entry.to or ""
    parts = split_url(entry.smtp) if entry.smtp else None
    if entry.kind in DESK_SECRETS:
        return _remote_desk(entry)
    if entry.kind != "email" or parts is None:
        return DeskTable(entry.kind)
    scheme, host, port, user = parts
    # With a password but no user in the address, the mailbox that we send from is the one that logs in.
    login = unquote(user) or (sender if secrets.smtp_password else "")
    smtp = SmtpServer(host, port or _PORTS[scheme], scheme == "smtps", login)
    imap, folders = _mailbox(entry.imap), tuple(dict.fromkeys(entry.imap_folders))
    return DeskTable(entry.kind, to, sender, smtp, imap=imap, imap_folders=folders, look_every=entry.look_every)


def _mailbox(address: str | None) -> SmtpServer | None:
    parts = split_url(address) if address else None
    if parts is None:
        return None
    scheme, host, port, user = parts
    return SmtpServer(host, port or _PORTS[scheme], scheme == "imaps", unquote(user))


def _remote_desk(entry: DeskEntry) -> DeskTable:
    url = entry.url or (GITHUB if entry.kind == "github" else "")
    return DeskTable(
        entry.kind,
        # A receiver of webhooks may care about its last slash; the other addresses are continued by us.
        url=url if entry.kind == "webhook" else url.rstrip("/"),
        user=entry.user or "",
        group=entry.group,
        repository=entry.repository or "",
        find_url=entry.find_url or "",
        tags=tuple(dict.fromkeys(entry.tags)),
        look_every=entry.look_every,
    )
