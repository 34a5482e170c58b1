"""Opens a database file: checks that it is ours, whole and fits its key, and brings its tables up to date.

Destroys nothing, ever.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from bot.adapters.store.keys import find_keys, key_file
from bot.adapters.store.migrations import KNOWN_STEPS, MIGRATIONS
from bot.adapters.store.sealing import Key, Seal, new_secret
from bot.adapters.store.trouble import broken_by, check_place, damaged, empty, explain
from bot.adapters.store.unlocking import check_keys, unlock_alone, unlock_beside
from bot.domain.errors import StoreBroken, StoreOutdated

_BUSY_SECONDS = 5.0
_CACHED_STATEMENTS = 256
_LASTING = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")
_FLEETING = ("locking_mode = EXCLUSIVE", "journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = ON")


def open_in_memory() -> tuple[Database, Seal]:
    """Return a database that is gone when it is closed, and its key with it."""
    db = _connect(":memory:")
    db.execute("PRAGMA foreign_keys = ON")
    MIGRATIONS.apply(db)
    return db, Seal([Key(new_secret())])


def open_file(place: Path, exclusive: bool, lasting: bool = True, keys_of: Path | None = None) -> tuple[Database, Seal]:
    """Return the database at `place`, and what seals and opens its values.

    `exclusive` says that the caller holds the lock: then the file is made if it is not there, checked as a whole and
    brought up to date. Otherwise it must be there and up to date. A file that was there and holds nothing, though there
    is a key, is what was left of a database: it is refused, not begun anew. `lasting` false is for a file that is
    thrown away after the run: nothing waits for the disk. `keys_of` names the database whose keys these are, where it
    is another one. Raises StoreBroken, and StoreOutdated where it is not up to date.
    """
    check_place(place, must_exist=not exclusive)
    if exclusive:
        was_there = place.exists()
        _make_private(place)
        _look_first(place)
        # The key is made after the tables: a first start that was killed leaves none beside an empty file.
        if was_there and (keys_of or key_file(place).exists()) and _holds_nothing(place):
            raise StoreBroken(empty(place))
    elif _holds_nothing(place):
        if find_keys(keys_of or place):
            raise StoreBroken(empty(place))
        raise StoreOutdated(f"The database {place} holds nothing yet: the first `triage-bot run` makes its tables.")
    db = None
    try:
        db = _connect(str(place))
        for setting in _LASTING if lasting else _FLEETING:
            db.execute(f"PRAGMA {setting}")
        _check_ours(db, place)
        if exclusive:
            keys = check_keys(db, place, keys_of or place)
            MIGRATIONS.apply(db)
            return db, unlock_alone(db, keys_of or place, keys)
        if MIGRATIONS.pending(db):
            raise StoreOutdated(
                f"The database {place} was last used by an older triage-bot. Start the bot once with `triage-bot run`:"
                " that brings it up to date."
            )
        return db, unlock_beside(db, place, check_keys(db, place, keys_of or place))
    except sqlite3.Error as error:
        _close(db)
        raise explain(error, place) from error
    except BaseException:
        _close(db)
        raise


def _connect(place: str) -> Database:
    connection = sqlite3.connect(
        place,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_CACHED_STATEMENTS,
    )
    try:
        return Database(connection, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


def _close(db: Database | None) -> None:
    if db is not None:
        db.close()


def _make_private(place: Path) -> None:
    """Make the file for this user only: it holds addresses and private messages. SQLite's files beside it follow it."""
    try:
        os.close(os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise broken_by(error)(
            f"The database {place} cannot be opened ({error.strerror}). Give the user that runs triage-bot the right to"
            " read and write the file and its folder."
        ) from error


def _look_first(place: Path) -> None:
    """Check the file as a whole."""
    with _looking(place) as looking:
        _check_whole(looking, place)


def _holds_nothing(place: Path) -> bool:
    with _looking(place) as looking:
        return not looking.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


@contextlib.contextmanager
def _looking(place: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that cannot write: closing one that can would change a broken file. Raises StoreBroken."""
    try:
        with contextlib.closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as looking:
            yield looking
    except sqlite3.Error as error:
        raise explain(error, place) from error


def _check_ours(db: Database, place: Path) -> None:
    tables = [name for name in db.table_names() if not name.startswith("sqlite_")]
    applied = {step.name for step in MIGRATIONS.applied(db)}
    if tables and not applied and tables != [MIGRATIONS.migrations_table]:
        raise StoreBroken(
            f"The database {place} belongs to another program (it has a table {tables[0]}). Name another file as"
            " `database` in the configuration."
        )
    newer = sorted(applied - KNOWN_STEPS)
    if newer:
        raise StoreBroken(
            f"The database {place} was written by a newer triage-bot (this one does not know its step {newer[0]})."
            " Install that version again, or put back the backup made before it."
        )


def _check_whole(db: sqlite3.Connection, place: Path) -> None:
    finding = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        raise StoreBroken(f"The database {place} {damaged(str(finding))}")
