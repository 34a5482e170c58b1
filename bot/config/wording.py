"""Words that several mistakes share. It never sees where a mistake stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def similar(word: str, known: Iterable[str]) -> str:
    """Return a question like ' (did you mean "Ada"?)', or "" where nothing is alike."""
    by_folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.6)
    return f' (did you mean "{by_folded[close[0]]}"?)' if close else ""
