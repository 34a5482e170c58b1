"""An answer that somebody wrote and that waits for a lead. Nothing here ever leaves by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DraftState(StrEnum):
    """Whether a draft waits for a lead, or is with its author again."""

    WAITING = "waiting"
    RETURNED = "returned"


class Fate(StrEnum):
    """What became of a draft."""

    SENT = "sent as it was"
    CHANGED = "sent with changes"
    RETURNED = "sent back"
    REPLACED = "its author wrote another one"
    REJECTED = "another draft was sent"
    ANSWERED = "somebody else answered"
    STOPPED = "the customer said stop"
    CLOSED = "the case needs no answer any more"


@dataclass(frozen=True)
class Draft:
    """An answer by `who` to the mention `to`, drafted at `at` (UTC).

    `number` is never given twice in a case. `why` says why a lead has to look first, in words that follow "because".
    `suggestion` is the name of the suggestion that it was made of, or "". `note` is the lead's, of one that was sent
    back.
    """

    number: int
    who: str
    text: str
    to: str
    at: datetime
    why: str
    suggestion: str = ""
    state: DraftState = DraftState.WAITING
    note: str = ""

    @property
    def waits(self) -> bool:
        """True while a lead has to decide about it."""
        return self.state is DraftState.WAITING
