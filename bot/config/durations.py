"""Durations as the operator writes them: "90s", "3m", "2h", "90d", also with a fraction. Never guesses a unit."""

from __future__ import annotations

import re
from datetime import timedelta

_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)(s|m|h|d)")
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_LONGEST = timedelta(days=3650)


def parse_duration(text: object) -> timedelta:
    """Read a duration like "90s".

    Arguments:
        text: the value as it stands in the file.

    Returns:
        A duration above zero and of at most ten years.

    Raises:
        ValueError: with a sentence that tells the operator how to write it.
    """
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('write a duration in quotes, a number and s, m, h or d, like "90s", "3m", "2h" or "90d"')
    duration = float(match[1]) * _UNITS[match[2]]
    if not timedelta(0) < duration <= _LONGEST:
        raise ValueError("write a duration longer than zero and of at most ten years")
    return duration
