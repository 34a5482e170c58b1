"""The response library: words for every kind of reply, and suggestions for a question."""

from __future__ import annotations

from typing import Protocol

from bot.domain.response import Facts, Response, ResponseKind


class Library(Protocol):
    """Picks and fills responses. The same arguments give the same words."""

    def pick(self, kind: ResponseKind, *, language: str, channel: str, heated: bool, turn: int) -> Response:
        """Return the wording number `turn` (counted round) of a kind; raise ResponseError where there is none."""
        ...

    def fill(self, response: Response, facts: Facts) -> str:
        """Return the finished text; raise ResponseError where a placeholder stays unfilled."""
        ...

    def suggest(self, text: str, *, language: str, topic: str, heated: bool, count: int = 3) -> tuple[Response, ...]:
        """Return `count` different suggestions for a customer's text, the best one first."""
        ...
