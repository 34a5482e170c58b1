"""`triage-bot key new|show|rotate`: the key with which the database is sealed. Never shows the key that is in use."""

from __future__ import annotations

import os

import typer

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store import keys_of, new_key_text, rotate
from bot.cli.opened import note_down
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="The key with which the database is sealed.")
    group.command("new")(new)
    group.command("show")(show)
    group.command("rotate")(rotate_key)
    app.add_typer(group, name="key")


def new() -> None:
    """Print a new key, for the environment variable TRIAGE_BOT_KEY. Nothing is changed."""
    typer.echo(new_key_text())


def show(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """Tell which keys there are, by their names, and where they come from."""
    names, where = keys_of(configuration.load(config, os.environ, need_secrets=False).database)
    if json:
        document({"keys": names, "from": where})
    elif names:
        note(f"The database is sealed with the key {names[0]}, from {where}.")
    else:
        note(f"There is no key yet; the first start makes {where}.")


def rotate_key(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """Seal the whole database with a new key; stop the bot first.

    A kill in the middle harms nothing: run it again. With a key file the new key is made and the old one removed. With
    TRIAGE_BOT_KEY set it to NEW,OLD before, and to NEW afterwards. Backups made before still need the old key.
    """
    place = configuration.load(config, os.environ, need_secrets=False).database
    sealed = 0

    def told(so_far: int) -> None:
        nonlocal sealed
        sealed = so_far

    name = rotate(place, SystemClock(), told)
    note_down(place, f"sealed the database with the new key {name}")
    if json:
        document({"key": name, "sealed": sealed})
        return
    good(f"{sealed} values are sealed with the new key {name}.")
    note("Backups made before still need the old key. Keep a copy of the new one, apart from the backups.")
