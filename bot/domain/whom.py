"""Whom a step of a chain tells, as the operator writes it.

"on duty" · "lead" · "all leads" · a teammate's name · "group S0SUPPORT" · "least recently asked of S0SUPPORT" ·
"least recently asked of members" · "channel G0LEADS". The words are frozen into a case; who they are is asked when the
step comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

ON_DUTY = "on duty"
LEAD = "lead"
ALL_LEADS = "all leads"
MEMBERS = "members"
_GROUP = re.compile(r"group (S[A-Z0-9]{2,20})")
_LEAST = re.compile(r"least recently asked of (S[A-Z0-9]{2,20}|members)")
_PLACE = re.compile(r"channel ([CG][A-Z0-9]{2,20})")
_OURS = re.compile(r"(?:group|channel|least recently asked)(?: .*)?", re.IGNORECASE)


class Kind(StrEnum):
    """What a word of a step means."""

    ON_DUTY = "on duty"
    LEAD = "lead"
    ALL_LEADS = "all leads"
    GROUP = "group"
    LEAST_RECENT = "least recently asked"
    PLACE = "channel"
    PERSON = "person"


@dataclass(frozen=True)
class Whom:
    """`name` is a teammate's, the id of a user group or of a Slack channel, "members", or "" where none is needed."""

    kind: Kind
    name: str = ""


def read_whom(words: str) -> Whom:
    """Read a word of a step; what has no meaning of its own is a teammate's name."""
    if words in (ON_DUTY, LEAD, ALL_LEADS):
        return Whom(Kind(words))
    for kind, pattern in ((Kind.GROUP, _GROUP), (Kind.LEAST_RECENT, _LEAST), (Kind.PLACE, _PLACE)):
        if found := pattern.fullmatch(words):
            return Whom(kind, found[1])
    return Whom(Kind.PERSON, words)


def is_reserved(name: str) -> bool:
    """Tell whether nobody can be called so, because a chain would read it as something else."""
    return name.casefold() in (ON_DUTY, LEAD, ALL_LEADS) or _OURS.fullmatch(name) is not None
