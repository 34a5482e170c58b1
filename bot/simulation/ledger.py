"""What happened, as the vendors and the people saw it: the only thing that the invariants are checked against.

Nothing is written here from the bot's own tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.masking import mask
from bot.domain.response import ResponseKind

NOBODY = -1
TROUBLE = "trouble"
"""The mark of a card that says that the bot cannot go on by itself here."""
NAMELESS = "nameless"
"""The mark of a digest with somebody in it whose name Slack did not tell, and who wrote in private: it says no more."""
"""The number of no customer: what concerns everybody."""


class Deed(StrEnum):
    """What was done."""

    WROTE = "the customer wrote"
    EDITED = "the customer edited"
    DELETED = "the customer deleted"
    RECEIVED = "the bot got it"
    SAID = "the bot said"
    HUMAN_SAID = "a human said"
    CLICKED = "clicked"
    CARD = "the card shows"
    TOLD = "staff were told"
    TICKET = "the desk opened"
    LEAKED = "shown where it must not be"
    FAULT = "fault"


@dataclass(frozen=True)
class Fact:
    """One deed at one moment (true time, UTC).

    `about` is the id of the post that was written, answered or clicked at; `place` is the conversation or Slack
    channel, or the vendor that is away; `kind` what a message of the bot is by its words; `who` a person; `was` the id
    of a post before its edit; `until` the end of what lasts.
    """

    at: datetime
    customer: int
    deed: Deed
    text: str = ""
    about: str = ""
    place: str = ""
    who: str = ""
    kind: ResponseKind | None = None
    public: bool = False
    valid: bool = True
    effect: str = ""
    action: str = ""
    marks: frozenset[str] = field(default_factory=frozenset)
    was: str = ""
    until: datetime | None = None

    def line(self) -> str:
        """Return the fact for a person to read; addresses are masked."""
        kind = f" [{self.kind}]" if self.kind else ""
        where = f" in {self.place}" if self.place else ""
        who = f" ({self.who})" if self.who else ""
        public = " publicly" if self.public else ""
        action = f" {self.action}" if self.action else ""
        about = f" about {self.about}" if self.about else ""
        # No person's DM text is told; a trace may be pasted anywhere.
        words = f": {' '.join(mask(self.text).split())[:120]}" if self.text and "private" not in self.marks else ""
        stamp = self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return f"{stamp} {self.deed}{public}{kind}{action}{who}{about}{where}{words}"


class Ledger:
    """Every fact, in the order in which it happened."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self._of: dict[int, list[Fact]] = {}

    def write(self, fact: Fact) -> None:
        """Remember a fact."""
        self.facts.append(fact)
        self._of.setdefault(fact.customer, []).append(fact)

    def of(self, customer: int, *deeds: Deed) -> list[Fact]:
        """Return a customer's facts, all or of some kinds, oldest first."""
        facts = self._of.get(customer, [])
        return [fact for fact in facts if fact.deed in deeds] if deeds else list(facts)

    def all(self, *deeds: Deed) -> Iterator[Fact]:
        """Yield everybody's facts of some kinds, oldest first."""
        return (fact for fact in self.facts if fact.deed in deeds)
