"""Words of a question, made comparable across spellings: what the indexes are filled with and asked for.

It never decides anything, and gives only letters, digits and underscores: what goes into a query needs no escaping.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 2_000
"""Characters that are read of a question: what it is about stands at its beginning."""
_LONGEST_WORD = 40
_SHORTEST_PIECE = 4
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@])@\w{1,50}")
_NUMBER = re.compile(r"\d{3,}")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("’‘´`ʼ", "'''''")


def shown_words(text: str) -> list[str]:
    """Return the words of a text in small letters as they are written, without handles, links and long numbers."""
    plain = unicodedata.normalize("NFKC", text[: 2 * _LONGEST]).translate(_APOSTROPHES)
    plain = _NUMBER.sub("0", _HANDLE.sub(" ", _LINK.sub(" ", plain))[:_LONGEST])
    return _WORD.findall(plain.casefold())


def key(word: str) -> str:
    """Return the form under which a word is looked up: without accents and apostrophes, and not endlessly long."""
    letters = unicodedata.normalize("NFD", word.replace("'", ""))
    return "".join(letter for letter in letters if letter.isalnum())[:_LONGEST_WORD]


def pieces(word: str) -> tuple[str, ...]:
    """Return the overlapping four-letter pieces of a looked-up form: “charged” and “charges” share most of theirs.

    A piece at the beginning or the end of a word has an underscore there.
    """
    whole = f"_{word}_"
    return tuple(whole[start : start + _SHORTEST_PIECE] for start in range(max(1, len(whole) - _SHORTEST_PIECE + 1)))
