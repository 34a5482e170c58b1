"""Cuts a text into tokens and sentences, and finds phrases in it. Offsets are always those of the text as it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

# A mark is a token of its own, so that a phrase never reaches across one.
_TOKEN = re.compile(r"\w+|[^\w\s]")
_APOSTROPHES = str.maketrans("’‘´`ʼ", "'''''")
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…](?=\S)[^.!?…\n]*)*[.!?…]*\n?")
LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)


class Token(NamedTuple):
    """One word or mark in small letters, and where it stands."""

    word: str
    start: int
    end: int


def folded(text: str) -> str:
    """Return the text in small letters and with one kind of apostrophe, letter for letter as long as before."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lowered.translate(_APOSTROPHES)


def without_links(text: str) -> str:
    """Return the text with a space for each letter of a link, so that every offset stays."""
    return LINK.sub(lambda link: " " * len(link[0]), text)


# Several guards read the same message one after the other; only that one is kept.
@lru_cache(maxsize=1)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and marks of a text."""
    return tuple(Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(folded(text)))


@lru_cache(maxsize=1)
def words(text: str) -> frozenset[str]:
    """Return every word and mark of a text in small letters: most lists have none of them, and need no second look."""
    return frozenset(token.word for token in tokens(text))


@lru_cache(maxsize=1)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence begins and ends; a full stop inside a word or a number ends none."""
    return tuple(found.span() for found in _SENTENCE.finditer(text) if found[0].strip())


def sentence_at(text: str, place: int) -> str:
    """Return the sentence in which `place` lies."""
    spans = sentences(text)
    number = bisect_right(spans, (place, len(text))) - 1
    return text[slice(*spans[number])] if number >= 0 else text


class Phrases:
    """A list of phrases, found as whole words in any capitals."""

    def __init__(self, by_language: Mapping[str, str]) -> None:
        """Take one text a language, with one phrase a line; the languages are for the reader of the list only."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for listed in by_language.values():
            for line in listed.splitlines():
                phrase = tuple(_TOKEN.findall(folded(line)))
                if phrase:
                    self._by_first.setdefault(phrase[0], []).append(phrase)
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each phrase stands, the longest one at each place."""
        if self._by_first.keys().isdisjoint(words(text)):
            return
        given = tokens(text)
        reached = 0
        for place, token in enumerate(given):
            if place < reached or token.word not in self._by_first:
                continue
            for phrase in self._by_first[token.word]:
                if all(one.word == word for one, word in zip(given[place:], phrase, strict=False)) and (
                    place + len(phrase) <= len(given)
                ):
                    reached = place + len(phrase)
                    yield token.start, given[reached - 1].end
                    break
