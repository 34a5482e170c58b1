"""What X has cost, by month and by what it took money for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Cost:
    """How often something was paid for in one month, and what it cost in all, in millionths of a US dollar."""

    item: str
    times: int
    micros: int


class Costs(Protocol):
    """Sums by month ("2026-03") and item."""

    def add(self, month: str, item: str, times: int, micros: int) -> None:
        """Add to a sum; negative figures take back. No sum ever falls below nothing."""
        ...

    def of(self, month: str) -> tuple[Cost, ...]:
        """Return the sums of a month, by item."""
        ...
