"""A promise to a customer: "we'll be back by 15:00", with somebody who owns it. Data, and when to remind; no decision.

A promised time is a time on the clock. It is never moved for office hours or for anything else; only the reminder is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.hours import DAYS, OfficeHours

LONGEST = timedelta(days=90)
"""Nobody promises further ahead; what reads like it was misread."""
_LEAST = timedelta(minutes=5)
"""Closer to its time than this a reminder helps nobody."""
_STEP = timedelta(minutes=15)
_FURTHEST_BACK = timedelta(days=7)


class Standing(StrEnum):
    """What became of a promise. One that is overdue is broken already, and still owed."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"
    ENDED = "ended"

    @property
    def is_owed(self) -> bool:
        """Tell whether the customer still waits for what was promised."""
        return self in (Standing.OPEN, Standing.OVERDUE)


@dataclass(frozen=True)
class Promise:
    """What a customer was promised by `due` (UTC), owed by the teammate `owner`.

    `text` are the words in which it was promised, "" where nothing was written through the bot. `found` says that it
    was read from a text that a human sent, `through_us` that this text leaves through the bot, so that it may get lost.
    `made` is UTC; `number` tells the promises of one case apart and grows. `overdue` is true once its time has passed,
    `updated` once the customer has heard that it takes longer.
    """

    due: datetime
    owner: str
    made: datetime
    text: str = ""
    found: bool = False
    through_us: bool = False
    number: int = 0
    overdue: bool = False
    updated: bool = False

    @property
    def standing(self) -> Standing:
        """Return how it stands while it is owed."""
        return Standing.OVERDUE if self.overdue else Standing.OPEN


@dataclass(frozen=True)
class Promising:
    """What the operator decided: how long before its time the owner is reminded, and whether updates are offered."""

    remind_before: timedelta = timedelta(minutes=30)
    offers_update: bool = True


def remind_at(promise: Promise, hours: OfficeHours, before: timedelta) -> datetime | None:
    """Return when the owner is reminded (UTC), or None where the promise is too short for a reminder.

    That is `before` its time, and never before half of the time has gone. A reminder that falls outside of the office
    hours comes earlier, while somebody is there, if anybody is between the promise and its time.
    """
    span = promise.due - promise.made
    ahead = max(min(before, span / 2), _LEAST)
    if ahead >= span:
        return None
    usual = promise.due - ahead
    earliest = max(promise.made, usual - _FURTHEST_BACK)
    moment = usual
    while not hours.is_open(moment):
        moment -= _STEP
        if moment <= earliest:
            return usual
    return moment


def say_when(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment as staff read it where the team is, like "Mon 2026-03-02 15:00 CET"."""
    local = at.astimezone(zone)
    return f"{DAYS[local.weekday()]} {local:%Y-%m-%d %H:%M %Z}"
