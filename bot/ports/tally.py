"""What is counted and measured. Never a text, a name, an address or an id: only kinds and numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True)
class Answer:
    """How a vendor answered a call, without what it answered.

    `call` is one of a fixed set of words of the adapter. `status` is the HTTP status, 0 where no answer came. `date` is
    the vendor's own time (UTC) where it told one, `ours` (UTC) our time when it did. `remaining` is how many calls of
    this kind the vendor still allows, None where it does not say.
    """

    vendor: str
    call: str
    status: int
    ours: datetime
    date: datetime | None = None
    remaining: int | None = None


class Tally(Protocol):
    """Counts. Every method returns at once, from any thread, and never raises."""

    def heard(self, channel: str) -> None:
        """A mention was taken in that was not known before."""
        ...

    def unread(self, channel: str, kind: str) -> None:
        """A channel showed something that could not be taken in."""
        ...

    def delivered(self, lane: str, what: str, kind: str, waited: timedelta) -> None:
        """A message left, so long after it was decided; `kind` is a reply's kind or why a teammate was told, or ""."""
        ...

    def failed(self, lane: str, outcome: str) -> None:
        """A delivery did not come out; `outcome` is the class of the fault."""
        ...

    def held(self, guards: Collection[str]) -> None:
        """These guards held a message; each counts for itself."""
        ...

    def fired(self, timer: str, late: timedelta) -> None:
        """A timer fired, so long after it was due."""
        ...

    def answered(self, answer: Answer) -> None:
        """A vendor answered a call."""
        ...

    def stock(self, state: str, rows: int) -> None:
        """So many messages of the outbox are in a state now."""
        ...

    def promises(self, standing: str, number: int) -> None:
        """So many promises to customers stand like this now: those that are owed, and those of the last weeks."""
        ...

    def ailing(self, ailment: str, part: str, ill: bool) -> None:
        """Something is wrong, or is not any more."""
        ...

    def mended(self, ailment: str, part: str) -> None:
        """A repair was tried."""
        ...
