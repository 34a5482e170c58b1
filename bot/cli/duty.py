"""`triage-bot duty`: who would be told now, or at another time, and why."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store import SqliteStore, is_there
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, note, out
from bot.domain.policy import Policy, Team
from bot.domain.roster import Calendar
from bot.engine.duty_plan import StepPlan, TeamPlan, plan_of
from bot.engine.rosters import with_roster

YEARS = range(1970, 2101)
"""Years that may be asked for: at the ends of the calendar other time zones have no such moment."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("duty")(duty)


def duty(
    config: ConfigOption = CONFIG,
    at: Annotated[
        str,
        typer.Option(
            help="Another time than now: ISO 8601. Without a time zone it is where the team is.", metavar="TIME"
        ),
    ] = "",
    team: Annotated[str, typer.Option(help="Only this team.", metavar="NAME")] = "",
    json: JsonOption = False,
) -> None:
    """Show who is on duty for each team, why, and whom its chain would tell, step by step.

    It looks at the configuration and at what the running bot knows: who is away, what people set by hand, user groups,
    the calendar. Nothing is asked of Slack and nobody is told anything.
    """
    moment = _moment(at)
    settings = configuration.load(config, os.environ, need_secrets=False)
    teams = [one for one in settings.policy.teams if team in ("", one.name)]
    if not teams:
        names = ", ".join(one.name for one in settings.policy.teams)
        raise typer.BadParameter(f'there is no team "{team}"; there is: {names}', param_hint="--team")
    policy = settings.policy
    if is_there(settings.database):
        store = SqliteStore(settings.database, SystemClock(), exclusive=False)
        try:
            with store.transaction() as tx:
                policy = with_roster(tx, policy)
        finally:
            store.close()
    else:
        note("There is no database yet: only the configuration is looked at.")
    plans = [plan_of(one, policy, _when(moment, one)) for one in teams]
    if json:
        document([_as_json(one, settings.calendars.get(one.team.name, "") != "", policy) for one in plans])
        return
    for plan in plans:
        _print(plan, policy, plan.team.name in settings.calendars)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write a time like 2026-12-24T18:00", param_hint="--at") from None
    if moment.year not in YEARS:
        words = f"write a time in the years {YEARS[0]} to {YEARS[-1]}, like 2026-12-24T18:00"
        raise typer.BadParameter(words, param_hint="--at")
    return moment


def _when(moment: datetime | None, team: Team) -> datetime:
    if moment is None:
        return SystemClock().now()
    return (moment if moment.tzinfo else moment.replace(tzinfo=team.hours.zone)).astimezone(UTC)


def _print(plan: TeamPlan, policy: Policy, has_calendar: bool) -> None:
    local = plan.at.astimezone(plan.team.hours.zone)
    out.print(f"[bold]{escape(plan.team.name)}[/], {local:%a %Y-%m-%d %H:%M} {escape(str(plan.team.hours.zone))}")
    if plan.closed:
        opens = plan.duty.at.astimezone(plan.team.hours.zone)
        out.print(f"  closed ({escape(plan.closed)}), opens {opens:%a %Y-%m-%d %H:%M}; this is who is there then")
    until = f", until {plan.duty.until.astimezone(plan.team.hours.zone):%a %Y-%m-%d %H:%M}" if plan.duty.until else ""
    out.print(f"  on duty: [bold]{escape(plan.duty.who or 'nobody')}[/] ({escape(plan.duty.why)}{until})")
    for one in plan.duty.passed:
        out.print(f"    passed over: {escape(one.who)} ({escape(one.why)})")
    for number, step in enumerate(plan.steps, start=1):
        out.print(f"  {number}. {escape(_line(step))}")
    calendar = policy.roster.calendars.get(plan.team.name, Calendar())
    if calendar.problem:
        out.print(f"  [yellow]the calendar: {escape(calendar.problem)}; what was read before counts[/]")
    elif has_calendar and calendar.read_at is None:
        out.print("  [yellow]the calendar has not been read yet: the running bot does it[/]")


def _line(step: StepPlan) -> str:
    whom = ", ".join(step.tells) or "nobody, the next step is told at once"
    # A name stands for itself; "on duty" or a group says why it is them.
    words = ", ".join(step.words) if step.words != step.tells else ""
    wait = f"{int(step.within.total_seconds() // 60)} min to acknowledge" if step.within and step.tells else ""
    told = ", ".join(filter(None, (words, wait)))
    more = "; ".join(filter(None, (told, *(f"{one.who} is passed over: {one.why}" for one in step.passed))))
    return f"{whom} ({more})" if more else whom


def _as_json(plan: TeamPlan, has_calendar: bool, policy: Policy) -> dict[str, Any]:
    calendar = policy.roster.calendars.get(plan.team.name, Calendar())
    return {
        "team": plan.team.name,
        "at": plan.at.isoformat(),
        "open": not plan.closed,
        "closed_because": plan.closed,
        "true_at": plan.duty.at.isoformat(),
        "on_duty": plan.duty.who,
        "why": plan.duty.why,
        "until": plan.duty.until.isoformat() if plan.duty.until else None,
        "passed_over": [{"who": one.who, "why": one.why} for one in plan.duty.passed],
        "chain": [
            {
                "notify": list(step.words),
                "tells": list(step.tells),
                "acknowledge_within_seconds": step.within.total_seconds() if step.within else None,
                "passed_over": [{"who": one.who, "why": one.why} for one in step.passed],
            }
            for step in plan.steps
        ],
        "calendar": {
            "read_at": calendar.read_at.isoformat() if calendar.read_at else None,
            "problem": calendar.problem,
        }
        if has_calendar
        else None,
    }
