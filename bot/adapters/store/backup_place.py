"""Where a backup may be written: over nothing but an earlier backup of ours. It looks only, and changes nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bot.adapters.store.keys import key_file
from bot.adapters.store.migrations import MIGRATIONS
from bot.adapters.store.trouble import is_there
from bot.domain.errors import StoreBroken

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of its name."""
NEW = ".new"
"""The end of the name under which a copy is written until it is whole."""
_HEADER = 20
MAGIC = b"SQLite format 3\0"
"""How every SQLite file begins."""
# Bytes 18 and 19 of a database file (https://sqlite.org/fileformat2.html#file_format_version_numbers).
_JOURNAL = b"\x01\x01"


def is_backup(file: Path) -> bool:
    """Tell whether a file is a backup of a triage-bot database, and no database that a bot may run on.

    A database that a bot has opened keeps a log (WAL) for good; a backup is one file without one.
    """
    try:
        with file.open("rb") as opened:
            header = opened.read(_HEADER)
        if not header.startswith(MAGIC) or header[18:20] != _JOURNAL:
            return False
        # Nobody else writes it: what is opened as immutable makes no file beside itself.
        place = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(place, uri=True)) as looking:
            ours = f"SELECT count(*) FROM {MIGRATIONS.migrations_table} WHERE migration_set = ?"
            return bool(looking.execute(ours, (MIGRATIONS.name,)).fetchone()[0])
    except (OSError, ValueError, sqlite3.Error):
        return False


def backup_place(database: Path, file: Path, others: Iterable[Path]) -> Path:
    """Return where a backup called `file` is written, with every link followed.

    Arguments:
        database: the database that is saved.
        file: what the operator named.
        others: more files that must stay as they are, such as the configuration.

    Raises StoreBroken where it would take the place of anything but an earlier backup.
    """
    target = file.resolve()
    ours = [database, *(database.with_name(f"{database.name}{end}") for end in (*BESIDE, ".lock")), key_file(database)]
    written = [target, *(target.with_name(f"{target.name}{end}") for end in (*BESIDE, NEW))]
    for kept in (*ours, *others):
        if any(_is_same(one, kept) for one in written):
            raise StoreBroken(f"{file} would take the place of {kept}, which the bot needs. Name another file.")
    if is_there(target) and not is_backup(target):
        raise StoreBroken(
            f"{file} is there already and is no backup of ours. Name another file, or take that one away."
        )
    half = target.with_name(f"{target.name}{NEW}")
    if is_there(half) and not _may_be_half(half):
        raise StoreBroken(f"{half} is there already and would be written over. Name another file, or take it away.")
    return target


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other.resolve() or one.samefile(other)
    except OSError:
        return False


def _may_be_half(file: Path) -> bool:
    """Tell whether a file is what a kill left of a copy, which is written anew."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) in (b"", MAGIC)
    except OSError:
        return False
