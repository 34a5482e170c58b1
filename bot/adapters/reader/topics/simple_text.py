"""Makes texts alike for learning and looking up. It must not load anything that learns: day one uses it too."""

from __future__ import annotations

import re

from bot.adapters.reader.plain_text import clean, prose

_LONGEST = 2_000
"""Characters that are read of a text: what it is about stands at its beginning."""
_NUMBER = re.compile(r"\d{3,}")


def simplify(text: str) -> str:
    """Return the text in small letters without handles and links, and with all long numbers alike."""
    return _NUMBER.sub("0", shorten(text).casefold())


def shorten(text: str) -> str:
    """Return the beginning of the text without handles and links."""
    return prose(clean(text[: 2 * _LONGEST]))[:_LONGEST]
