"""Keeps a long story inside what a desk takes: its beginning and its end stay. Pure."""

from __future__ import annotations

_GAP = "\n\n[… the middle of this story is too long for this desk …]\n\n"


def shortened(text: str, limit: int) -> str:
    """Return `text` in at most `limit` bytes of UTF-8, which must leave room for a note where something is missing."""
    whole = text.encode("utf-8", "replace")
    if len(whole) <= limit:
        return text
    half = (limit - len(_GAP.encode())) // 2
    begin, end = whole[:half].decode("utf-8", "ignore"), whole[-half:].decode("utf-8", "ignore")
    return f"{begin}{_GAP}{end}"
