"""Which columns are sealed, and sealing all of them: those of a database from before, or with another key.

A table that keeps what somebody wrote, an address or a secret belongs into `SEALED`.
"""

from __future__ import annotations

from sqlite_utils import Database

from bot.adapters.store.sealing import Seal

SEALED = {
    "cases": ("body",),
    "mentions": ("body",),
    "events": ("detail",),
    "outbox": ("effect", "error"),
    "tickets": ("email", "subject", "body"),
    "ticket_entries": ("text",),
    "inbox": ("body", "reason"),
    "labels": ("text",),
    "models": ("content",),
    "marks": ("value",),
    "human_answers": ("text",),
    "audit": ("refused",),
    "roster": ("body",),
}
BATCH = 500


def seal_first_time(db: Database, seal: Seal) -> bool:
    """Seal what is there unsealed, all in the caller's transaction; return whether there was anything."""
    found = False
    for table, columns in SEALED.items():
        for column in columns:
            place = f"{table}.{column}"
            rows = db.execute(f"SELECT rowid, {column} FROM {table} WHERE length({column}) > 0").fetchall()
            for row, value in rows:
                closed = seal.close_bytes(place, value) if isinstance(value, bytes) else seal.close(place, value)
                db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (closed, row))
            found = found or bool(rows)
    return found


def seal_again(db: Database, seal: Seal) -> int:
    """Seal at most `BATCH` values that another key has sealed with the first key; return how many there were."""
    for table, columns in SEALED.items():
        for column in columns:
            place = f"{table}.{column}"
            rows = db.execute(
                f"SELECT rowid, {column} FROM {table} WHERE length({column}) > 0"
                f" AND CAST(substr({column}, 1, {len(seal.name)}) AS TEXT) <> ? LIMIT {BATCH}",
                (seal.name,),
            ).fetchall()
            for row, value in rows:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (seal.again(place, value), row))
            if rows:
                return len(rows)
    return 0
