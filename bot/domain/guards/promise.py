"""Guard: a promise has a time that somebody can keep. It warns; the human decides. It keeps track of no promise."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, warn
from bot.domain.guards.sentences import folded, sentences
from bot.domain.times.promising import PROMISES, SOME_DAY, says_a_time

_GUARD = "promise"


def promise(draft: Draft) -> Iterator[Finding]:
    """A message that promises to come back says when."""
    vague = tuple(SOME_DAY.find(draft.text))
    for start, end in vague:
        sentence = f"“{draft.text[start:end]}” is no time. Say by when, so that somebody can keep it."
        yield warn(_GUARD, sentence, start, end)
    promises = tuple(PROMISES.find(draft.text))
    if not promises:
        return
    lowered = folded(draft.text)
    for first, last in sentences(lowered):
        told = any(first <= start < last for start, _ in vague)
        inside = [span for span in promises if first <= span[0] < last]
        if inside and not told and not says_a_time(lowered[first:last]):
            start, end = inside[0]
            sentence = f"“{draft.text[start:end]}” is a promise without a time. Say by when, or leave it out."
            yield warn(_GUARD, sentence, start, end)
