"""`triage-bot tidy` and `audit`: what was kept long enough goes; who looked at an address is told."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from bot.adapters.clock import SystemClock
from bot.cli.opened import opened
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note, out
from bot.engine.tidying import tidy as tidy_up


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("tidy")(tidy)
    app.command("audit")(audit)


def tidy(
    config: ConfigOption = CONFIG,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    json: JsonOption = False,
) -> None:
    """Remove what was kept longer than [keep] says. The running bot does this every night by itself."""
    with opened(config) as (settings, store):
        found = tidy_up(store, settings.keep, SystemClock().now(), remove=not dry_run)
    if json:
        document({"removed" if not dry_run else "would_go": dict(found)})
        return
    told = ", ".join(f"{kind} {count}" for kind, count in found.items() if count) or "nothing"
    if dry_run:
        note(f"Too old: {told}. Nothing was changed.")
    else:
        good(f"Removed: {told}.")


def audit(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """Tell who did what with personal data: looked at an address, exported, forgot."""
    with opened(config) as (_, store), store.transaction() as tx:
        rows = tx.privacy.audit()
    if json:
        document([{"at": one.at.isoformat(), "who": one.who, "what": one.what, "case": one.case_id} for one in rows])
        return
    for one in rows:
        out.print(f"{one.at:%Y-%m-%d %H:%M:%S} {escape(one.who)} {one.what} {one.case_id}".rstrip())
    if not rows:
        note("Nobody has done anything with personal data yet.")
