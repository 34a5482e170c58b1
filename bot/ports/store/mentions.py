"""What customers wrote."""

from __future__ import annotations

from typing import Protocol

from bot.domain.case import Mention


class Mentions(Protocol):
    """What customers wrote; the same mention is written once, whatever id it comes with."""

    def seen(self, mention: Mention) -> bool:
        """Tell whether this mention was written before, by its id or any of `also`; any new id of it is remembered."""
        ...

    def add(self, mention: Mention, case_id: str) -> None:
        """Write a mention and all its ids."""
        ...

    def of(self, case_id: str) -> tuple[Mention, ...]:
        """Return the mentions of a case, oldest first."""
        ...
