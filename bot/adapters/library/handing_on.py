"""A library behind another one, for whoever changes one answer and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, TypeVar

from bot.domain.answers import Pick
from bot.domain.response import ANY_CHANNEL, Facts, Response, ResponseKind
from bot.ports.library import Library

Behind = TypeVar("Behind", bound=Library)


class HandingOn(Generic[Behind]):
    """Implements `ports.library.Library` by `behind`, which may be exchanged between two calls."""

    def __init__(self, behind: Behind) -> None:
        self.behind = behind

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
        """Pick as the library behind does."""
        return self.behind.pick(kind, language=language, channel=channel, heated=heated, turn=turn, avoid=avoid)

    def fill(self, response: Response, facts: Facts) -> str:
        """Fill as the library behind does."""
        return self.behind.fill(response, facts)

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
        """Suggest as the library behind does."""
        return self.behind.suggest(text, language=language, topic=topic, heated=heated, count=count, channel=channel)
