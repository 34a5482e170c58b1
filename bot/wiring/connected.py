"""Connects the bot with everything outside: its vendors, the desk, the staff's place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.adapters.chart.today import paint
from bot.adapters.search.fts import MemoryIndex
from bot.adapters.slack.connection import SlackConnection
from bot.adapters.x.connect import XConnection
from bot.config import Settings
from bot.domain.case import Channel
from bot.domain.errors import Problem
from bot.engine.former_desk import name_desks
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.wiring.engine import Sides
from bot.wiring.sides import Heard, connect_slack, connect_x, desk, introduce, introduce_to_slack


@dataclass(frozen=True)
class Connected:
    """Whom the bot talks to, as the engine knows them (`sides`) and as they are listened to; None where not configured.

    `unfit` is what Slack says against its channels, None where it was not asked or did not tell everything.
    """

    sides: Sides
    x: XConnection | None
    slack: SlackConnection | None
    unfit: tuple[Problem, ...] | None


def connect(settings: Settings, store: Store, clock: Clock, heard: Heard) -> Connected:
    """Return every configured side, introduced to its vendor; `heard` is told of every sign of life.

    Raises ConfigurationError or another TriageError where a vendor refuses us.
    """
    channels: dict[Channel, CustomerChannel] = {}
    x = connect_x(settings, clock, store, heard)
    if x is not None:
        # Known before the first timer fires: the link of an email ask is made from our account's id.
        introduce(x)
        channels[Channel.X] = x.channel()
    slack = connect_slack(settings, clock, heard)
    unfit = introduce_to_slack(slack) if slack is not None else None
    helpdesk = desk(settings, store, clock)
    with store.transaction() as tx:
        desks = name_desks(tx, settings.desk.name)
    sides = Sides(channels, None, helpdesk, desks=desks)
    if slack is not None and settings.slack is not None:
        channels[Channel.SLACK] = slack.channel()
        sides = replace(
            sides,
            staffroom=slack.staffroom(),
            triage_channel=settings.slack.triage_channel,
            home=slack.home_screen(),
            paint=paint,
            index=MemoryIndex(),
            is_shared=slack.is_shared,
        )
    return Connected(sides, x, slack, unfit)
