"""Looks through a desk's newest tickets for one of ours, on desks that cannot be asked for it by its external id.

Their search engines lag minutes behind, and "not there" must be sure; a list of what was created last does not lag.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.desks.rest_errors import missing
from bot.domain.errors import Permanent, Temporary

LOOK_BACK = timedelta(days=2)
"""The outbox gives up after a day, so an earlier attempt is younger than this."""
PAGE = 100
_MOST_PAGES = 5
_LONGEST = 8.0
Row = Mapping[str, Any]


def stamp(at: datetime) -> str:
    """Return a time as these interfaces write it: 2026-01-05T12:00:00Z. Such texts sort as the times do."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def find_newest(name: str, page: Callable[[int], Any], is_ours: Callable[[Row], bool], now: datetime) -> Row | None:
    """Return the ticket that is ours, or None when none of the last two days is.

    Args:
        name: what the desk is called in reasons.
        page: returns the page of that number, from 1, newest first, as the desk answers it.
        is_ours: tells a ticket of ours.
        now: the present moment (UTC).

    Raises:
        Temporary: it took too long; the next look may be faster.
        Permanent: there are more tickets than can be looked through, or the answer is not as documented.
    """
    oldest = stamp(now - LOOK_BACK)
    begun = time.monotonic()
    for number in range(1, _MOST_PAGES + 1):
        if time.monotonic() - begun > _LONGEST:
            raise Temporary(f"{name} is slow: its newest tickets could not be looked through")
        rows = page(number)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise missing(name, writing=False)
        # The first of several is the one that the customer may have been told.
        if ours := [row for row in rows if is_ours(row)]:
            oldest_of_ours: Row = ours[-1]
            return oldest_of_ours
        if len(rows) < PAGE or str(rows[-1].get("created_at", "")) < oldest:
            return None
    raise Permanent(f"{name} has more new tickets than can be looked through")


def positive(value: object) -> int:
    """Return a ticket's number, or 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
