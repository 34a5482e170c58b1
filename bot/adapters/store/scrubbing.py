"""Writes over what matches in a kept value: in the words as they were written, not in the letters of their JSON.

In JSON a line break is the two letters \\n: what stands before an address that begins a line would be the letter n.
"""

from __future__ import annotations

import json
import re
from typing import Any

from bot.adapters.store.rows import storable

_BEGINS = ("{", "[", '"')


def scrubbed(text: str, wanted: re.Pattern[str], instead: str) -> str:
    """Return a value with `instead` written over all that matches; the very same text where nothing does.

    A value that is no JSON is taken as it is. JSON within a string of JSON, as vendors send it, is looked into as well.
    """
    if "\\" not in text and not wanted.search(text):
        # Nothing in it is written differently from how it is read: most values end here, unparsed.
        return text
    if text.startswith(_BEGINS):
        try:
            read = json.loads(text)
            cleaned = _cleaned(read, wanted, instead)
        except (ValueError, RecursionError):
            return wanted.sub(instead, text)
        return text if cleaned == read else storable(json.dumps(cleaned, ensure_ascii=False))
    return wanted.sub(instead, text)


def _cleaned(value: Any, wanted: re.Pattern[str], instead: str) -> Any:
    match value:
        case str():
            return scrubbed(value, wanted, instead)
        case list():
            return [_cleaned(one, wanted, instead) for one in value]
        case dict():
            return {scrubbed(key, wanted, instead): _cleaned(one, wanted, instead) for key, one in value.items()}
        case _:
            return value
