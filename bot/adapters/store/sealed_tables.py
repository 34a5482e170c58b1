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
    "kept_answers": ("question", "answer"),
    "lessons": ("body",),
    "audit": ("refused",),
    "roster": ("body",),
}
BATCH = 500


def seal_first_time(db: Database, seal: Seal) -> bool:
    """Seal what is there unsealed, all in the caller's transaction; return whether there was anything."""
    db.execute("DELETE FROM unsealed")
    return sum(_seal_column(db, seal, table, column) for table, columns in SEALED.items() for column in columns) > 0


def seal_the_rest(db: Database, seal: Seal) -> bool:
    """Seal the columns that an older version left unsealed, as `seal_first_time` does with all of them."""
    rest = db.execute("SELECT tab, col FROM unsealed").fetchall()
    db.execute("DELETE FROM unsealed")
    return sum(_seal_column(db, seal, table, column) for table, column in rest) > 0


def _seal_column(db: Database, seal: Seal, table: str, column: str) -> int:
    place = f"{table}.{column}"
    rows = db.execute(f"SELECT rowid, {column} FROM {table} WHERE length({column}) > 0").fetchall()
    for row, value in rows:
        closed = seal.close_bytes(place, value) if isinstance(value, bytes) else seal.close(place, value)
        db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (closed, row))
    return len(rows)


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
