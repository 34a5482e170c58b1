"""Acme: the company whose bot is simulated, its people, and what every run of a process may share.

The library and the reader are the real ones and remember their answers: they are pure, and most runs ask the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.library import FolderLibrary, HandingOn
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.answers import Pick
from bot.domain.approval import ApprovalRule, When
from bot.domain.case import Channel, Customer, Mention
from bot.domain.hours import OfficeHours, Span
from bot.domain.policy import ChainStep, ChannelPolicy, Mode, Policy, Role, Staff, Team
from bot.domain.response import Response
from bot.domain.understood import Reading
from bot.ports.library import Library
from bot.ports.reader import Reader
from bot.shipped import shipped
from bot.simulation.chance import Chance
from bot.wiring.reading import topics_of

BRAND, HANDLE = "Acme", "acme"
TRIAGE = "C0TRIAGE"
HELP = "C0HELP"
OUR_TEAM, OUTSIDE_TEAM = "T0ACME", "T0OTHER"
COLLEAGUE = "U0NOSTAFF"
"""Somebody in our workspace who is not in the support team."""
WRITTEN = (
    "We have looked at it, and it should work again. What do you see now?",
    "Which browser do you use? We will look at it with you.",
)
"""What staff write in the window for an answer, where it is fit to be sent."""
STAFF = (
    Staff("Wilhelmina", "U0WILMA", Role.RESPONDER, ("wilma_quill",)),
    Staff("Bartholomew", "U0BART", Role.RESPONDER, ("bart_quill",)),
    Staff("Grazielda", "U0GRAZIE", Role.LEAD, ("grazie_quill",)),
    Staff("Thaddeus", "U0THAD", Role.LEAD),
)
MARK = re.compile(r"\[q\w+\]")
"""What makes every customer's every text different; it means nothing to the reader."""
_ADDRESS = re.compile(r"[\w.]+@mail\.example")
OPENING = datetime.fromisoformat("2026-03-02T08:00:00+00:00")
"""When every run begins: a Monday morning."""
_ONE_ADDRESS = "somebody@mail.example"


def policy(chance: Chance) -> Policy:
    """Return the operator's decisions of one run; most runs let everything happen by itself."""
    hold = Mode.APPROVE if chance.random() < 0.1 else Mode.AUTO
    ask = Mode.APPROVE if chance.random() < 0.2 else Mode.AUTO
    spans = (Span.parse("Mon-Sun 10:00-18:00"),) if chance.random() < 0.15 else ()
    hours = OfficeHours(spans, ZoneInfo("Europe/Berlin"))
    chain = (ChainStep("on duty", timedelta(minutes=5)), ChainStep("lead", timedelta(minutes=10)))
    billing = Team(
        "billing", ("refund", "invoice", "charged twice"), ("Wilhelmina", "Bartholomew"), "Grazielda", hours, chain
    )
    product = Team("product", ("export", "login"), ("Bartholomew",), "Thaddeus", hours, chain)
    # The last draw: those before it stay what they were.
    rule = ApprovalRule(frozenset({When.ALWAYS})) if chance.random() < 0.3 else None
    return Policy(
        brand=BRAND,
        handle=HANDLE,
        languages=("en", "de"),
        answer_timeout=timedelta(minutes=3),
        channels={Channel.X: ChannelPolicy(hold, ask), Channel.SLACK: ChannelPolicy()},
        staff=STAFF,
        teams=(replace(product, approval=rule), replace(billing, approval=rule)),
    )


@cache
def library() -> Library:
    """Return the shipped responses, read once."""
    return _RememberingLibrary(FolderLibrary([shipped("responses")], "en"))


@cache
def responses() -> tuple[Response, ...]:
    """Return every shipped response."""
    return tuple(FolderLibrary([shipped("responses")], "en").responses)


def reader(earlier_language: Callable[[Customer], str]) -> Reader:
    """Return the real reader for one process of one run."""
    return _RememberingReader(earlier_language)


class _RememberingLibrary(HandingOn[Library]):
    """The real library; what it suggests for a text is looked up once."""

    def __init__(self, behind: Library) -> None:
        super().__init__(behind)
        self._suggested: dict[tuple[object, ...], tuple[Pick, ...]] = {}

    def suggest(self, text: str, **asked: Any) -> tuple[Pick, ...]:
        """Suggest as the real one does for the text without its mark."""
        unmarked = _ADDRESS.sub(_ONE_ADDRESS, MARK.sub("", text))
        key = (unmarked, *sorted(asked.items()))
        if key not in self._suggested:
            self._suggested[key] = super().suggest(unmarked, **asked)
        return self._suggested[key]


class _SharedReader:
    """The real reader and what it has read; every run of this machine's process shares it."""

    def __init__(self) -> None:
        # The brand and the topics are the same in every run.
        company = policy(Chance("reader"))
        self._language = ""
        self._reader = UnderstandingReader(company, lambda _customer: self._language, topics_of(company, responses()))
        self._read: dict[tuple[str, str], Reading] = {}

    def read(self, mention: Mention, language: str) -> Reading:
        """Read a mention whose author wrote in `language` before, "" for nobody knows."""
        key = (mention.text, language)
        if key not in self._read:
            self._language = language
            self._read[key] = self._reader.read(mention)
        return self._read[key]


@cache
def _shared_reader() -> _SharedReader:
    return _SharedReader()


class _RememberingReader:
    """Reads as the real one does, once for every text and language in which its author wrote before."""

    def __init__(self, earlier_language: Callable[[Customer], str]) -> None:
        self._earlier_language = earlier_language

    def read(self, mention: Mention) -> Reading:
        """Read the text without its mark, and put the customer's own address back."""
        found = _ADDRESS.search(mention.text)
        text = _ADDRESS.sub(_ONE_ADDRESS, MARK.sub("", mention.text))
        reading = _shared_reader().read(replace(mention, text=text), self._earlier_language(mention.customer))
        return replace(reading, email=found[0]) if found and reading.email == _ONE_ADDRESS else reading
