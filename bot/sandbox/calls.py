"""The list of vendor API calls that were received: what a test or the page asks to see what a client really did.

It must never hold a body or a header: those carry personal data and keys.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

KEPT = 2_000


@dataclass
class Call:
    """One received call; `status` stays empty until it is answered, and for ever if it never is."""

    n: int
    on: str
    method: str
    path: str
    at: datetime
    status: int | None = None


class Calls:
    """The last calls, numbered from 1."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._count = 0

    def received(self, on: str, method: str, path: str, at: datetime) -> Call:
        """Write a call down and return it, so that its answer can be added.

        Args:
            on: "x" or "slack".
            method: the HTTP method, or "WS" for a WebSocket.
            path: without the query.
            at: the sandbox's time, in UTC.
        """
        self._count += 1
        call = Call(self._count, on, method, path, at)
        self._calls.append(call)
        return call

    def since(self, n: int) -> list[Call]:
        """Return the calls that are kept and came after number `n`, oldest first."""
        return [call for call in self._calls if call.n > n]
