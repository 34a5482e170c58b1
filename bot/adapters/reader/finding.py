"""Looks for the words of one or more languages in a text."""

from __future__ import annotations

from collections.abc import Iterable
from re import Match, Pattern

from bot.adapters.reader.wordlists import Words


def finds(patterns: Iterable[Pattern[str]], text: str) -> bool:
    """Tell whether any of the patterns is in the text."""
    return any(pattern.search(text) is not None for pattern in patterns)


def first_found(patterns: Iterable[Pattern[str]], text: str) -> str:
    """Return the first words that any of the patterns finds in the text, or ""."""
    return _first(pattern.search(text) for pattern in patterns)


def trouble_in(said: str, lists: tuple[Words, ...]) -> str:
    """Return the first word of trouble, in whichever language, or ""; trouble said in joy does not count."""
    return _first(one.trouble.search(one.no_trouble.sub(" ", said)) for one in lists)


def wish_in(said: str, lists: tuple[Words, ...]) -> str:
    """Return the first word of a wish, in whichever language, or ""; "thanks for your help" is none."""
    return _first(one.wish.search(one.no_trouble.sub(" ", said)) for one in lists)


def without_courtesies(said: str, lists: tuple[Words, ...]) -> str:
    """Return the text without polite openings and endings, in whichever language."""
    for one in lists:
        said = one.courtesy.sub(" ", said)
    return said


def _first(matches: Iterable[Match[str] | None]) -> str:
    return next((match[0] for match in matches if match), "")
