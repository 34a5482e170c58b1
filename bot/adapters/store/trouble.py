"""What is wrong with a database file, in a sentence that says which file and what to do. Never touches the file."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from bot.domain.errors import StoreBroken, StoreRefuses

_FULL = frozenset({"SQLITE_FULL"})
_UNREADABLE = frozenset({"SQLITE_NOTADB"})
_DAMAGED = frozenset({"SQLITE_CORRUPT"})
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
_FORBIDDEN = frozenset({"SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"})
_NOT_OPENED = frozenset({"SQLITE_CANTOPEN"})
_DISK = frozenset({"SQLITE_IOERR"})
_RULES = frozenset({"SQLITE_CONSTRAINT", "SQLITE_MISMATCH"})
_PASSING = _FULL | _BUSY | _DISK
_DISK_REFUSES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def explain(error: sqlite3.Error, place: Path | None) -> StoreBroken:
    """Return the error to raise instead of SQLite's; `place` is None for a database in memory."""
    name = getattr(error, "sqlite_errorname", "") or ""
    family = "_".join(name.split("_")[:2])
    broken = StoreRefuses if family in _PASSING else StoreBroken
    return broken(f"The database {place or 'in memory'} {_what_to_do(family, error, place)}")


def broken_by(fault: OSError) -> type[StoreBroken]:
    """Return the error to raise for a file beside the database that cannot be used: a full disk passes."""
    return StoreRefuses if fault.errno in _DISK_REFUSES else StoreBroken


def _what_to_do(family: str, error: sqlite3.Error, place: Path | None) -> str:
    if family in _FULL:
        return "cannot grow: the disk is full. Make room on it, then start triage-bot again; nothing written is lost."
    if family in _UNREADABLE:
        return "is not an SQLite database. Move that file away, or name another one as `database` in the configuration."
    if family in _DAMAGED:
        return damaged(str(error))
    if family in _BUSY:
        return "was kept busy by another program for more than 5 seconds. Close that program, then try again."
    if family in _FORBIDDEN:
        return "may not be written. Give the user that runs triage-bot the right to write the file and its folder."
    if family in _NOT_OPENED and place is not None:
        return _why_not_opened(place)
    if family in _DISK:
        return (
            "cannot be read or written: the disk reports an error. Check the disk and the room on it, then try again."
        )
    if family in _RULES:
        return f"refused a row that breaks its own rules ({error}). This is a mistake in triage-bot: please report it."
    return f"cannot be used: {error}."


def damaged(finding: str) -> str:
    """Say that the file's content is broken."""
    return (
        f"is damaged ({finding.splitlines()[0] if finding else 'no details'}). Nothing was changed. Keep a copy of it"
        " and of the files beside it (-wal, -shm), then put a backup in its place, save what can be read with"
        " `sqlite3 triage.db .recover`, or move it away to start anew: see docs/operating.md."
    )


def empty(place: Path) -> str:
    """Say that a file holds nothing, though something was sealed once."""
    return (
        f"The database {place} holds nothing of triage-bot, though there is a key. Nothing was changed. Put a backup in"
        " its place with `triage-bot restore`, or save the old file once more (docs/operating.md); to begin anew, take"
        " this file away."
    )


def is_there(place: Path) -> bool:
    """Tell whether there is a file or folder at `place`; raise StoreBroken where nobody lets us look."""
    try:
        return place.exists()
    except OSError as error:
        raise StoreBroken(
            f"{place} cannot be reached ({error.strerror}). Let this user look there, or name another place."
        ) from None


def check_place(place: Path, must_exist: bool) -> None:
    """Raise StoreBroken when no database can be at `place`: no folder, no right, or with `must_exist` no file."""
    try:
        usable = place.is_file() if place.exists() else place.parent.is_dir() and not must_exist
    except OSError:
        usable = False
    readable = not place.exists() or os.access(place, os.R_OK | os.W_OK) if usable else False
    if not usable or not readable or not os.access(place.parent, os.W_OK | os.X_OK):
        raise StoreBroken(f"The database {place} {_why_not_opened(place)}")


def _why_not_opened(place: Path) -> str:
    try:
        folder_is_there, is_folder, is_there = place.parent.is_dir(), place.is_dir(), place.exists()
    except PermissionError:
        return "cannot be reached: this user may not look into its folder. Give it the right to."
    except OSError as error:
        return f"cannot be reached ({error.strerror}). Name another file as `database` in the configuration."
    if is_folder:
        return "is a folder. Name a file as `database` in the configuration."
    if not folder_is_there:
        return f"cannot be made: there is no folder {place.parent}. Make that folder, or name another `database`."
    if not is_there and os.access(place.parent, os.W_OK | os.X_OK):
        return "does not exist yet. Start the bot once with `triage-bot run`, or check `database` in the configuration."
    return "may not be opened. Give the user that runs triage-bot the right to read and write the file and its folder."
