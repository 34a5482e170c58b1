"""Who has a case open at this moment: short-lived rows about teammates, never about customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Doing(StrEnum):
    """What a teammate does with a case: reads its conversation, or writes an answer."""

    VIEWING = "viewing"
    EDITING = "editing"


@dataclass(frozen=True)
class Presence:
    """The teammate `who` has a case open; after `until` (UTC) nobody believes it any more."""

    case_id: str
    who: str
    doing: Doing
    until: datetime


class Presences(Protocol):
    """At most one row per case and teammate: what they did last."""

    def put(self, presence: Presence) -> bool:
        """Write what a teammate does; return whether that is news, and not only goes on."""
        ...

    def end(self, case_id: str, who: str) -> bool:
        """Take a teammate's row away; return whether there was one."""
        ...

    def of(self, case_id: str, now: datetime) -> tuple[Presence, ...]:
        """Return who has a case open at `now` (UTC), by name."""
        ...

    def end_all(self, now: datetime) -> tuple[str, ...]:
        """Take away what is over at `now` (UTC) and return the ids of those cases, each once."""
        ...
