"""Finds the promise with a time that a human made in a text. It would rather miss one than call a request a promise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.guards.sentences import folded, sentences, without_links
from bot.domain.promise import LONGEST
from bot.domain.times.promising import PROMISES, SOME_DAY
from bot.domain.times.reading import Said, read_time
from bot.domain.times.words import DAY_STOP

_LONGEST_TEXT = 5_000
_LONGEST_WORDS = 140
# What we will do, in the words of somebody who does it.
_OURS = re.compile(
    r"\b(?:we|i|you)(?:'ll| will| shall|'re going to| are going to|'m going to| am going to)\b|\bwill be\b"
    r"|\b(?:wir|ich)\b|\b(?:sie|du) (?:bekommen|bekommst|erhalten|erhältst|hören|hörst)\b"
    r"|\b\w{2,}(?:[aei]remo|[aei]rò|iamo)\b"
    r"|\b\w{2,}(?:[aeií]remos|[aei]ré)\b"
    r"|\b(?:nous|je|j'\w+)\b"
)
# In Spanish the same word says what we do and what we did.
_OURS_OR_PAST = re.compile(r"\b\w{2,}[aei]mos\b")
_PAST = re.compile(
    r"\b(?:haben|habe|hat|hatten|wurden?|waren?|abbiamo|ho|stat[oaie]|hemos|avons|ai|j'ai|été|since|seit|desde|depuis)\b"
)
# What the customer is to do, or how long we are there: the times in it promise nothing.
_THEIRS = re.compile(
    r"\b(?:please|could you|can you|bitte|könnten sie|können sie|per favore|potrebbe|por favor|podrías|puedes"
    r"|s'il vous plaît|pourriez-vous|pouvez-vous)\b"
)
_RANGE = re.compile(
    r"\b(?:von|from|between|zwischen|dalle|tra le|de|entre(?: las)?|de las) \d{1,2}\W?\d{0,2}(?: ?(?:uhr|am|pm|h))?"
    r" ?(?:bis|to|and|und|alle|e|a|y|à|et|-|–)"
)


@dataclass(frozen=True)
class Found:
    """A promise in a text: by when (UTC), and the words around it."""

    due: datetime
    words: str


def find_promise(text: str, now: datetime, zone: ZoneInfo) -> Found | None:
    """Return the first promise with a time in what we wrote to a customer, or None.

    Arguments:
        text: in any of the five languages.
        now: UTC.
        zone: the team's time zone, in which times without a zone are meant.
    """
    plain = without_links(text[:_LONGEST_TEXT])
    # The full stop in "5. März" ends no sentence.
    lowered, local = DAY_STOP.sub(" ", folded(plain)), now.astimezone(zone)
    promises = tuple(start for start, _ in PROMISES.find(plain))
    vague = tuple(start for start, _ in SOME_DAY.find(plain))
    for first, last in sentences(lowered):
        sentence = lowered[first:last]
        said = read_time(sentence, local)
        if said is None or said.at - now > LONGEST or any(first <= start < last for start in vague):
            continue
        if _is_promise(sentence, said, promised=any(first <= start < last for start in promises)):
            return Found(said.at, " ".join(text[first:last].split())[:_LONGEST_WORDS])
    return None


def _is_promise(sentence: str, said: Said, *, promised: bool) -> bool:
    if sentence.rstrip().endswith("?") or _RANGE.search(sentence):
        return False
    if promised:
        return True
    if _THEIRS.search(sentence) or _PAST.search(sentence):
        return False
    return bool(_OURS.search(sentence) or (said.deadline and _OURS_OR_PAST.search(sentence)))
