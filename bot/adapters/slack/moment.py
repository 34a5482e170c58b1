"""A moment that somebody types: "15:00", "2h", "tomorrow 9:00", "friday", "2026-12-24 09:00". Pure.

It is always one to come: a time of day that has passed today is tomorrow's. A day alone is its beginning.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SPAN = re.compile(r"(\d{1,4})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(am|pm)?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment (UTC) that is meant at `now` (UTC) where the clocks show `zone`, or None."""
    try:
        return _read(text, now, zone)
    except (OverflowError, ValueError):
        # Beyond what a calendar holds.
        return None


def _read(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    words = text.casefold().strip()
    if span := _SPAN.fullmatch(words):
        return now + timedelta(**{_UNITS[span[2][0]]: int(span[1])})
    here = now.astimezone(zone)
    first, _, rest = words.partition(" ")
    day = _day(first, here.date())
    clock = _clock(rest.removeprefix("at ").strip() if day else words)
    if (day is None and clock is None) or (day is not None and rest and clock is None):
        return None
    moment = datetime.combine(day or here.date(), clock or time(), zone)
    if day is None and moment <= here:
        moment = datetime.combine(here.date() + timedelta(days=1), clock or time(), zone)
    return moment.astimezone(now.tzinfo)


def _day(word: str, today: date) -> date | None:
    if word == "today":
        return today
    if word == "tomorrow":
        return today + timedelta(days=1)
    place = next((n for n, name in enumerate(_DAYS) if len(word) >= 3 and name.startswith(word)), None)
    if place is not None:
        return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _clock(word: str) -> time | None:
    match = _CLOCK.fullmatch(word)
    if match is None or not (match[2] or match[3]):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
