"""Tells whether a text holds nothing but thanks or praise."""

from __future__ import annotations

import re

from bot.adapters.reader.finding import finds, trouble_in, wish_in
from bot.adapters.reader.plain_text import words
from bot.adapters.reader.wordlists import Words
from bot.adapters.reader.wordlists.kinds import ANGRY_FACES, IRONIC_FACES, JOYFUL

_SENTENCE = re.compile(r"[.!?\n;]+|\s[-–—]\s")
_LONGEST_ASIDE = 3


def is_glad(said: str, lists: tuple[Words, ...]) -> bool:
    """Tell whether there is nothing but thanks or praise: every sentence is glad, or a short aside.

    Arguments:
        said: the text as `plain_text.prose` returns it.
        lists: the words of the languages that it may be in.
    """
    if "?" in said or ANGRY_FACES.search(said) or IRONIC_FACES.search(said) or trouble_in(said, lists):
        return False
    spoken = words(said)
    if not spoken:
        return JOYFUL.search(said) is not None
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
    sentences = [sentence for sentence in _SENTENCE.split(said) if words(sentence)]
    glad = [_is_glad_sentence(sentence, one) for sentence in sentences]
    asides = [len(words(sentence)) <= _LONGEST_ASIDE for sentence in sentences]
    return any(glad) and all(one or short for one, short in zip(glad, asides, strict=True))


def _is_glad_sentence(sentence: str, one: Words) -> bool:
    if one.praise.search(sentence):
        return True
    thanks = one.thanks.search(sentence)
    # "My invoice of March, thanks": a polite ending makes no thanks of a request.
    return thanks is not None and len(words(sentence[: thanks.start()])) <= _LONGEST_ASIDE
