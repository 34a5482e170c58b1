"""`triage-bot pause` and `resume`: the switch that stops everything automatic."""

from __future__ import annotations

import os
from datetime import datetime

import typer

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store.sqlite import SqliteStore
from bot.cli.screen import CONFIG, ConfigOption, good
from bot.engine.audit_trail import operator_did
from bot.engine.switching import switch


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("pause")(pause)
    app.command("resume")(resume)


def pause(config: ConfigOption = CONFIG) -> None:
    """Let nothing automatic leave until `resume`; a running bot obeys within a second.

    Mentions are still written down, cards still appear, and what a teammate sends by a click still goes out.
    """
    _switch(config, SystemClock().now())
    good("Paused. Nothing automatic leaves. Go on with: triage-bot resume")


def resume(config: ConfigOption = CONFIG) -> None:
    """Let automatic messages leave again; what became too old meanwhile is held for a human."""
    _switch(config, None)
    good("Going on. What became too old meanwhile is held for a human.")


def _switch(config: ConfigOption, paused_at: datetime | None) -> None:
    settings = configuration.load(config, os.environ, need_secrets=False)
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        with store.transaction() as tx:
            if switch(tx, paused_at):
                operator_did(tx, "paused the bot" if paused_at else "let the bot go on", SystemClock().now())
    finally:
        store.close()
