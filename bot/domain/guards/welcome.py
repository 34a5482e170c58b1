"""Guards: we write only to people who want to hear from us. They decide by facts of the draft, never by its text.

Source for X: https://help.x.com/en/rules-and-policies/x-automation
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.case import Channel
from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop


def opted_out(draft: Draft) -> Iterator[Finding]:
    """Nobody who said stop is written to."""
    if draft.opted_out:
        yield stop("opted_out", "This customer asked us to stop. Send nothing until they write to us again.")


def not_summoned(draft: Draft) -> Iterator[Finding]:
    """On X only those get a public reply who mentioned or quoted us."""
    if draft.channel is Channel.X and draft.public and not draft.summoned:
        yield stop("not_summoned", "Nobody mentioned or quoted us in that post, so X allows no reply. Drop it.")
