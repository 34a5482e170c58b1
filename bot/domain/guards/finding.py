"""What a guard says about a message. It holds no text of a customer's beyond the words that it quotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding means for the message: it must not leave, or a human looks twice."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """What a guard found: its name, how bad it is, a sentence that tells a junior what to do, and where in the text.

    `start` and `end` count characters of the text; both are 0 where the finding is about the whole message.
    """

    guard: str
    severity: Severity
    message: str
    start: int = 0
    end: int = 0


def stop(guard: str, message: str, start: int = 0, end: int = 0) -> Finding:
    """Return a finding that keeps the message from leaving."""
    return Finding(guard, Severity.STOP, message, start, end)


def warn(guard: str, message: str, start: int = 0, end: int = 0) -> Finding:
    """Return a finding that makes a human look twice."""
    return Finding(guard, Severity.WARN, message, start, end)
