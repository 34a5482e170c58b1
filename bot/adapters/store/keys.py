"""Finds the keys of a database: in the environment, or in a file beside it that only its owner may read.

It makes a key only where nothing is sealed yet, never writes over one, and never shows one.
"""

from __future__ import annotations

import base64
import binascii
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.adapters.store.sealing import Key, new_secret
from bot.adapters.store.trouble import broken_by
from bot.domain.errors import StoreBroken

VARIABLE = "TRIAGE_BOT_KEY"
"""Holds the key, or several with commas between them: the first one seals, all of them open."""
_MODE = 0o600
_SHAPE = "32 bytes in base64, as `triage-bot key new` makes it"


def key_file(database: Path) -> Path:
    """Return where the key of a database lies when it is not in the environment."""
    return database.with_name(f"{database.name}.key")


def find_keys(database: Path, environ: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """Return the keys that are there, the one that seals first; none where there is neither variable nor file.

    Raises StoreBroken for a key that is none, and for a file that others may read.
    """
    told = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    if told:
        return tuple(_key(one, f"The environment variable {VARIABLE}") for one in told.split(",") if one.strip())
    file = key_file(database)
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            raise StoreBroken(f"The key file {file} may be read by others (mode {mode:04o}). Run: chmod 600 {file}")
        lines = file.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise StoreBroken(f"The key file {file} is no key file: it must hold {_SHAPE}.") from None
    except OSError as error:
        raise StoreBroken(f"The key file {file} cannot be read ({error.strerror}).") from None
    found = tuple(_key(line, f"The key file {file}") for line in lines if line.strip() and line[0] != "#")
    if not found:
        raise StoreBroken(f"The key file {file} is empty: put the right one back. Nothing was changed.")
    return found


def make_key_file(database: Path) -> tuple[Key, ...]:
    """Write a new key file, which must not be there, and return the key in it; it is on the disk before anything is
    sealed with it."""
    key = Key(new_secret())
    _write(key_file(database), [key], os.O_EXCL)
    return (key,)


def replace_key_file(database: Path, keys: Sequence[Key]) -> None:
    """Write these keys instead of those in the file, in one step: a kill leaves the old file or the new one."""
    file = key_file(database)
    new = file.with_name(f"{file.name}.new")
    _write(new, keys, os.O_TRUNC)
    new.replace(file)
    _sync_folder(file.parent)


def key_text(secret: bytes) -> str:
    """Return a key as it stands in the variable or the file."""
    return base64.urlsafe_b64encode(secret).decode("ascii")


def new_key_text() -> str:
    """Return a new key as it stands in the variable."""
    return key_text(new_secret())


def _write(file: Path, keys: Sequence[Key], how: int) -> None:
    words = [
        "# The key to the triage-bot database beside this file. Without it the database cannot be read.",
        "# Keep a copy, apart from the backups of the database.",
        *(key_text(key.secret) for key in keys),
    ]
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | how, _MODE)
        with os.fdopen(number, "w", encoding="ascii") as opened:
            opened.write("\n".join(words) + "\n")
            opened.flush()
            os.fsync(number)
        _sync_folder(file.parent)
    except OSError as error:
        raise broken_by(error)(f"The key file {file} cannot be written ({error.strerror}).") from None


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _key(text: str, where: str) -> Key:
    try:
        return Key(base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True))
    except (binascii.Error, ValueError):
        raise StoreBroken(f"{where} holds something that is no key: it must hold {_SHAPE}.") from None
