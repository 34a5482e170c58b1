"""What is left of each rate limit. Rows, so that a restart does not begin to count anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Bucket:
    """What is left of one budget: `left` calls until `until` (UTC), when it is full again. `at` is when it was written.

    A bucket with an `at` in the future was written by a clock that was wrong.
    """

    name: str
    left: int
    until: datetime
    at: datetime


class Budgets(Protocol):
    """Buckets that are not full. One whose time has come is as good as not there, and may be gone."""

    def get(self, name: str) -> Bucket | None:
        """Return a bucket, or None."""
        ...

    def put(self, bucket: Bucket) -> None:
        """Write a bucket, and forget those that were full before its `at`."""
        ...

    def all(self) -> tuple[Bucket, ...]:
        """Return every bucket, by name."""
        ...
