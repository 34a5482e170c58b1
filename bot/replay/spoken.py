"""What a replay needs of the response library: the words that customers hear.

Suggestions stand on cards, and nobody sees a card here. It must never change what is said.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.answers import Pick
from bot.domain.response import ANY_CHANNEL, Facts, Response, ResponseKind
from bot.ports.library import Library


class SpokenLibrary:
    """Implements `ports.library.Library` by another one, without its suggestions."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def pick(
        self,
        kind: ResponseKind,
        *,
        language: str,
        channel: str,
        heated: bool,
        turn: int,
        avoid: Collection[str] = (),
    ) -> Response:
        """Pick as the other one does."""
        return self._library.pick(kind, language=language, channel=channel, heated=heated, turn=turn, avoid=avoid)

    def fill(self, response: Response, facts: Facts) -> str:
        """Fill as the other one does."""
        return self._library.fill(response, facts)

    def suggest(
        self,
        text: str,
        *,
        language: str,
        topic: str,
        heated: bool,
        count: int = 3,
        channel: str = ANY_CHANNEL,
    ) -> tuple[Pick, ...]:
        """Suggest nothing."""
        del text, language, topic, heated, count, channel
        return ()
