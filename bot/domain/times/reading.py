"""Makes a moment of the words that say a time. Works in a time zone, so that daylight saving moves no promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.times import words

_NEAR = 30
"""A day and a time of day that are so many letters apart are not about one another."""
_EARLIEST_HOUR = 7
"""A bare hour before this one is meant for the afternoon."""
_UTC = re.compile(r"\W{0,2}(?:utc|gmt)\b")


@dataclass(frozen=True)
class Said:
    """A moment (UTC) that some words say; they stand from `start` to `end`. `deadline` means that it is said as one."""

    at: datetime
    start: int
    end: int
    deadline: bool


@dataclass(frozen=True)
class _Clock:
    at: time | None
    start: int
    end: int
    in_utc: bool = False


@dataclass(frozen=True)
class _Day:
    at: date
    start: int
    end: int
    part: time | None = None


def read_time(sentence: str, now: datetime) -> Said | None:
    """Return the moment that a sentence in small letters speaks of, or None where it names none after `now`.

    `now` has the time zone in which the words are meant. Of several times the one that is said as a deadline counts.
    """
    if span := _span(sentence, now):
        return span
    clocks, days = tuple(_clocks(sentence)), tuple(_days(sentence, now))
    found = [said for clock in clocks if (said := _of_clock(sentence, clock, days, now))]
    found = found or [said for day in days if (said := _of_day(sentence, day, now))]
    return next((one for one in found if one.deadline), found[0] if found else None)


def _span(sentence: str, now: datetime) -> Said | None:
    """Read "in two hours" or "within 2 business days"."""
    if half := words.HALF_HOUR.search(sentence):
        return Said((now.astimezone(UTC) + timedelta(minutes=30)), *half.span(), deadline=True)
    found = words.SPAN.search(sentence)
    if found is None:
        return None
    said = found["number"]
    number = int(said) if said.isdecimal() else words.NUMBERS[said]
    unit = next(name for name in words.UNITS if found[name])
    if unit == "hour" and found[0].startswith("d'ici") and found[0].rstrip().endswith("h") and number > _EARLIEST_HOUR:
        # "d'ici 15 h" is a time of day.
        return None
    if not number:
        return None
    if unit == "day" and words.WORKING.search(found[0]):
        at = _working_days(now, number)
    elif unit in ("day", "week"):
        at = now + number * words.UNITS[unit]
    else:
        at = now.astimezone(UTC) + number * words.UNITS[unit]
    return Said(at.astimezone(UTC), *found.span(), deadline=True)


def _working_days(now: datetime, number: int) -> datetime:
    at = now
    while number:
        at += timedelta(days=1)
        number -= at.weekday() < 5
    return at


def _clocks(sentence: str) -> Iterator[_Clock]:
    """Yield the times of day in a sentence, each place once."""
    taken: list[range] = []
    for pattern in words.CLOCKS:
        for found in pattern.finditer(sentence):
            if any(found.start() in one or found.end() - 1 in one for one in taken):
                continue
            at = _time_of(found, sentence)
            if at is not None:
                taken.append(range(*found.span()))
                zone = _UTC.match(sentence, found.end())
                yield _Clock(at, found.start(), zone.end() if zone else found.end(), in_utc=zone is not None)
    for found in words.NOON.finditer(sentence):
        yield _Clock(time(12), *found.span())
    for found in words.MIDNIGHT.finditer(sentence):
        yield _Clock(None, *found.span())


def _time_of(found: re.Match[str], sentence: str) -> time | None:
    groups = found.groupdict()
    plain = groups.get("plain")
    hour, minute = int(plain or groups["hour"]), int(groups.get("minute") or 0)
    half, part = (groups.get("half") or "").replace(".", ""), groups.get("part") or ""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour < 12 and part in ("pomeriggio", "sera", "tarde", "noche"):
        hour += 12
    elif plain and not part and 0 < hour < _EARLIEST_HOUR and len(plain) == 1:
        early = any(pattern.search(sentence) for pattern, until in words.PARTS if until == words.MORNING)
        hour += 0 if early else 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days(sentence: str, now: datetime) -> Iterator[_Day]:
    """Yield the days in a sentence, each with the part of it that is named."""
    today = now.date()
    for pattern, part in (
        (words.TONIGHT, words.EVENING),
        (words.THIS_AFTERNOON, words.AFTERNOON),
        (words.THIS_MORNING, words.MORNING),
        (words.END_OF_DAY, words.DAY_ENDS),
    ):
        for found in pattern.finditer(sentence):
            other = next((one for one in _named(sentence, now) if abs(one.start - found.end()) <= _NEAR), None)
            start = min(found.start(), other.start) if other else found.start()
            yield _Day(other.at if other else today, start, found.end(), part)
    yield from _named(sentence, now)


def _named(sentence: str, now: datetime) -> Iterator[_Day]:
    today = now.date()
    named = [(words.AFTER_TOMORROW, 2), (words.TOMORROW, 1), (words.TODAY, 0)]
    # Whoever says "Monday" on a Monday means the next one.
    named += [(day, (number - today.weekday() - 1) % 7 + 1) for number, day in enumerate(words.WEEKDAYS)]
    taken: list[range] = []
    for pattern, ahead in named:
        for found in pattern.finditer(sentence):
            if any(found.start() in one for one in taken):
                continue
            taken.append(range(*found.span()))
            end, part = _part(sentence, found)
            yield _Day(today + timedelta(days=ahead), found.start(), end, part)
    for at, found in _dates(sentence, today):
        end, part = _part(sentence, found)
        yield _Day(at, found.start(), end, part)


def _dates(sentence: str, today: date) -> Iterator[tuple[date, re.Match[str]]]:
    """Yield the dates in a sentence; one without a year is the next one of its kind."""
    for pattern in words.DATES:
        for found in pattern.finditer(sentence):
            groups = found.groupdict()
            # A number that is no month, as in "5.00.", is no date.
            month = int(groups["number"]) if "number" in groups else words.MONTHS[groups["month"]]
            year = int(groups["year"] or today.year)
            for tried in (year,) if groups["year"] else (year, year + 1):
                at = _date(tried, month, int(groups["day"]))
                if at is not None and at >= today:
                    yield at, found
                    break


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _part(sentence: str, day: re.Match[str]) -> tuple[int, time | None]:
    """Return where a day with its part ends, and until when that part lasts."""
    for pattern, until in words.PARTS:
        found = pattern.search(sentence, day.start(), day.end() + 15)
        if found and found.end() > day.end() - len("domattina"):
            return max(found.end(), day.end()), until
    return day.end(), None


def _of_clock(sentence: str, clock: _Clock, days: tuple[_Day, ...], now: datetime) -> Said | None:
    near = [day for day in days if day.start - clock.end <= _NEAR and clock.start - day.end <= _NEAR]
    day = min(near, key=lambda one: min(abs(one.start - clock.end), abs(clock.start - one.end)), default=None)
    zone = UTC if clock.in_utc else now.tzinfo
    local = now.astimezone(zone)
    on = day.at if day else local.date()
    at = _on(on, clock.at, local)
    if day is None and at <= now:
        at = _on(on + timedelta(days=1), clock.at, local)
    if at <= now:
        return None
    start, end = (min(clock.start, day.start), max(clock.end, day.end)) if day else (clock.start, clock.end)
    deadline = any(_is_deadline(sentence, place) for place in {clock.start, start}) or _begins_as_one(sentence, clock)
    return Said(at.astimezone(UTC), start, end, deadline)


def _of_day(sentence: str, day: _Day, now: datetime) -> Said | None:
    at = _on(day.at, day.part or words.DAY_ENDS, now)
    return Said(at.astimezone(UTC), day.start, day.end, _is_deadline(sentence, day.start)) if at > now else None


def _on(day: date, at: time | None, like: datetime) -> datetime:
    """Return a moment in the time zone of `like`; midnight is the end of the day."""
    if at is None:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=like.tzinfo)
    return datetime.combine(day, at, tzinfo=like.tzinfo)


def _is_deadline(sentence: str, place: int) -> bool:
    return words.DEADLINE.search(sentence, max(0, place - 30), place) is not None


def _begins_as_one(sentence: str, clock: _Clock) -> bool:
    """Tell whether the words of the time itself begin with "entro" or "avant"."""
    return re.match(r"(?:entro|prima|avant|d'ici|pour)\b", sentence[clock.start : clock.end]) is not None
