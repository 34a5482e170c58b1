"""What a post and a direct message are, and how X reads the handles in a text.

It must never know HTTP or JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from twitter_text import parse_tweet

LONGEST = 280
HANDLE = re.compile(r"(?<![\w@/.])@(\w{1,15})(?!\w|@)", re.ASCII)
LEADING = re.compile(r"\s*@(\w{1,15})(?=\s|$)", re.ASCII)


@dataclass
class Post:
    """A post as its author wrote it; `filled` are the handles that X put in front of a reply."""

    id: str
    author: str
    text: str
    at: datetime
    conversation: str
    reply_to: str | None = None
    reply_to_author: str | None = None
    quote: str | None = None
    filled: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    edited_by: str | None = None
    deleted: bool = False

    @property
    def full_text(self) -> str:
        """The text as X's API gives it, with the handles in front."""
        return " ".join([*(f"@{handle}" for handle in self.filled), self.text])

    @property
    def handles(self) -> list[str]:
        """Every handle in the full text, in lower case, each once."""
        return list(dict.fromkeys(match[1].lower() for match in HANDLE.finditer(self.full_text)))

    @property
    def current(self) -> bool:
        """Whether timelines show it: not deleted and not replaced by an edit."""
        return not self.deleted and self.edited_by is None


@dataclass(frozen=True)
class DirectMessage:
    """A private message; `sender` and `recipient` are user ids."""

    id: str
    sender: str
    recipient: str
    text: str
    at: datetime

    @property
    def conversation(self) -> str:
        """The one-to-one conversation's id, the same for both sides."""
        return "-".join(sorted((self.sender, self.recipient), key=int))


def without_leading(text: str, handles: Iterable[str]) -> str:
    """Return a text without those of the given handles that stand in front of it.

    Args:
        text: what was written.
        handles: the ones that X fills in anyway, in lower case.
    """
    known = set(handles)
    while (match := LEADING.match(text)) and match[1].lower() in known:
        text = text[match.end() :]
    return text.lstrip()


def is_text(text: str) -> bool:
    """Tell whether a text can be sent at all: half a surrogate pair, which JSON can spell, cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def is_number(text: str) -> bool:
    """Tell whether a text is a whole number that fits X's ids."""
    return re.fullmatch("[0-9]{1,19}", text) is not None


def fits(text: str) -> bool:
    """Tell whether a text is no longer than X allows, by X's own weighted count.

    Source: https://docs.x.com/fundamentals/counting-characters
    """
    parsed = parse_tweet(text)
    return bool(parsed.weightedLength <= LONGEST)
