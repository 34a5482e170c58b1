"""Leaves nothing behind of what was removed: neither in a page of the file nor in its write-ahead log.

A program that reads the database all the time (Litestream, an open sqlite3 shell) keeps the log from being emptied.
That is told and never waited for: nobody can write while an emptying waits.
Source: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
"""

from __future__ import annotations

from sqlite_utils import Database

_PATIENCE = 200
"""Milliseconds: enough for a reader that is about to end."""


def sweep(db: Database) -> bool:
    """Write the file anew, then empty its log; return whether nothing that was removed is left in either."""
    db.execute("VACUUM")
    return empty_log(db)


def empty_log(db: Database) -> bool:
    """Move the write-ahead log into the file and empty it, as far as readers let us; return whether it is empty."""
    before = db.execute("PRAGMA busy_timeout").fetchone()[0]
    db.execute(f"PRAGMA busy_timeout = {_PATIENCE}").fetchall()
    try:
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return busy is None or not busy[0]
    finally:
        db.execute(f"PRAGMA busy_timeout = {before}").fetchall()
