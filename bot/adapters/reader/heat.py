"""How heated is it, from 0 to 1? In English by the VADER lexicon, in every language by signs of anger.

On the first day there are only these rules; `heat_model.py` learns the team's own measure.

Source of the lexicon: Hutto and Gilbert, VADER, ICWSM 2014.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from vader import SentimentIntensityAnalyzer

from bot.adapters.reader.finding import finds, first_found, trouble_in
from bot.adapters.reader.wordlists import Words
from bot.adapters.reader.wordlists.kinds import ACRONYMS, ANGRY_FACES, IRONIC_FACES
from bot.domain.understood import HEATED, Judgement

_ENOUGH = 2_000
_BITTER, _ENOUGH_FOR_MOOD = 0.4, 6
"""So negative must a text of at least so many words be to count as heated without any sign of anger."""
_BELOW_HEATED = 0.49
_SHOUTING = re.compile(r"!{3,}|[!?]{4,}|\?!|!\?")
_SPOKEN = re.compile(r"[^\W\d_]{2,}")
_VADER = SentimentIntensityAnalyzer()


@dataclass(frozen=True)
class _Sign:
    """Something that raises the heat; a strong one is enough by itself."""

    weight: float
    reason: str
    strong: bool = True


def measure(said: str, lists: tuple[Words, ...], *, glad: bool) -> Judgement[float]:
    """Return the heat of a text, how sure that is, and the strongest sign of it.

    Arguments:
        said: the text as `plain_text.prose` returns it.
        lists: the words of the languages that it may be in, the likeliest first.
        glad: whether it is nothing but thanks or praise; that is never heated.
    """
    said = said[:_ENOUGH]
    mood = mood_of(said, lists)
    signs = _signs(said, lists)
    warmth = 2.5 * mood + sum(sign.weight for sign in signs) - (1.5 if glad else 0.0)
    level = 1 / (1 + math.exp(1.6 - 1.6 * warmth))
    strong = [sign for sign in signs if sign.strong]
    if glad:
        return Judgement(min(level, HEATED / 2), 0.85, "thanks or praise")
    if strong:
        level = HEATED + level * (1 - HEATED)
        return Judgement(level, min(0.95, 0.65 + 0.15 * len(strong)), "; ".join(sign.reason for sign in strong[:2]))
    if mood >= _BITTER and len(said.split()) >= _ENOUGH_FOR_MOOD:
        return Judgement(max(level, HEATED), 0.6, "its words are mostly negative")
    # Trouble told in plain words is no anger, however often it is told.
    return Judgement(min(level, _BELOW_HEATED), 0.9 - level / 2, signs[0].reason if signs else "calm words")


def mood_of(said: str, lists: tuple[Words, ...]) -> float:
    """Return the mood of a text from -1, joyful, to 1, bitter; 0 where the lexicon does not know the language."""
    if lists[0].code != "en":
        return 0.0
    scores = _VADER.polarity_scores(said[:_ENOUGH])
    return float(scores["neg"]) - float(scores["pos"])


def _signs(said: str, lists: tuple[Words, ...]) -> list[_Sign]:
    found: list[_Sign] = []
    for kind, weight in (("profanity", 1.0), ("threat", 1.0), ("anger", 0.8)):
        if word := first_found((getattr(one, kind) for one in lists), said):
            found.append(_Sign(weight, f"“{word[:40]}”"))
    if ANGRY_FACES.search(said):
        found.append(_Sign(0.8, "an angry face"))
    if _SHOUTING.search(said):
        found.append(_Sign(0.3, "repeated marks"))
    if _is_loud(said):
        found.append(_Sign(0.4, "capitals"))
    if finds((one.leaving for one in lists), said):
        found.append(_Sign(0.5, "wants to leave", strong=False))
    if IRONIC_FACES.search(said):
        found.append(_Sign(0.4, "an ironic face", strong=False))
    if trouble_in(said, lists):
        found.append(_Sign(0.5, "tells of trouble", strong=False))
    if waits := max(len(one.impatience.findall(said)) for one in lists):
        found.append(_Sign(0.25 * min(waits, 3), "waits or says it again", strong=False))
    return found


def _is_loud(said: str) -> bool:
    spoken = _SPOKEN.findall(said)
    loud = [word for word in spoken if len(word) > 2 and word.isupper() and word not in ACRONYMS]
    return len(loud) >= 3 or (len(loud) == 2 and 2 * len(loud) >= len(spoken))
