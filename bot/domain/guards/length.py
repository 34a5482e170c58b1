"""Guard: a message fits its channel. It never cuts a text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop


def length(draft: Draft) -> Iterator[Finding]:
    """A message is no longer than its channel allows, in the channel's own counting."""
    over = draft.weight - draft.limit
    if over > 0:
        characters = "character" if over == 1 else "characters"
        yield stop("length", f"The message is {over} {characters} too long for this channel. Shorten it.")
