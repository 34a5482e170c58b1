"""The response library: words for every kind of reply, and suggestions for a question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bot.domain.answers import Pick
from bot.domain.response import ANY_CHANNEL, Facts, Response, ResponseKind


class Library(Protocol):
    """Picks and fills responses. The same arguments give the same words, until the operator changes a text.

    It may change between two calls, but never within one, and what it has handed out stays as it was.
    """

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
        """Return the wording number `turn` (counted round) of a kind that repeats nothing in `avoid`.

        `avoid` holds names of responses and texts as they were sent; with nothing else left, one of them comes again:
        of a sequence the one that stands last. Raises ResponseError where there is no text of this kind at all.
        """
        ...

    def fill(self, response: Response, facts: Facts) -> str:
        """Return the finished text; raise ResponseError where a placeholder stays unfilled."""
        ...

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
        """Return `count` different suggestions for a customer's text, the best one first, each with what speaks for it.

        `channel` also lets those be offered that are written for this channel only.
        """
        ...
