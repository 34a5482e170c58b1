"""X's rate limits by the names that the budgets have, and what X's answers say about them. Pure.

Source: https://docs.x.com/x-api/fundamentals/rate-limits
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

SEND_POST = "x:public"
SEND_MESSAGE = "x:dm"
MENTIONS = "x:mentions"
OWN_POSTS = "x:posts"
MESSAGES = "x:messages"
LOOK_UP = "x:lookup"

_HEADERS = (("x-rate-limit", ""), ("x-user-limit-24hour", ":day"), ("x-app-limit-24hour", ":day"))


def words_on_limits(budget: str, headers: Mapping[str, str]) -> Iterator[tuple[str, int, datetime]]:
    """Yield what an answer says: the budget's name, how many calls are left, and until when (UTC).

    Where both a user's and an app's day are told, the one with less left comes last and is the one that counts.
    """
    if not budget:
        return
    told = []
    for header, part in _HEADERS:
        left, reset = headers.get(f"{header}-remaining", ""), headers.get(f"{header}-reset", "")
        # Longer than any time that a clock can show: not X's.
        if left.isdecimal() and reset.isdecimal() and len(left) < 12 and 0 < len(reset) < 12:
            told.append((budget + part, int(left), datetime.fromtimestamp(int(reset), UTC)))
    yield from sorted(told, key=lambda one: -one[1])
