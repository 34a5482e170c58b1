"""Gives an opened database its keys, or refuses: a wrong or missing key changes nothing and destroys nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.adapters.store.keys import VARIABLE, find_keys, key_file, make_key_file
from bot.adapters.store.sealed_tables import seal_first_time, seal_the_rest
from bot.adapters.store.sealing import Key, Seal
from bot.adapters.store.sweeping import sweep
from bot.domain.errors import StoreBroken, StoreOutdated

log = structlog.get_logger()


def check_keys(db: Database, place: Path, keys_of: Path) -> tuple[Key, ...]:
    """Return the keys that there are for the database `keys_of`.

    Raises StoreBroken where one is missing with which something was sealed.
    """
    keys = find_keys(keys_of)
    needed = _keys_in_use(db)
    if missing := sorted(set(needed) - {key.name for key in keys}):
        raise StoreBroken(_wrong(place, keys_of, missing[0], keys))
    return keys


def unlock_alone(db: Database, place: Path, keys: Sequence[Key]) -> Seal:
    """Return what seals from now on, in a database that nobody else uses.

    A first start makes the key and seals what an older triage-bot left unsealed. No plain page stays, but for
    where another program reads all the time: then each start tries again.
    """
    if not keys:
        keys = make_key_file(place)
    seal = Seal(keys)
    if not _keys_in_use(db):
        db.execute("BEGIN IMMEDIATE")
        found = seal_first_time(db, seal)
        db.execute("INSERT INTO sealing (key, seals, swept) VALUES (?, 1, ?)", (seal.name, int(not found)))
        db.execute("COMMIT")
    else:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO sealing (key, seals, swept) VALUES (?, 1, 1) ON CONFLICT DO NOTHING", (seal.name,))
        db.execute("UPDATE sealing SET seals = (key = ?)", (seal.name,))
        if seal_the_rest(db, seal):
            db.execute("UPDATE sealing SET swept = 0")
        db.execute("COMMIT")
    if db.execute("SELECT 1 FROM sealing WHERE swept = 0").fetchone():
        if sweep(db):
            db.execute("UPDATE sealing SET swept = 1")
        else:
            # The values are sealed; what they were before may stay beside them until a start finds no reader.
            log.warning("plain_pages_left", database=place.name)
    return seal


def unlock_beside(db: Database, place: Path, keys: Sequence[Key]) -> Seal:
    """Return what seals beside a running bot: with the bot's key, whichever stands first here."""
    row = db.execute("SELECT key FROM sealing WHERE seals = 1").fetchone()
    if row is None or db.execute("SELECT 1 FROM unsealed").fetchone():
        raise StoreOutdated(f"The database {place} is not sealed yet. Start the bot once with `triage-bot run`.")
    return Seal(sorted(keys, key=lambda key: key.name != row[0]))


def _keys_in_use(db: Database) -> tuple[str, ...]:
    if "sealing" not in db.table_names():
        return ()
    return tuple(str(name) for (name,) in db.execute("SELECT key FROM sealing ORDER BY key").fetchall())


def _wrong(place: Path, keys_of: Path, missing: str, keys: Sequence[Key]) -> str:
    where = f"put its key file {key_file(keys_of)} back, or set {VARIABLE}"
    if not keys:
        return f"The key to the database {place} is not there: {where} (its key is called {missing}). Nothing changed."
    return (
        f"The key does not fit the database {place}, which is sealed with the key {missing}; the one that is there is"
        f" {keys[0].name}: {where} to the right one. Nothing was changed."
    )
