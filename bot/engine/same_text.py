"""Tells whether a text at X is the one that we sent: X changes links, spaces, handles and escapes on the way.

It must never be used on customers' texts; it only recognises our own.
"""

from __future__ import annotations

import re
import unicodedata

from twitter_text import extract_urls_with_indices

_HANDLES = re.compile(r"^(?:\s*[@＠]\w{1,20}(?=\s|$))+")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_LINK = "\x00"


def is_same(ours: str, seen: str) -> bool:
    """Tell whether `seen`, a text that X shows, is `ours`, a text that we wrote."""
    return essence(ours) == essence(seen)


def essence(text: str) -> str:
    """Return what X leaves of a text: no handles in front, links all alike, single spaces, one Unicode form."""
    for escaped, plain in _ESCAPES:
        text = text.replace(escaped, plain)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    for link in reversed(extract_urls_with_indices(text)):
        begin, end = link["indices"]
        text = text[:begin] + _LINK + text[end:]
    return " ".join(_HANDLES.sub("", text).split())
