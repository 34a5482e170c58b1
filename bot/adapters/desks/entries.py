"""What the desks have in common about a ticket that is there already: our mark in an entry, all rows of a list, times.

An entry is told to be ours by the last line of its text; a customer's words, which are indented, never stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from bot.adapters.desks.newest import PAGE, Row
from bot.adapters.desks.rest_errors import missing
from bot.domain.errors import Permanent

_MOST_PAGES = 5


def entry_mark(effect: str) -> str:
    """Return the last line of an entry."""
    return f"triage-bot entry {effect}"


def is_marked(row: Row, key: str, effect: str) -> bool:
    """Tell whether the text of a row is the entry of this effect."""
    text = row.get(key)
    return isinstance(text, str) and text.rstrip().endswith(entry_mark(effect))


def every_row(name: str, page: Callable[[int], Any]) -> list[Row]:
    """Return all rows of a ticket's list; `page` returns the page of that number, from 1, as the desk answers it.

    Raises Permanent when there are more than can be looked through, or when the answer is not as documented.
    """
    found: list[Row] = []
    for number in range(1, _MOST_PAGES + 1):
        rows = page(number)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise missing(name, writing=False)
        found += rows
        if len(rows) < PAGE:
            return found
    raise Permanent(f"{name} has more entries in this ticket than can be looked through")


def moment(value: object) -> datetime | None:
    """Return a time like 2026-01-05T12:00:00Z in UTC, or None where it is none."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None else None


def newest(values: Iterable[object]) -> datetime | None:
    """Return the newest of some times as desks write them, or None where there is none."""
    return max((at for at in map(moment, values) if at is not None), default=None)
