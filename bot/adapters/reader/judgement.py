"""What the reader finds out, together with how sure it is and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Judgement(Generic[Value]):
    """One thing that was found; `confidence` is from 0 to 1, `reason` is a line that a junior can read."""

    value: Value
    confidence: float
    reason: str
