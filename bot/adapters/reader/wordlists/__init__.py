"""The words by which the reader goes, one file a language. Data, no decisions."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.reader.wordlists.english import ENGLISH
from bot.adapters.reader.wordlists.french import FRENCH
from bot.adapters.reader.wordlists.german import GERMAN
from bot.adapters.reader.wordlists.italian import ITALIAN
from bot.adapters.reader.wordlists.kinds import Words
from bot.adapters.reader.wordlists.spanish import SPANISH

WORDS: Mapping[str, Words] = {words.code: words for words in (ENGLISH, GERMAN, ITALIAN, SPANISH, FRENCH)}
"""The lists there are; a language without one is read by the English list."""


def words_of(language: str) -> Words:
    """Return the lists of a language, of English where there are none."""
    return WORDS.get(language, ENGLISH)


__all__ = ["WORDS", "Words", "words_of"]
