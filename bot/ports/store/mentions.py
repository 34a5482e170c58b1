"""What customers wrote."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bot.domain.case import Channel, Mention


class Mentions(Protocol):
    """What customers wrote; the same mention is written once, whatever id it comes with."""

    def seen(self, mention: Mention) -> bool:
        """Tell whether this mention was written before, by its id or any of `also`; any new id of it is remembered."""
        ...

    def find(self, channel: Channel, ids: Collection[str]) -> tuple[str, Mention] | None:
        """Return the id of the case and the mention that was written under any of these ids, or None."""
        ...

    def revise(self, mention: Mention, case_id: str) -> None:
        """Put other words in the place of a mention that was written before, known by any of its ids."""
        ...

    def add(self, mention: Mention, case_id: str) -> None:
        """Write a mention and all its ids."""
        ...

    def of(self, case_id: str) -> tuple[Mention, ...]:
        """Return the mentions of a case, oldest first."""
        ...
