"""`triage-bot budget`: what X has cost this month, and what is left of the rate limits."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.table import Table

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store.sqlite import SqliteStore
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note, out
from bot.domain.budgets import month_of
from bot.domain.errors import ConfigurationError, Problem
from bot.engine.audit_trail import operator_did
from bot.engine.spending import Spent, dollars, raise_limit, tell_spent
from bot.ports.store import Bucket
from bot.wiring.engine import pace_of

MOST = 1_000_000
"""US dollars to which a month can be raised; more is a slip of the hand."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("budget")(budget)


def budget(
    config: ConfigOption = CONFIG,
    raised: Annotated[
        float | None,
        typer.Option("--raise", help="Let this month cost so many US dollars, and no other.", metavar="USD", min=0),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show what X has cost this month (UTC) and what is left of X's and Slack's rate limits.

    The figures are estimates from X's price list; the bill is X's. At 100 % of `[x] monthly_budget` nothing automatic
    leaves on X. `--raise` gives this month a higher limit; a running bot obeys within a second.
    """
    if raised is not None and not raised <= MOST:
        raise typer.BadParameter(f"write an amount in US dollars up to {MOST:,}, like 40", param_hint="--raise")
    settings = configuration.load(config, os.environ, need_secrets=False)
    monthly = settings.policy.spending.monthly
    if raised is not None and (monthly is None or raised * 1_000_000 <= monthly):
        has = "there is none to raise" if monthly is None else f"write more than the {dollars(monthly)} of the file"
        raise ConfigurationError([Problem(str(settings.file), "x.monthly_budget", None, f"--raise: {has}")])
    now = SystemClock().now()
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        with store.transaction() as tx:
            if raised is not None:
                raise_limit(tx, round(raised * 1_000_000), now)
                operator_did(tx, f"let {month_of(now)} cost {dollars(round(raised * 1_000_000))} on X", now)
            spent, buckets = tell_spent(tx, settings.policy, now), pace_of(settings.policy).known(tx, now)
    finally:
        store.close()
    if json:
        document(_as_json(spent, buckets))
        return
    if raised is not None:
        good(f"{spent.month} may cost {dollars(spent.limit or 0)}.")
    _print(spent, buckets)


def summary(spent: Spent) -> str:
    """Return what X has cost in one sentence."""
    if spent.limit is None:
        return f"X has cost about {dollars(spent.micros)} in {spent.month} (UTC); there is no monthly budget."
    said = f"X has cost about {dollars(spent.micros)} of {dollars(spent.limit)} in {spent.month} (UTC)"
    return f"{said}: nothing automatic leaves on X." if spent.used_up else f"{said}, {spent.percent} %."


def _print(spent: Spent, buckets: tuple[Bucket, ...]) -> None:
    note(summary(spent))
    if spent.costs:
        out.print(_table(("paid for", "times", "USD"), [(c.item, c.times, _usd(c.micros)) for c in spent.costs]))
    if buckets:
        rows = [(b.name, b.left, f"{b.until:%Y-%m-%d %H:%M:%S}") for b in buckets]
        out.print(_table(("rate limit", "left", "full again (UTC)"), rows))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*map(str, row))
    return table


def _as_json(spent: Spent, buckets: tuple[Bucket, ...]) -> dict[str, Any]:
    return {
        "month": spent.month,
        "spent_usd": spent.micros / 1_000_000,
        "limit_usd": None if spent.limit is None else spent.limit / 1_000_000,
        "raised": spent.raised,
        "percent": spent.percent if spent.limit is not None else None,
        "used_up": spent.used_up,
        "items": {c.item: {"times": c.times, "usd": c.micros / 1_000_000} for c in spent.costs},
        "rate_limits": {b.name: {"left": b.left, "full_at": b.until.isoformat()} for b in buckets},
    }


def _usd(micros: int) -> str:
    return f"{micros / 1_000_000:.3f}"
