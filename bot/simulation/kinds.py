"""Tells by its words what a message of the bot is, as somebody who knows the shipped texts could."""

from __future__ import annotations

import re
from functools import cache

from bot.domain.response import ResponseKind
from bot.simulation.company import WRITTEN, responses

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@cache
def kind_of(text: str) -> ResponseKind | None:
    """Return the kind of a text, an answer for what staff write, None for words that are nobody's response."""
    plain = _spaced(text)
    if plain in WRITTEN:
        return ResponseKind.SUGGESTION
    return next((kind for pattern, kind in _patterns() if pattern.fullmatch(plain)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ResponseKind], ...]:
    found = []
    for response in responses():
        pieces = (re.escape(_spaced(piece)) for piece in _PLACEHOLDER.split(response.text))
        # A placeholder may be empty, and so may the space beside it.
        words = ".*?".join(piece.strip() if not piece.strip("\\ ") else piece for piece in pieces)
        found.append((re.compile(words, re.DOTALL), response.kind))
    # Whole answers first: a short automatic text must not be found in one.
    return tuple(found)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
