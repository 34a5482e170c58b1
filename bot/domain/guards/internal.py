"""Guard: nothing of ours becomes public: no words of the internal thread, no Slack markup, no internal host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop
from bot.domain.guards.sentences import folded

_GUARD = "internal"
_SLACK = re.compile(
    r"<(?:@[UW]|!|#[CG])[^>]*>|<(?:https?://|mailto:)[^>|\s]*\|[^>]*>"
    # An id has figures in it and is long: WINDOWS, UTF16LE and W3SCHOOLS are words.
    r"|\b(?:[UW]0(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,10}|[UWCGD](?=(?:[A-Z]*\d){3})(?=\d*[A-Z]+\d+[A-Z])[A-Z0-9]{8,10}"
    r"|[CGD]0(?=[A-Z0-9]*[A-Z])[A-Z0-9]{7,10})\b"
)
_WORD = re.compile(r"\w+")
SHARED_WORDS = 6
"""So many words in a row that also stand in the internal thread are no coincidence."""


def internal(draft: Draft) -> Iterator[Finding]:
    """A public message carries nothing that was meant for staff."""
    if not draft.public:
        return
    for match in _SLACK.finditer(draft.text):
        sentence = f"“{match[0]}” means something inside Slack only. Leave it out."
        yield stop(_GUARD, sentence, match.start(), match.end())
    for match in _hosts(draft.internal_hosts).finditer(draft.text) if draft.internal_hosts else ():
        sentence = f"Customers cannot reach “{match[0]}”: it is an internal address. Leave it out."
        yield stop(_GUARD, sentence, match.start(), match.end())
    if draft.internal_texts:
        for start, end in _shared(draft):
            yield stop(_GUARD, "This repeats what was written in the internal thread. Say it in new words.", start, end)


@lru_cache(maxsize=8)
def _hosts(hosts: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(host.strip().strip(".").removeprefix("*.")) for host in hosts if host.strip(" .*"))
    return re.compile(rf"(?<![\w-])(?:[\w-]+\.)*(?:{names or '(?!)'})(?![\w-]|\.\w)", re.IGNORECASE)


def _shared(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield where the text runs along with an internal one, but not with what the customer wrote."""
    spans = [match.span() for match in _WORD.finditer(folded(draft.text))]
    words = _WORD.findall(folded(draft.text))
    if len(words) < SHARED_WORDS:
        return
    inside, outside = _run_on(draft.internal_texts), _run_on(draft.customer_texts)
    first = last = -1
    for place in range(len(words) - SHARED_WORDS + 1):
        run = f" {' '.join(words[place : place + SHARED_WORDS])} "
        if run not in inside or run in outside:
            continue
        if first >= 0 and place > last:
            yield spans[first][0], spans[last][1]
            first = -1
        first, last = (place if first < 0 else first), place + SHARED_WORDS - 1
    if first >= 0:
        yield spans[first][0], spans[last][1]


def _run_on(texts: tuple[str, ...]) -> str:
    """Return all words of some texts with single spaces around them; no run of words reaches into the next text."""
    return "".join(f" {' '.join(_WORD.findall(folded(text)))} \n" for text in texts)
