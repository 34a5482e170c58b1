"""Why something was refused, as the audit trail says it: short, and without what somebody wrote."""

from __future__ import annotations

_LONGEST = 150


def in_short(words: str) -> str:
    """Return why something was refused as the audit trail says it: the first line, without what was to be said."""
    first = words.strip().partition("\n")[0].partition("“")[0].strip()
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
