"""Finds wordings that repeat nothing which was said lately.

Pure and deterministic. It never leaves the bot speechless: where everything was said, something is said again.
A text with conditions in it is surely known again by its name only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.domain.response import Response

# What Jinja2 puts something in the place of: {{ … }}, {% … %}, {# … #}.
_SLOT = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


def unsaid(wordings: Sequence[Response], avoid: Collection[str]) -> Sequence[Response]:
    """Return the wordings that are not in `avoid`, else the one that may best come again.

    Arguments:
        wordings: all that fit, not empty.
        avoid: names of responses, and texts as they were sent; a sequence begins with what must be avoided most.
    """
    if not avoid:
        return wordings
    said = {wording.name: _first(wording, avoid) for wording in wordings}
    fresh = [wording for wording in wordings if said[wording.name] is None]
    if fresh or not isinstance(avoid, Sequence):
        return fresh or wordings
    latest = max(place for place in said.values() if place is not None)
    return [wording for wording in wordings if said[wording.name] == latest]


def _first(wording: Response, avoid: Collection[str]) -> int | None:
    """Return the place in `avoid` of the first thing that this wording would repeat."""
    pattern = _pattern(wording.text)
    return next(
        (place for place, one in enumerate(avoid) if one == wording.name or pattern.fullmatch(_plain(one))), None
    )


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that knows a text again, whatever its placeholders were filled with."""
    parts = (".*?" if _SLOT.fullmatch(part) else re.escape(part) for part in _SLOT.split(_plain(text)))
    return re.compile("".join(parts))


def _plain(text: str) -> str:
    """Return a text as X compares it with an earlier one: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())
