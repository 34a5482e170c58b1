"""What was changed from one text to another, word for word, as a human would say it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\n|[^\s]+")
_FEWEST_KEPT = 0.35
"""Where less is kept than this share of the words, it is another text and not a changed one."""
_MOST_WORDS = 600


@dataclass(frozen=True)
class Change:
    """A stretch of words: `removed` stood in the old text, `added` in the new one; where both are equal it was kept."""

    removed: str
    added: str

    @property
    def is_kept(self) -> bool:
        """True where nothing was changed."""
        return self.removed == self.added


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return how `before` became `after`, in stretches of whole words; () where they are two different texts.

    Words are what stands between spaces; a line break is a word of its own.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return ()
    blocks = _without_islands(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    kept = sum(end - begin for tag, begin, end, _, _ in blocks if tag == "equal")
    if kept < _FEWEST_KEPT * max(len(old), len(new), 1):
        return ()
    return tuple(Change(_joined(old[a:b]), _joined(new[c:d])) for _, a, b, c, d in blocks)


_Block = tuple[str, int, int, int, int]


def _without_islands(blocks: Sequence[_Block]) -> list[_Block]:
    """Join changes with only one kept word between them: word by word they are harder to read than as one."""
    joined: list[_Block] = []
    for place, block in enumerate(blocks):
        tag, a, b, _, d = block
        is_island = tag == "equal" and b - a == 1 and 0 < place < len(blocks) - 1
        follows = bool(joined) and joined[-1][0] != "equal" and (tag != "equal" or is_island)
        if follows:
            _, first, _, other, _ = joined[-1]
            joined[-1] = ("replace", first, b, other, d)
        else:
            joined.append(block)
    return joined


def _joined(words: Sequence[str]) -> str:
    return re.sub(r" ?\n ?", "\n", " ".join(words))
