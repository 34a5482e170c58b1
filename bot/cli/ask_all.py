"""Asks X, Slack, the desk and the calendars whether they let us in. Nothing is sent and nothing is told to anybody.

Nothing is kept either, but for X's tokens with OAuth 2.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.adapters.calendars import IcalCalendars
from bot.adapters.clock import SystemClock
from bot.adapters.desks.mail import EmailDesk
from bot.adapters.desks.webhook import WebhookDesk
from bot.adapters.store import SqliteStore, is_there
from bot.config import Settings
from bot.config.settings import DESK_SECRETS
from bot.domain.errors import ConfigurationError, Problem, StoreOutdated, TriageError
from bot.engine.roster_watch import AHEAD, BEHIND
from bot.ports.desk import Ticket
from bot.wiring.sides import connect_slack, connect_x, desk


def ask_all(settings: Settings) -> list[Problem]:
    """Ask X, Slack, the desk and the calendars whether they let us in, and return what is to be mended."""
    file = str(settings.file)
    found: list[Problem] = []
    store, may_ask_x = _memory(settings)
    x = connect_x(settings, SystemClock(), store) if may_ask_x else None
    slack = connect_slack(settings, SystemClock())
    if x is not None:
        found += _try(file, "x", x.whoami)
    if slack is not None:
        found += _try(file, "slack", slack.check)
        found += _try(file, "slack", lambda: slack.check_staff(settings.policy.staff)) if not found else []
    found += _try(file, "desk", lambda: greet_desk(settings, store))
    if settings.desk.imap is not None:
        helpdesk = desk(settings, store, SystemClock())
        found += _try(file, "desk.imap", lambda: helpdesk.state(Ticket("T-0", key="check"), ""))
    store.close()
    return found + read_calendars(settings, at_addresses=True)


def greet_desk(settings: Settings, store: SqliteStore) -> None:
    """Ask the desk whether it lets us in; it is sent nothing. Raises ConfigurationError or a DeliveryError."""
    helpdesk = desk(settings, store, SystemClock())
    if isinstance(helpdesk, EmailDesk | WebhookDesk):
        helpdesk.greet()
    elif settings.desk.kind in DESK_SECRETS:
        # Looking for a ticket that is not there changes nothing and tells whether the desk lets us in.
        helpdesk.find("check")


def keeps_tokens(settings: Settings) -> bool:
    """Tell whether asking X changes something: an OAuth 2 refresh token works once, and what follows it is kept."""
    return settings.x is not None and not settings.secrets.has_x_oauth1


def _memory(settings: Settings) -> tuple[SqliteStore, bool]:
    """Return where X's tokens are kept, and whether X may be asked: not where the bot would not find them again."""
    if not keeps_tokens(settings):
        return SqliteStore(":memory:", SystemClock()), True
    is_first = not is_there(settings.database)
    try:
        return SqliteStore(settings.database, SystemClock(), exclusive=is_first), True
    except StoreOutdated:
        return SqliteStore(":memory:", SystemClock()), False


def read_calendars(settings: Settings, *, at_addresses: bool) -> list[Problem]:
    """Read the calendars that tell who is on duty, those at addresses or those in files; nothing is written down."""
    calendars, now, policy = IcalCalendars(), SystemClock().now(), settings.policy
    found: list[Problem] = []
    for index, team in enumerate(policy.teams):
        place = settings.calendars.get(team.name, "")
        if place and ("://" in place) is at_addresses:
            key, zone = f"teams.{index}.on_duty_calendar", team.hours.zone
            look = partial(calendars.shifts, team.name, place, policy.staff, zone, now - BEHIND, now + AHEAD)
            found += _try(str(settings.file), key, look)
    return found


def _try(file: str, key: str, call: Callable[[], object]) -> list[Problem]:
    try:
        call()
    except ConfigurationError as error:
        return list(error.problems)
    except TriageError as error:
        return [Problem(file, key, None, str(error))]
    return []
