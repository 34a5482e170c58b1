"""What a replay needs of the response library: the words that customers hear.

Suggestions stand on cards, and nobody sees a card here. It must never change what is said.
"""

from __future__ import annotations

from typing import Any

from bot.adapters.library import HandingOn
from bot.domain.answers import Pick
from bot.ports.library import Library


class SpokenLibrary(HandingOn[Library]):
    """Picks and fills as the library behind does, and suggests nothing."""

    def suggest(self, text: str, **_asked: Any) -> tuple[Pick, ...]:
        """Suggest nothing."""
        del text
        return ()
