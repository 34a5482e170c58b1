"""What happens to an answer that a lead has to look at first; part of `events.Event`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Drafted:
    """A teammate wants to send `text`, and a lead has to look first because of `why`.

    `suggestion` is the name of the suggestion that it was made of, or "".
    """

    who: str
    text: str
    why: str
    suggestion: str = ""


@dataclass(frozen=True)
class DraftSent:
    """A lead sends the draft of this number: as it is, or with `text` in its place; `remark` is for its author.

    `suggestion` is the name of the one whose words are still in it, or "".
    """

    who: str
    draft: int
    text: str = ""
    remark: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class DraftReturned:
    """A lead gives the draft of this number back to its author, with a note."""

    who: str
    draft: int
    note: str
