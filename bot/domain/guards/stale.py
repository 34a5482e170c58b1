"""Guard: nothing leaves after the time at which it still made sense. It knows the time only from the draft."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop


def stale(draft: Draft) -> Iterator[Finding]:
    """A message leaves until its send-by time."""
    if draft.now is not None and draft.send_by is not None and draft.now > draft.send_by:
        yield stop("stale", "It would leave too late to make sense. Read what happened since, then answer by hand.")
