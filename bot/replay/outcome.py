"""What came of a replay, as data: for each brand, conversation and case. Every text in it is masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.case import Channel
from bot.domain.response import ResponseKind
from bot.replay.violations import Violation


class Who(StrEnum):
    """Who said a line: the customer, the brand as it was recorded, the bot, or the bot to a teammate in private."""

    CUSTOMER = "customer"
    RECORDED = "recorded"
    BOT = "bot"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Line:
    """Something said at `at` (UTC); `note` says what kind of message it was, or why it was held."""

    at: datetime
    who: Who
    text: str
    note: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What happened to one case.

    `heard` is when the customer's first post was written; `by_bot` and `by_recorded` how long it took from there to
    the bot's first reply and to the recorded one, None where there was none. `in_time` is true where the recorded
    answer was played as a human's and came before the answer timeout. `escalated` counts private messages to
    teammates.
    """

    id: str
    conversation: str
    channel: Channel
    heard: datetime
    by_bot: timedelta | None
    by_recorded: timedelta | None
    in_time: bool
    escalated: int


@dataclass(frozen=True, slots=True)
class ConversationOutcome:
    """One conversation: what was said and what would have been, in order of time; `cases` are the bot's ids for it."""

    id: str
    brand: str
    cases: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def began(self) -> datetime:
        """When its first line was said (UTC)."""
        return self.lines[0].at


@dataclass(frozen=True, slots=True)
class BrandOutcome:
    """What came of one brand's replay.

    `mentions` holds when each customer's post was written (UTC); `requests` were surely understood as such,
    `not_understood` were read with a confidence below the threshold. `said` counts what left by kind, `held` what each
    guard held, `dead` what was given up, by why. `conversations` holds those that were to be shown, `left_out` is the
    number of the others.
    """

    brand: str
    posts: int
    mentions: tuple[datetime, ...]
    requests: int
    not_understood: int
    languages: Mapping[str, int]
    said: Mapping[ResponseKind, int]
    asks: tuple[datetime, ...]
    held: Mapping[str, int]
    cases: tuple[CaseOutcome, ...]
    conversations: tuple[ConversationOutcome, ...]
    violations: tuple[Violation, ...] = field(default=())
    left_out: int = 0
    dead: Mapping[str, int] = field(default_factory=dict)
