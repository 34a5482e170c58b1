"""What speaks against words that a human has typed, while their window is still open.

What a guard stops never leaves; what it only warns of leaves when the same words come again. Nothing is written here.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from bot.domain.effects import Reply
from bot.domain.guards import Severity, check
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.engine.clearance import draft_of
from bot.ports.channel import CustomerChannel
from bot.ports.staffroom import Story
from bot.ports.store import OutboxRow, Transaction

AGAIN = "Press Send once more to send it as it is."
SWITCHED_OFF = "This channel is switched off: nothing can be sent there."
SWITCHED_OFF_LIMIT = 3_000
"""How much of a text is shown of such a channel, which cannot say how much it takes."""
_MOST = 1_000


class SecondThoughts:
    """Remembers what people were warned of; it forgets that with the process, and then warns once more."""

    def __init__(self) -> None:
        self._warned: OrderedDict[tuple[str, str], frozenset[str]] = OrderedDict()

    def about(self, place: str, text: str, warnings: tuple[str, ...]) -> tuple[str, ...]:
        """Return what a human should look at twice.

        That is () when the same text comes to the same place again and they were shown every one of these warnings.
        """
        shown = self._warned.get((place, text), frozenset())
        if shown.issuperset(warnings):
            return ()
        self._warned[place, text] = shown.union(warnings)
        if len(self._warned) > _MOST:
            self._warned.popitem(last=False)
        return (*warnings, AGAIN)


def read_answer(
    tx: Transaction, story: Story, text: str, who: str, channel: CustomerChannel, policy: Policy, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the guards say of an answer that `who` would send in a case at `now` (UTC); see `read_draft`."""
    case = story.case
    reply = Reply(ResponseKind.SUGGESTION, case.last_mention, now, text, who, case.private)
    return read_draft(tx, OutboxRow("", case.id, "", reply, now, now), reply, story, channel, policy, now)


def read_draft(
    tx: Transaction,
    row: OutboxRow,
    reply: Reply,
    story: Story,
    channel: CustomerChannel,
    policy: Policy,
    now: datetime,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the guards say of a reply that was not decided yet: what stops it, and what they only warn of.

    `row` is where it would stand.
    """
    found = check(draft_of(tx, row, reply, story, channel, policy, now))
    stops = tuple(finding.message for finding in found if finding.severity is Severity.STOP)
    warnings = tuple(finding.message for finding in found if finding.severity is not Severity.STOP)
    return stops, warnings
