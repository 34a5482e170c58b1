"""`triage-bot tidy` and `audit`: what was kept long enough goes; who did what is told."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from bot.adapters.clock import SystemClock
from bot.cli.opened import opened
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note, out, warn
from bot.cli.swept import sweep
from bot.engine.audit_trail import operator_did
from bot.engine.tidying import tidy as tidy_up
from bot.ports.store import AuditRow


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("tidy")(tidy)
    app.command("audit")(audit)


def tidy(
    config: ConfigOption = CONFIG,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    json: JsonOption = False,
) -> None:
    """Remove what was kept longer than [keep] says. The running bot does this every night by itself.

    The file is swept as well, so that no page of what was removed stays; where one does, it is told, with exit code 1.
    """
    with opened(config) as (settings, store):
        if not dry_run:
            # Before it happens: there is a transaction for each kind, and a kill may come between any two.
            with store.transaction() as tx:
                operator_did(tx, "removed what was kept long enough", SystemClock().now())
        found = tidy_up(store, settings.keep, SystemClock().now(), remove=not dry_run)
        left = "" if dry_run else sweep(store, settings.database)
    if json:
        document({"would_go": dict(found)} if dry_run else {"removed": dict(found), "left": left})
        raise typer.Exit(1 if left else 0)
    told = ", ".join(f"{kind} {count}" for kind, count in found.items() if count) or "nothing"
    if dry_run:
        note(f"Too old: {told}. Nothing was changed.")
    else:
        good(f"Removed: {told}.")
    if left:
        warn(left)
        raise typer.Exit(1)


def audit(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """Tell who did what, when, with which case: what staff did in Slack, obeyed or refused, and what you did here."""
    with opened(config) as (_, store), store.transaction() as tx:
        rows = tx.privacy.audit()
    if json:
        document([_audit(one) for one in rows])
        return
    for one in rows:
        refused = f"  refused: {one.refused}" if one.refused else ""
        out.print(escape(f"{one.at:%Y-%m-%d %H:%M:%S} {one.who} {one.what} {one.case_id}".rstrip() + refused))
    if not rows:
        note("Nobody has done anything yet.")


def _audit(row: AuditRow) -> dict[str, str]:
    told = {"at": row.at.isoformat(), "who": row.who, "what": row.what, "case": row.case_id}
    return told | ({"refused": row.refused} if row.refused else {})
