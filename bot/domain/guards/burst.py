"""Guard: a faulty rule must not flood anybody. It counts nothing itself and opens no breaker; the draft brings counts.

Only automatic messages are stopped: a human who clicks is no flood.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop

_GUARD = "burst"


def burst(draft: Draft) -> Iterator[Finding]:
    """Automatic messages leave only while the breaker is closed and no limit is reached."""
    if not draft.automatic:
        return
    counts = draft.counts
    if counts.breaker_open:
        yield stop(_GUARD, "The breaker is open: nothing automatic leaves. A lead closes it when the cause is mended.")
    if 0 < counts.alike_limit <= counts.alike:
        sentence = f"{counts.alike} messages like this one have just left, and no more may. Tell your lead."
        yield stop(_GUARD, sentence)
    if 0 < counts.hourly_limit <= counts.hourly:
        sentence = f"{counts.hourly} automatic messages have left within an hour, and no more may. Tell your lead."
        yield stop(_GUARD, sentence)
