"""Tells whether a text holds nothing but thanks or praise."""

from __future__ import annotations

import re

from bot.adapters.reader.finding import finds, trouble_in, wish_in, without_courtesies
from bot.adapters.reader.plain_text import has_number, words
from bot.adapters.reader.wordlists import Words
from bot.adapters.reader.wordlists.kinds import ANGRY_FACES, IRONIC_FACES, JOYFUL

_SENTENCE = re.compile(r"[.!?\n;]+|\s[-–—]\s")
_BUT = r"\b(?:but|however|though|aber|jedoch|ma|però|pero|sin embargo|mais|cependant)\b"
# "Thanks, now it shows page 404": the thanks end where something else is told.
_PART = re.compile(rf"[,:]+|{_BUT}", re.IGNORECASE)
_LONGEST_ASIDE = 3


def is_glad(said: str, lists: tuple[Words, ...]) -> bool:
    """Tell whether there is nothing but thanks or praise: every part of a sentence is glad, or a short aside.

    Arguments:
        said: the text as `plain_text.prose` returns it.
        lists: the words of the languages that it may be in.
    """
    if "?" in said or ANGRY_FACES.search(said) or IRONIC_FACES.search(said) or trouble_in(said, lists):
        return False
    spoken = words(said)
    if not spoken:
        return JOYFUL.search(said) is not None
    rest = without_courtesies(said, lists)
    if words(rest):
        said, spoken = rest, words(rest)
    return any(_is_glad_in(said, spoken, one) for one in lists)


def sounds_glad(said: str, lists: tuple[Words, ...]) -> bool:
    """Tell whether at least one sentence thanks or praises, and nothing is angry.

    Arguments as in `is_glad`. A polite ending is no thanks.
    """
    if finds((pattern for one in lists for pattern in (one.anger, one.profanity, one.threat)), said):
        return False
    sentences = [sentence for sentence in _SENTENCE.split(said) if words(sentence)]
    return any(_is_glad_sentence(sentence, one) for sentence in sentences for one in lists)


def _is_glad_in(said: str, spoken: list[str], one: Words) -> bool:
    if wish_in(said, (one,)) or finds((one.anger, one.profanity, one.threat), said):
        return False
    if one.nods.union(one.filling).issuperset(spoken):
        return not one.nods.isdisjoint(spoken)
    parts = [part for sentence in _SENTENCE.split(said) for part in _parts(sentence, one) if words(part)]
    glad = [_is_glad_sentence(part, one) for part in parts]
    return any(glad) and all(is_glad or _is_aside(part, one) for is_glad, part in zip(glad, parts, strict=True))


def _parts(sentence: str, one: Words) -> list[str]:
    before, comma, last = sentence.rpartition(",")
    if comma and len(words(last)) > 1 and one.praise.search(last) and not has_number(before):
        # "A day early, lovely work" praises what was told before; praise that comes first may be about an older answer.
        return [sentence]
    return _PART.split(sentence)


def _is_aside(part: str, one: Words) -> bool:
    said = one.no_trouble.sub(" ", part)
    return len(words(said)) <= _LONGEST_ASIDE and not has_number(said)


def _is_glad_sentence(sentence: str, one: Words) -> bool:
    if one.praise.search(sentence):
        return True
    thanks = one.thanks.search(sentence)
    # "My invoice of March, thanks": a polite ending makes no thanks of a request.
    return thanks is not None and len(words(sentence[: thanks.start()])) <= _LONGEST_ASIDE
