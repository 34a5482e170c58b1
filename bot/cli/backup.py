"""`triage-bot backup` and `restore`: a copy of the database while the bot runs, and putting one back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store import SqliteStore, backup_place, keys_of, restore
from bot.cli.opened import note_down, opened
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note
from bot.domain.errors import StoreBroken
from bot.engine.audit_trail import operator_did


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(put_back)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Write a whole copy of the database, while the bot runs. What is sealed stays sealed.

    Nothing but an earlier backup is written over. The copy is of no use without the key: keep the key too, but apart
    from the copy.
    """
    with opened(config) as (settings, store):
        target = backup_place(settings.database, file, (settings.file, *map(Path, settings.calendars.values())))
        _write(store, target)
        names, where = keys_of(settings.database)
    if json:
        document({"file": str(target), "bytes": target.stat().st_size, "key": names[0]})
        return
    good(f"wrote {file} ({target.stat().st_size} bytes).")
    note(f"It opens only with the key {names[0]} ({where}). Keep a copy of the key, but apart from the backup.")


def _write(store: SqliteStore, target: Path) -> None:
    """Write the copy, known before it is there: whoever is forgotten after a kill is taken out of it as well."""
    with store.transaction() as tx:
        is_known = target in tx.privacy.backups()
        tx.privacy.add_backup(target, SystemClock().now())
    try:
        store.copy_to(target)
    except StoreBroken:
        with store.transaction() as tx:
            if not is_known:
                tx.privacy.drop_backup(target)
        raise
    with store.transaction() as tx:
        operator_did(tx, f"wrote the backup {target.name}", SystemClock().now())


def put_back(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Put a backup in the place of the database; stop the bot first.

    The backup is checked before anything is changed: ours, whole, and fitting the key. The old database is kept beside
    it. People who were forgotten after the backup was made are in it again: forget them again.
    """
    settings = configuration.load(config, os.environ, need_secrets=False)
    done = restore(settings.database, file, SystemClock())
    note_down(settings.database, f"put the backup {file.name} back")
    if json:
        document({"database": str(settings.database), "cases": done.cases, "kept": str(done.kept or "")})
        return
    good(f"{settings.database} is {file} again, with {done.cases} cases.")
    if done.kept is not None:
        note(f"The database of before is {done.kept}. Delete it when you do not need it any more.")
    note("People who were forgotten after the backup was made are in it again: forget them again.")
