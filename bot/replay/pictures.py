"""The numbers behind the report's pictures: how long customers waited, and when they wrote. It draws nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.replay.outcome import BrandOutcome

_UP_TO = (
    (timedelta(seconds=15), "15 s"),
    (timedelta(seconds=30), "30 s"),
    (timedelta(minutes=1), "1 min"),
    (timedelta(minutes=3), "3 min"),
    (timedelta(minutes=10), "10 min"),
    (timedelta(minutes=30), "30 min"),
    (timedelta(hours=1), "1 h"),
    (timedelta(hours=3), "3 h"),
    (timedelta(hours=12), "12 h"),
    (timedelta.max, "longer"),
)
NEVER = "no reply"


@dataclass(frozen=True)
class Waits:
    """The share of cases, from 0 to 1, that got their first reply within this time but not within the one before."""

    within: str
    bot: float
    recorded: float


@dataclass(frozen=True)
class Hour:
    """What came in one hour of the day (UTC): mentions, and times when the bot asked for an address."""

    hour: int
    mentions: int
    asks: int


def waits(outcomes: Sequence[BrandOutcome]) -> tuple[Waits, ...]:
    """Return how long the cases waited for their first reply: by the bot, and as it was recorded."""
    cases = [case for one in outcomes for case in one.cases]
    bot = Counter(_within(case.by_bot) for case in cases)
    recorded = Counter(_within(case.by_recorded) for case in cases)
    whole = max(1, len(cases))
    return tuple(Waits(name, bot[name] / whole, recorded[name] / whole) for name in (*(n for _, n in _UP_TO), NEVER))


def load(outcomes: Sequence[BrandOutcome]) -> tuple[Hour, ...]:
    """Return what came in each of the 24 hours of the day."""
    mentions = _by_hour(at for one in outcomes for at in one.mentions)
    asks = _by_hour(at for one in outcomes for at in one.asks)
    return tuple(Hour(hour, mentions[hour], asks[hour]) for hour in range(24))


def _by_hour(moments: Iterable[datetime]) -> Counter[int]:
    return Counter(at.hour for at in moments)


def _within(wait: timedelta | None) -> str:
    return NEVER if wait is None else next(name for longest, name in _UP_TO if wait <= longest)
