"""Guard: the bot talks neither to machines nor to itself. It never stops a human's own text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop

_GUARD = "loop"


def loop(draft: Draft) -> Iterator[Finding]:
    """Automatic messages answer people only, and not without end."""
    if not draft.automatic:
        return
    counts = draft.counts
    if draft.author_is_us:
        yield stop(_GUARD, "This would answer our own post. Drop it.")
    if draft.author_is_bot:
        yield stop(_GUARD, "The author is a bot. Answer by hand if there is a person behind it.")
    if 0 < counts.quick_limit <= counts.quick:
        sentence = f"The last {counts.quick} answers came within seconds, as a machine's would. Look before you send."
        yield stop(_GUARD, sentence)
    if 0 < counts.daily_limit <= counts.daily:
        sentence = f"This customer has had {counts.daily} automatic messages today. Write to them by hand."
        yield stop(_GUARD, sentence)
