"""Small facts: how far a source was read, switches, and who said stop."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.case import Customer


class Marks(Protocol):
    """Small facts: how far a source was read, switches, and who said stop."""

    def get(self, name: str) -> str:
        """Return a mark, or ""."""
        ...

    def set(self, name: str, value: str) -> None:
        """Write a mark; "" takes it away."""
        ...

    def opt_out(self, customer: Customer, at: datetime) -> None:
        """Remember that this customer said stop."""
        ...

    def opted_out(self, customer: Customer) -> bool:
        """Tell whether this customer said stop."""
        ...
