"""Answers that humans gave, as suggestions are learned from: which reply was sent for which question. Data only.

Nothing here is ever sent by itself; a teammate chooses among what is made of it.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.response import Response

_STILL = 0.5
_COMPARED = 200
_WORD = re.compile(r"\w+")
BY_HAND = 0
"""The rank of an answer that was none of the three suggestions."""


@dataclass(frozen=True)
class HumanAnswer:
    """What a teammate answered in a case, to the mention `mention_id` of its channel, at `at` (UTC).

    `name` is that of the suggestion, or "" for an answer written by hand; `rank` is the suggestion's place from 1, or
    `BY_HAND`. `private` says that it was sent where only the customer reads. `text` is what was written by hand, as it
    was seen on our own side; the words of a suggestion are in the outbox.
    """

    case_id: str
    mention_id: str
    at: datetime
    who: str
    name: str
    rank: int
    topic: str
    language: str
    heated: bool
    private: bool
    text: str = ""


@dataclass(frozen=True)
class SentBefore:
    """A suggestion that a teammate sent for a question; `number` grows with every one, `question` as it was asked."""

    number: int
    question: str
    name: str
    topic: str
    language: str
    heated: bool


@dataclass(frozen=True)
class KeptAnswer:
    """A question and its answer that a lead kept, without anything that belongs to one customer.

    `answer` is a text with placeholders. `response` is the name of the response whose words it has, or "" for words of
    a teammate's own; `channel` is "any" or the only one on which it fits. `kept_at` is UTC.
    """

    number: int
    case_id: str
    question: str
    answer: str
    language: str
    topic: str
    channel: str
    response: str
    kept_by: str
    kept_at: datetime


@dataclass(frozen=True)
class Pick:
    """A response picked for a question, and what speaks for it.

    Arguments:
        response: with its placeholders still in it.
        words: of the customer's own, that questions it answers have too, in the order in which they stand.
        topic: the topic that it is about and the mention too, or "".
        sent: how often a teammate sent it for questions like this one.
        foreign: whether it is in another language than the customer's.
    """

    response: Response
    words: tuple[str, ...] = ()
    topic: str = ""
    sent: int = 0
    foreign: bool = False

    @property
    def name(self) -> str:
        """Return the name of the response."""
        return self.response.name

    @property
    def text(self) -> str:
        """Return the text of the response, with its placeholders still in it."""
        return self.response.text


def is_still(suggestion: str, text: str) -> bool:
    """Tell whether an edited text is still the suggestion that it began with: half of the words of both are the same.

    What was written over, from the first word to the last, teaches nothing about the suggestion.
    """
    one, other = _WORD.findall(suggestion)[:_COMPARED], _WORD.findall(text)[:_COMPARED]
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _STILL


def reason(pick: Pick, *, quote: bool) -> str:
    """Return in one line why a response was picked: matches “charged twice”; sent 4 times for such questions.

    Arguments:
        pick: what was picked.
        quote: whether the customer's words may be repeated; those of a private message may not.
    """
    told = []
    if pick.words and quote:
        told.append(f"matches {_quoted(pick.words)}")
    elif pick.words:
        told.append("matches the question")
    elif pick.topic:
        told.append(f"about {pick.topic}")
    if pick.sent:
        told.append(f"sent {'once' if pick.sent == 1 else f'{pick.sent} times'} for such questions")
    if pick.foreign:
        told.append(f"only there in “{pick.response.language}”")
    return "; ".join(told or ["fits most questions"])


def _quoted(words: tuple[str, ...]) -> str:
    listed = [f"“{word}”" for word in words]
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else listed[0]
