"""The shape of [keep], and what it means for the rest of the program."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.config.shape import Duration, Table
from bot.domain.retention import Keep

_SHORTEST = timedelta(days=7)


def _long_enough(duration: timedelta) -> timedelta:
    """A shorter time could let a post that is read again count as a new one."""
    if duration < _SHORTEST:
        raise ValueError('write a duration of at least a week, like "180d"')
    return duration


Kept = Annotated[Duration, AfterValidator(_long_enough)]


def _kept(usual: timedelta) -> timedelta:
    value: timedelta = Field(usual, description="a duration", examples=[f'"{usual.days}d"'])
    return value


class KeepEntry(Table):
    """[keep]"""

    mentions: Kept = _kept(Keep.mentions)
    messages: Kept = _kept(Keep.messages)
    events: Kept = _kept(Keep.events)
    tickets: Kept = _kept(Keep.tickets)
    inbox: Kept = _kept(Keep.inbox)
    labels: Kept = _kept(Keep.labels)
    lessons: Kept = _kept(Keep.lessons)
    cases: Kept = _kept(Keep.cases)
    audit: Kept = _kept(Keep.audit)


def keep_of(entry: KeepEntry | None) -> Keep:
    """Return how long each kind is kept; a table that is not there keeps the usual time."""
    return Keep() if entry is None else Keep(**dict(entry))
