"""What X's answers tell beside their content: how the call ended, X's own time, and how many calls are left.

Paths hold ids of people, so only a fixed word for the kind of call leaves this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.ports.clock import Clock
from bot.ports.tally import Answer

# The last part of the path says which call it is; before it stand ids.
_CALLS = {
    ("GET", "mentions"): "mentions",
    ("GET", "tweets"): "posts",
    ("GET", "dm_events"): "messages",
    ("GET", "me"): "me",
    ("POST", "tweets"): "publish",
    ("POST", "messages"): "message",
    ("POST", "token"): "token",
    ("GET", "stream"): "stream",
}
_REMAINING = "x-rate-limit-remaining"


class Answers:
    """Given to a connection as what is told of its answers; tells `heard`, in the caller's thread."""

    def __init__(self, heard: Callable[[Answer], None] | None, clock: Clock) -> None:
        self._told = heard
        self._clock = clock
        self.ahead = timedelta(0)

    def heard(self, method: str, path: str, status: int, headers: Mapping[str, str]) -> None:
        """Tell of an answer, and remember how far our clock goes before X's."""
        call = _CALLS.get((method, path.rstrip("/").rpartition("/")[2]), "other")
        left = headers.get(_REMAINING, "")
        remaining = int(left) if left.isascii() and left.isdecimal() else None
        answer = Answer("x", call, status, self._clock.now(), _date(headers.get("date", "")), remaining)
        if answer.date is not None:
            self.ahead = max(timedelta(0), answer.ours - answer.date)
        if self._told is not None:
            self._told(answer)


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
