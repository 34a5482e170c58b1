"""What a lead changed in a draft, as mrkdwn: what was taken out is struck through, what was put in is bold. Pure."""

from __future__ import annotations

from bot.adapters.slack.text import escape, quote, show_input
from bot.domain.changes import changes

_LONGEST = 1_200
_LONGEST_DRAWN = 2_600
# The letters that Slack reads as markup would end a stretch in its middle; they are shown as letters like them.
_LIKE = str.maketrans({"~": "∼", "*": "∗", "`": "ˋ"})

LEGEND = "_~struck through~ was taken out, *bold* was put in_"


def draw_changes(before: str, after: str) -> str:
    """Return what became of a text: word for word, or both texts where they have little in common."""
    old, new = show_input(before, _LONGEST), show_input(after, _LONGEST)
    drawn = _word_for_word(old, new)
    if drawn and len(drawn) <= _LONGEST_DRAWN:
        return f"{drawn}\n{LEGEND}"
    return f"*Yours:*\n{quote(before, _LONGEST)}\n*What was sent:*\n{quote(after, _LONGEST)}"


def _word_for_word(old: str, new: str) -> str:
    pieces: list[str] = []
    for change in changes(old, new):
        if change.is_kept:
            pieces.append(escape(change.added.translate(_LIKE)))
        else:
            pieces += [_marked(change.removed, "~"), _marked(change.added, "*")]
    told = " ".join(piece for piece in pieces if piece)
    return "\n".join(f"> {line.strip()}" for line in told.split("\n") if line.strip())


def _marked(words: str, mark: str) -> str:
    """Mark each line by itself: Slack's marks do not reach over the end of a line."""
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(f"{mark}{escape(line.translate(_LIKE))}{mark}" for line in lines if line)
