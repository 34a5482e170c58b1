"""What goes into the topic readers and what comes out. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A customer's text and the topic that it turned out to be about."""

    text: str
    topic: str


@dataclass(frozen=True)
class Ranked:
    """A topic, how likely it is from 0 to 1, and why in a line that a junior can read; "" is none of the topics."""

    topic: str
    confidence: float
    reason: str = ""
