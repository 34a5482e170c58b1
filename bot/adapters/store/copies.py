"""Backups: a copy of the database while the bot runs, and putting one back. What is sealed stays sealed in a copy.

Putting one back never loses what was there: the old file stays beside it under another name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from bot.adapters.store.backup_place import BESIDE, MAGIC, NEW
from bot.adapters.store.file_lock import FileLock
from bot.adapters.store.opening import open_file
from bot.adapters.store.trouble import check_place, explain, is_there
from bot.domain.errors import StoreBroken
from bot.ports.clock import Clock

_PAGES = 1_000
_LOGS = ("-wal", "-journal")


@dataclass(frozen=True)
class Restored:
    """What was put back: where the old database went (None where there was none), and how many cases there are now."""

    kept: Path | None
    cases: int


def copy_to(db: Database, target: Path) -> None:
    """Write a whole copy of the database to `target`, readable by its owner only; a kill leaves the old file there.

    Raises StoreBroken.
    """
    new = target.with_name(f"{target.name}{NEW}")
    try:
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
        with contextlib.closing(sqlite3.connect(new)) as copy:
            db.conn.backup(copy, pages=_PAGES)
            # One file: a copy in WAL mode would leave two more beside it.
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        number = os.open(new, os.O_RDONLY)
        os.fsync(number)
        os.close(number)
        for end in BESIDE:
            # What lies there is of the file that was there before.
            target.with_name(f"{target.name}{end}").unlink(missing_ok=True)
        new.replace(target)
    except OSError as error:
        _remove(new)
        raise StoreBroken(f"The backup {target} cannot be written ({error.strerror}). Name another file.") from None
    except sqlite3.Error as error:
        _remove(new)
        raise explain(error, target) from error


def _remove(half: Path) -> None:
    """Remove a copy that did not get its name: nobody would know of it who has to forget somebody."""
    with contextlib.suppress(OSError):
        half.unlink(missing_ok=True)


def restore(place: Path, backup: Path, clock: Clock) -> Restored:
    """Put a backup in the place of the database; the bot must not run.

    It is checked first: that it is ours and whole, and that the key which is there opens it.

    Raises:
        StoreInUse: the bot runs.
        StoreBroken: the backup cannot be used; nothing was changed.
    """
    if not is_there(backup) or not backup.is_file():
        raise StoreBroken(f"There is no backup {backup}.")
    check_place(place, must_exist=False)
    lock = FileLock(place, clock)
    lock.take()
    new = place.with_name(f"{place.name}.restored")
    try:
        _copy(backup, new)
        cases = _check(place, new, backup)
        kept = _put_aside(place, clock)
        new.replace(place)
        return Restored(kept, cases)
    finally:
        for left in (new, *(new.with_name(f"{new.name}{end}") for end in BESIDE)):
            left.unlink(missing_ok=True)
        lock.let_go()


def _copy(backup: Path, new: Path) -> None:
    try:
        with backup.open("rb") as opened:
            if opened.read(len(MAGIC)) != MAGIC:
                raise StoreBroken(f"{backup} is no backup of a triage-bot database. Name another file.")
        # A database that `restore` put aside may have its newest transactions in its log; a backup has none.
        for end in ("", *_LOGS):
            source, target = backup.with_name(f"{backup.name}{end}"), new.with_name(f"{new.name}{end}")
            if source.exists():
                os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
                shutil.copyfile(source, target)
    except OSError as error:
        raise StoreBroken(f"The backup {backup} cannot be copied to {new} ({error.strerror}).") from None


def _check(place: Path, new: Path, backup: Path) -> int:
    """Open the copy as the bot would, with the keys of the place, and read it; an older one is brought up to date."""
    try:
        db, seal = open_file(new, exclusive=True, keys_of=place)
    except StoreBroken as error:
        raise StoreBroken(str(error).replace(str(new), str(backup))) from None
    try:
        for (body,) in db.execute("SELECT body FROM cases ORDER BY seq DESC LIMIT 20").fetchall():
            seal.open("cases.body", body)
        found = int(db.execute("SELECT count(*) FROM cases").fetchone()[0])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return found
    finally:
        db.close()


def _put_aside(place: Path, clock: Clock) -> Path | None:
    """Move what is there to another name: a log without its database, too, or SQLite would play it into the new one."""
    kept = place.with_name(f"{place.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
    was_there = place.exists()
    for end in ("", *BESIDE):
        source = place.with_name(f"{place.name}{end}")
        if source.exists():
            source.replace(kept.with_name(f"{kept.name}{end}"))
    return kept if was_there else None
