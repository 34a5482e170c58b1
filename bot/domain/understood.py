"""What a mention was understood to be: every part with how sure it is and why. It decides nothing and reads no text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")

HEATED = 0.5
"""From this heat on tone, order and chain change."""
SURE = 0.5
"""Below this confidence a part of a reading is shown to staff as unsure."""


class Missing(StrEnum):
    """What the customer has not told yet; a clarifying question asks for this one thing."""

    NOTHING = ""
    LINK = "link"
    ORDER = "order"
    VERSION = "version"
    DETAILS = "details"


@dataclass(frozen=True)
class Judgement(Generic[Value]):
    """One thing that was found; `confidence` is from 0 to 1, `reason` is a line that a junior can read."""

    value: Value
    confidence: float
    reason: str

    @property
    def is_sure(self) -> bool:
        """True where staff need not be warned that it is a guess."""
        return self.confidence >= SURE


@dataclass(frozen=True)
class Ranked:
    """A topic, how likely it is from 0 to 1, and why in a line that a junior can read; "" is none of the topics."""

    topic: str
    confidence: float
    reason: str = ""

    @property
    def is_sure(self) -> bool:
        """True where staff need not be warned that it is a guess."""
        return self.confidence >= SURE


CALM = Judgement(0.0, 1.0, "calm words")
ENOUGH = Judgement(Missing.NOTHING, 1.0, "enough to look into it")


@dataclass(frozen=True)
class Reading:
    """What one mention was understood to be.

    `topics` are the likeliest first: none at all where nothing fits, one called "" in front where the text is unlike
    everything known. `heat` is from 0 to 1. `email` is an address in the mention or "", `bad_email` a failed attempt
    at one; `disposable` says that the attempt was an address at a mailbox that is thrown away. `stop` says that they
    want us to write no more; `request` and `thanks` are then about what they say beside it.
    """

    request: Judgement[bool]
    language: Judgement[str]
    topics: tuple[Ranked, ...] = ()
    heat: Judgement[float] = CALM
    missing: Judgement[Missing] = ENOUGH
    stop: bool = False
    thanks: bool = False
    email: str = ""
    bad_email: bool = False
    disposable: bool = False

    @property
    def is_request(self) -> bool:
        """True where somebody asks for help, or may do so."""
        return self.request.value

    @property
    def only_stops(self) -> bool:
        """True where somebody says stop and asks for nothing beside it."""
        return self.stop and not (self.is_request or self.email)

    @property
    def topic(self) -> str:
        """The likeliest topic as the operator wrote it, or "" for the default team."""
        return self.topics[0].topic if self.topics else ""

    def kept(self, *, private: bool, other: Reading | None = None) -> Reading:
        """Return what a case keeps of it: no address, the hotter heat of the two, and no words of a private mention.

        Arguments:
            private: whether the mention was; a reason may quote it, and the card is read by many.
            other: what the case keeps already of another mention.
        """
        mine = replace(self, email="")
        if private:
            mine = replace(
                mine,
                request=replace(self.request, reason=""),
                topics=tuple(replace(one, reason="") for one in self.topics),
                heat=replace(self.heat, reason=""),
                missing=replace(self.missing, reason=""),
            )
        return replace(mine, heat=other.heat) if other and other.heat.value > mine.heat.value else mine

    @property
    def heated(self) -> bool:
        """True from the heat on which tone, order and chain change."""
        return self.heat.value >= HEATED
