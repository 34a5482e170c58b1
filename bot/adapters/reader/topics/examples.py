"""What goes into the topic readers. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A customer's text and the topic that it turned out to be about."""

    text: str
    topic: str
