"""`triage-bot forget` and `export`: what is owed to a person whose data is kept here."""

from __future__ import annotations

import json as jsons
import os
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.adapters.clock import SystemClock
from bot.adapters.reader.addresses import find_address
from bot.adapters.reader.plain_text import clean
from bot.adapters.slack.envelope import sender_of
from bot.adapters.store import SqliteStore, is_backup, is_there
from bot.cli.opened import opened, person
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note, warn
from bot.cli.swept import sweep
from bot.config import Settings
from bot.domain.errors import Conflict, NothingKept, StoreBroken
from bot.domain.person import Person
from bot.engine import forgetting
from bot.engine.forgetting import Known, Whose
from bot.ports.store import AuditRow

WHO = typer.Argument(help="x:@handle, slack:U0ANNA (a Slack user's id) or mail:anna@example.com", metavar="PERSON")
_TRIES = 20


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("forget")(forget)
    app.command("export")(export)


def forget(
    who: Annotated[str, WHO],
    config: ConfigOption = CONFIG,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: JsonOption = False,
) -> None:
    """Forget a person, beside a running bot: show what would go, ask, and remove it from the database and our backups.

    Nobody is written to again: a keyed hash of who they were is kept for that. Cases keep their number and their
    figures; the person in them becomes nobody, and the cards say so. What stands on X, in Slack and on the desk stays
    there: it is listed as far as it is known. What could not be done at once is told at the end, with exit code 1.
    """
    whom = person(who)
    with opened(config) as (settings, store):
        whose = _whose(settings)
        with store.transaction() as tx:
            found, recorded = forgetting.known(tx, whom, whose), tx.privacy.backups()
        backups, far, other = _look_for(recorded)
        asides = _put_aside(settings.database)
        if not json:
            _show(whom, found, backups, far, other, asides)
        if not yes and (json or not typer.confirm("Forget all of it?", err=True)):
            note("Nothing was changed. Say --yes to forget without being asked.")
            raise typer.Exit(1)
        triage_channel = settings.slack.triage_channel if settings.slack else ""
        gone = _forget(store, whom, whose, triage_channel, json)
        # Whatever is left of them in the file: no backup and nothing put aside shall have them.
        left = sweep(store, settings.database)
        failed = [*map(str, (*far, *other)), *_remake(store, backups), *_delete(asides)]
    if json:
        document(_as_json(whom, gone, backups, asides, failed) | {"left": left})
    else:
        good(f"{forgetting.described(whom)} is forgotten: {_sum(gone)}.")
        for path in failed:
            advice = "delete it if it is a backup, or let this user write it and forget again."
            warn(f"{path} could not be made anew or deleted: {advice}")
        if left:
            warn(left)
    if failed or left:
        raise typer.Exit(1)


def export(
    who: Annotated[str, WHO],
    config: ConfigOption = CONFIG,
    to: Annotated[Path, typer.Option(help="The file to write; it is for that person alone.")] = Path("export.json"),
    json: JsonOption = False,
) -> None:
    """Write all that is kept of a person into a file, in full, for that person; only you can read the file."""
    whom = person(who)
    with opened(config) as (settings, store), store.transaction() as tx:
        content = forgetting.everything(tx, whom, _whose(settings))
        found = forgetting.known(tx, whom, _whose(settings))
        cases = [str(case["case"]) for case in content["cases"]]  # type: ignore[attr-defined]
        tx.privacy.write_audit(AuditRow(SystemClock().now(), "operator", "exported", ", ".join(cases)))
        # Inside: what could not be written was not exported.
        _write(to, jsons.dumps(content, ensure_ascii=False, indent=2) + "\n")
    if json:
        document({"file": str(to), "cases": cases})
        return
    good(f"wrote {to} ({len(cases)} cases), readable by you alone. Give it to that person, then delete it.")
    _name(whom, found)


def _whose(settings: Settings) -> Whose:
    return Whose(sender_of, lambda text: find_address(clean(text), settings.policy.brand))


def _forget(store: SqliteStore, whom: Person, whose: Whose, triage_channel: str, json: bool) -> Known:
    """Forget, or say that nobody is known by that name; a message that is being sent at this moment is waited for."""
    for attempt in range(1, _TRIES + 1):
        try:
            with store.transaction() as tx:
                return forgetting.forget(tx, whom, triage_channel, SystemClock().now(), whose)
        except Conflict:
            if attempt == _TRIES:
                raise
            time.sleep(0.5)
        except NothingKept as nothing:
            if json:
                document(_as_json(whom, Known((), {}, ()), [], [], []) | {"known": False})
            else:
                warn(f"{nothing} Where an older backup may still have them, delete it.")
            raise typer.Exit(1) from None
    raise AssertionError("the last attempt returns or raises")


def _look_for(backups: tuple[Path, ...]) -> tuple[list[Path], list[Path], list[Path]]:
    """Return the backups that are there, those where nobody lets us look, and what is something else by now.

    What somebody deleted is gone.
    """
    there: list[Path] = []
    far: list[Path] = []
    other: list[Path] = []
    for path in backups:
        try:
            if is_there(path):
                (there if is_backup(path) else other).append(path)
        except StoreBroken:
            far.append(path)
    return there, far, other


def _remake(store: SqliteStore, backups: list[Path]) -> list[str]:
    failed = []
    for path in backups:
        try:
            store.copy_to(path)
        except StoreBroken:
            failed.append(str(path))
    return failed


def _delete(asides: list[Path]) -> list[str]:
    failed = []
    for file in asides:
        try:
            file.unlink(missing_ok=True)
        except OSError:
            failed.append(str(file))
    return failed


def _put_aside(database: Path) -> list[Path]:
    """Return the databases that `restore` put aside."""
    return sorted(database.parent.glob(f"{database.name}.before-*"))


def _show(
    whom: Person, found: Known, backups: list[Path], far: list[Path], other: list[Path], asides: list[Path]
) -> None:
    note(f"Kept of {forgetting.described(whom)}: {_sum(found)}.")
    _name(whom, found)
    for number, url in found.tickets:
        note(f"On the desk, which you have to clear yourself: {number} {url}".rstrip())
    for path in backups:
        note(f"Made anew without them: the backup {path}")
    for path in far:
        note(f"Out of reach, and left as it is: the backup {path}")
    for path in other:
        note(f"Left as it is: {path}, where a backup was and something else is now")
    for path in asides:
        note(f"Deleted: {path}, which `restore` put aside")
    if found.cases:
        note("What was posted on X and in Slack (threads of cards, private messages to staff) stays there.")


def _name(whom: Person, found: Known) -> None:
    """Say whom an address was found to be of: somebody else may have given it."""
    if whom.channel is None:
        names = ", ".join(map(forgetting.named, found.customers))
        note(f"Who gave this address: {names or 'nobody'}. If this is somebody else, name the person in another way.")


def _sum(found: Known) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in found.counts.items())


def _as_json(whom: Person, gone: Known, backups: list[Path], asides: list[Path], failed: list[str]) -> dict[str, Any]:
    return {
        "person": forgetting.described(whom),
        "known": True,
        "cases": list(gone.cases),
        "removed": dict(gone.counts),
        "on_the_desk": [{"number": number, "url": url} for number, url in gone.tickets],
        "backups_made_anew": [str(path) for path in backups if str(path) not in failed],
        "backups_that_failed": failed,
        "deleted": [str(path) for path in asides if str(path) not in failed],
    }


def _write(file: Path, text: str) -> None:
    try:
        file.unlink(missing_ok=True)
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as opened_file:
            opened_file.write(text)
    except OSError as error:
        raise StoreBroken(
            f"The file {file} cannot be written ({error.strerror}). Name another one with --to."
        ) from None
