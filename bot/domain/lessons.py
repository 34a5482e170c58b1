"""What somebody learned from an answer: the question, what they wrote, what a lead made of it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.drafts import Fate


class Source(StrEnum):
    """What a lesson comes from."""

    CHANGED = "their answer was changed"
    RETURNED = "their answer was sent back"
    REMARKED = "their answer was sent with a remark"
    ANSWERED = "somebody else answered"
    PASSED_ON = "they had passed the case on"


_SOURCES = {
    Fate.CHANGED: Source.CHANGED,
    Fate.RETURNED: Source.RETURNED,
    Fate.SENT: Source.REMARKED,
    Fate.ANSWERED: Source.ANSWERED,
    Fate.REJECTED: Source.ANSWERED,
}


@dataclass(frozen=True)
class Lesson:
    """What the teammate `who` learned in a case at `at` (UTC), from `by`.

    `mention` is the id of the customer's message; its words are not kept here: `question` is filled in for reading, and
    empty where the message is gone. `written` is what `who` had drafted, `answer` what was sent to the customer; either
    may be empty. `remark` is the lead's. `private` says that the customer wrote in private.
    """

    case_id: str
    who: str
    by: str
    at: datetime
    source: Source
    mention: str
    written: str = ""
    answer: str = ""
    remark: str = ""
    question: str = ""
    private: bool = False


def source_of(fate: Fate, sent: str, remark: str) -> Source | None:
    """Return what there is to learn from what became of a draft; None where there is nothing."""
    if fate is Fate.SENT and not remark:
        return None
    if fate in (Fate.ANSWERED, Fate.REJECTED) and not sent:
        return None
    return _SOURCES.get(fate)
