"""Sweeps the database for a command and tells honestly what is left. It never hides that something is."""

from __future__ import annotations

import time
from pathlib import Path

from bot.adapters.store import SqliteStore
from bot.domain.errors import StoreBroken

_TRIES = 10
_REST = 0.3
"""Seconds: the running bot writes in between."""


def sweep(store: SqliteStore, place: Path) -> str:
    """Sweep the database at `place`; return "", or in a sentence what still holds what was removed, and what to do."""
    try:
        if store.sweep() or any(_emptied_at_last(store) for _ in range(_TRIES)):
            return ""
    except StoreBroken as error:
        return f"{error} Until `triage-bot tidy` comes to its end, the file holds pages of what was removed."
    return (
        f"{place} and its log {place.name}-wal still hold old pages of what was removed, because another program reads"
        " the database all the time: Litestream, or an open sqlite3 shell. Stop it, then run `triage-bot tidy`."
    )


def _emptied_at_last(store: SqliteStore) -> bool:
    time.sleep(_REST)
    return store.empty_log()
