"""How far our clock is from the vendors', by the Date of their answers. It corrects nothing."""

from __future__ import annotations

import threading
from collections import deque
from datetime import datetime, timedelta

from bot.ports.tally import Answer

FRESH = timedelta(minutes=10)
"""How long an answer's word about the time counts."""
_ANSWERS = 5


class Skew:
    """The median of the last answers, so that one odd machine in front of a vendor says nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: deque[tuple[datetime, timedelta]] = deque(maxlen=_ANSWERS)

    def heard(self, answer: Answer) -> None:
        """Take note of an answer; any thread may call it."""
        if answer.date is not None:
            with self._lock:
                self._seen.append((answer.ours, answer.ours - answer.date))

    def forget(self) -> None:
        """Our clock was moved: what was seen before says nothing any more."""
        with self._lock:
            self._seen.clear()

    def now(self, now: datetime) -> timedelta | None:
        """Return how far we are ahead (behind is negative) at `now` (UTC), None while too few answers have come."""
        with self._lock:
            fresh = sorted(by for at, by in self._seen if abs(now - at) < FRESH)
        return fresh[len(fresh) // 2] if len(fresh) >= _ANSWERS - 2 else None
