"""Checks that an outgoing message passes before it leaves. Pure: a draft in, findings out.

A message that a guard stops is held for a human; it is never changed and never silently dropped. A guard never asks
for the time, counts nothing and remembers nothing: what it must know about the past is in the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.domain.guards.blame import blame
from bot.domain.guards.draft import Counts, Draft, Earlier, History
from bot.domain.guards.duplicate import duplicate
from bot.domain.guards.finding import Finding, Severity
from bot.domain.guards.heat import heat
from bot.domain.guards.internal import internal
from bot.domain.guards.length import length
from bot.domain.guards.loop import loop
from bot.domain.guards.placeholder import placeholder
from bot.domain.guards.private_data import private_data
from bot.domain.guards.promise import promise
from bot.domain.guards.questions import questions, why
from bot.domain.guards.stale import stale
from bot.domain.guards.teammate import teammate_in_public
from bot.domain.guards.welcome import not_summoned, opted_out

__all__ = [
    "GUARDS",
    "NEVER_ANYWAY",
    "Counts",
    "Draft",
    "Earlier",
    "Finding",
    "History",
    "Severity",
    "check",
    "may_send",
]

Guard = Callable[[Draft], Iterator[Finding]]

GUARDS: tuple[Guard, ...] = (
    placeholder,
    teammate_in_public,
    private_data,
    internal,
    length,
    duplicate,
    stale,
    loop,
    opted_out,
    not_summoned,
    blame,
    why,
    heat,
    questions,
    promise,
)

NEVER_ANYWAY = frozenset({"placeholder", "teammate_in_public", "private_data", "opted_out"})
"""What these guards stop must be mended: nobody may send it anyway."""


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return every finding of every guard on an outgoing message."""
    return tuple(finding for guard in GUARDS for finding in guard(draft))


def may_send(findings: tuple[Finding, ...]) -> bool:
    """Tell whether a message with these findings may leave: a warning alone does not hold it."""
    return all(finding.severity is not Severity.STOP for finding in findings)
