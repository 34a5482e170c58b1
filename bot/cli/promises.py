"""`triage-bot promises`: what is owed to customers, and what was kept and broken by the week. No customer's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from bot.adapters.clock import SystemClock
from bot.cli.opened import opened
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, note, out
from bot.domain.policy import Policy
from bot.domain.promise import say_when
from bot.engine.promises import WEEKS, Owed, WeekOfPromises, count_weeks, promises_due


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("promises")(promises)


def promises(
    config: ConfigOption = CONFIG,
    weeks: Annotated[int, typer.Option(help="For how many weeks back to count.", min=1, max=520)] = WEEKS,
    json: JsonOption = False,
) -> None:
    """Show what was promised to customers and is still owed, and how many promises were kept and broken.

    Counted by the week in which a promise was kept, or in which its time passed, by team and by who owed it. Times in
    the table are those of the team. One that was put off before its time is replaced: neither kept nor broken.
    """
    now = SystemClock().now()
    with opened(config) as (settings, store), store.transaction() as tx:
        owed, counted = promises_due(tx, now), count_weeks(tx, settings.policy, now, weeks)
    if json:
        document({"owed": [_owed(one) for one in owed], "weeks": [_week(one) for one in counted]})
        return
    _print(owed, counted, settings.policy)


def _print(owed: tuple[Owed, ...], counted: tuple[WeekOfPromises, ...], policy: Policy) -> None:
    if owed:
        rows = ((*_cells(one), _when(one, policy), "overdue" if one.overdue else "") for one in owed)
        out.print(_table(("case", "team", "owner", "by", ""), rows))
    else:
        note("No customer waits for something that was promised.")
    if counted:
        figures = ((one.week, one.team, one.owner, one.kept, one.broken, one.replaced) for one in counted)
        out.print()
        out.print(_table(("week", "team", "owner", "kept", "broken", "replaced"), figures))


def _cells(one: Owed) -> tuple[str, str, str]:
    return one.case.id, one.case.team, one.promise.owner


def _when(one: Owed, policy: Policy) -> str:
    return say_when(one.promise.due, policy.team(one.case.team).hours.zone)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    return table


def _owed(one: Owed) -> dict[str, Any]:
    case_id, team, owner = _cells(one)
    return {
        "case": case_id,
        "team": team,
        "owner": owner,
        "due": one.promise.due.isoformat(),
        "made": one.promise.made.isoformat(),
        "found": one.promise.found,
        "overdue": one.overdue,
        "customer_told_it_takes_longer": one.promise.updated,
    }


def _week(one: WeekOfPromises) -> dict[str, Any]:
    return {
        "week": one.week,
        "team": one.team,
        "owner": one.owner,
        "kept": one.kept,
        "broken": one.broken,
        "replaced": one.replaced,
    }
