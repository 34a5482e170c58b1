"""How much room there is for the database."""

from __future__ import annotations

from typing import Protocol


class Disk(Protocol):
    """The disk on which the database lies."""

    def free(self) -> int | None:
        """Return how many bytes this process may still write there, or None where that cannot be told."""
        ...
