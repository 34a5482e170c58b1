"""Gives a database a new key: value by value, in batches, so that a kill in the middle is taken up the next time.

Until the last value is sealed with the new key, and no page is left that the old one has sealed, both keys are kept;
nothing is ever sealed with a key that is not on the disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.adapters.store.file_lock import FileLock
from bot.adapters.store.keys import VARIABLE, find_keys, key_file, replace_key_file
from bot.adapters.store.opening import open_file
from bot.adapters.store.sealed_tables import seal_again
from bot.adapters.store.sealing import Key, new_secret
from bot.adapters.store.sweeping import sweep
from bot.adapters.store.trouble import check_place, explain
from bot.domain.errors import StoreBroken
from bot.ports.clock import Clock


def rotate(place: Path, clock: Clock, told: Callable[[int], None]) -> str:
    """Seal everything with a new key and return its name; the bot must not run.

    With a key file the new key is made here. With the environment variable it must stand there as "NEW,OLD".

    Arguments:
        place: the database.
        clock: stamps the lock.
        told: hears after each batch how many values were sealed anew.

    Raises:
        StoreInUse: the bot runs.
        StoreBroken: a key is missing, or the file cannot be used, or old pages are left in it: then both keys stay, and
            another call finishes.
    """
    check_place(place, must_exist=True)
    lock = FileLock(place, clock)
    lock.take()
    try:
        in_file = not os.environ.get(VARIABLE, "").strip()
        # First with the keys as they are: a wrong one must not be followed by a new one.
        open_file(place, exclusive=True)[0].close()
        keys = find_keys(place)
        if len(keys) == 1 and not in_file:
            raise StoreBroken(
                f"There is only one key in {VARIABLE}. Make a new one with `triage-bot key new`, set"
                f" {VARIABLE}=NEW,OLD and run this again."
            )
        if len(keys) == 1:
            replace_key_file(place, (Key(new_secret()), *keys))
        name = _seal_all(place, told)
        if in_file:
            replace_key_file(place, find_keys(place)[:1])
        return name
    finally:
        lock.let_go()


def keys_of(place: Path) -> tuple[tuple[str, ...], str]:
    """Return the names of the keys that are there, the sealing one first, and where they come from."""
    names = tuple(key.name for key in find_keys(place))
    return names, VARIABLE if os.environ.get(VARIABLE, "").strip() else str(key_file(place))


def _seal_all(place: Path, told: Callable[[int], None]) -> str:
    db, seal = open_file(place, exclusive=True)
    try:
        done = 0
        while True:
            db.execute("BEGIN IMMEDIATE")
            batch = seal_again(db, seal)
            db.execute("COMMIT")
            if not batch:
                break
            done += batch
            told(done)
        db.execute("DELETE FROM sealing WHERE key <> ?", (seal.name,))
        if not sweep(db):
            raise StoreBroken(
                f"Everything is sealed with the new key {seal.name}, but the file and its log still hold old pages,"
                " sealed with the old key, because another program reads the database all the time: Litestream, or an"
                " open sqlite3 shell. Both keys stay where they are. Stop that program and run `triage-bot key rotate`"
                " again: it only has to finish."
            )
    except sqlite3.Error as error:
        raise explain(error, place) from error
    finally:
        db.close()
    return seal.name
