"""Reads who is on duty from an iCal calendar, in a file or at an address; a teammate is found by name in the title.

The address may be a secret: it stands in no log and in no error. Source: RFC 5545.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
import requests
from urllib3.exceptions import HTTPError

from bot.domain.errors import Temporary
from bot.domain.policy import Staff
from bot.domain.roster import Shift

TIMEOUT = 10
READ_FOR_AT_MOST = 20.0
"""Seconds, as the timeout is; that one begins anew with every part of an answer."""
_PART = 65_536
LARGEST = 5_000_000
MOST_EVENTS = 5_000
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})


class IcalCalendars:
    """Implements `bot.ports.whereabouts.Calendars`. An address that has not changed is not read again."""

    def __init__(self, timeout: float = TIMEOUT, within: float = READ_FOR_AT_MOST) -> None:
        """`timeout` is how many seconds a server may say nothing, `within` how many its calendar may take in all."""
        self._timeout = timeout
        self._within = within
        self._session = requests.Session()
        # By team and address: on which day a calendar was read last, and its tag then.
        self._tags: dict[tuple[str, str], tuple[date, str]] = {}

    def shifts(
        self, team: str, place: str, people: Collection[Staff], zone: ZoneInfo, begin: datetime, end: datetime
    ) -> tuple[Shift, ...] | None:
        """Return who of these people is on duty between two moments; None for a calendar that has not changed."""
        if "://" not in place:
            return read_shifts(_read(Path(place)), team, people, zone, begin, end)
        # Repeated events are spelled out for some weeks: once a day the whole calendar is needed again.
        today = begin.date()
        day, known = self._tags.get((team, place), (today, ""))
        content, tag = self._download(place, known if day == today else "")
        if content is None:
            return None
        found = read_shifts(content, team, people, zone, begin, end)
        # Only now: a calendar that could not be read must not pass for one that has not changed.
        self._tags[team, place] = (today, tag)
        return found

    def _download(self, address: str, tag: str) -> tuple[bytes | None, str]:
        """Return what lies at an address and its tag; None where it still has the `tag`."""
        try:
            with self._session.get(
                address, timeout=self._timeout, headers={"If-None-Match": tag} if tag else {}, stream=True
            ) as answer:
                if answer.status_code == requests.codes.not_modified:
                    return None, tag
                if answer.status_code != requests.codes.ok:
                    raise Temporary(f"the calendar's server answers {answer.status_code}")
                content = _read_body(answer, self._within)
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            # What breaks while the body is read comes from urllib3 as it is.
            raise Temporary(f"the calendar cannot be reached ({type(fault).__name__})") from None
        if len(content) > LARGEST:
            raise Temporary("the calendar is too large")
        return content, answer.headers.get("ETag", "")


def _read_body(answer: requests.Response, within: float) -> bytes:
    """Return what an answer holds, as far as it is not too large; a server that lets it drip is given up."""
    give_up_at = time.monotonic() + within
    content = bytearray()
    while len(content) <= LARGEST and (part := answer.raw.read1(_PART, decode_content=True)):
        content += part
        if time.monotonic() > give_up_at:
            raise Temporary("the calendar's server answers too slowly")
    return bytes(content)


def read_shifts(
    content: bytes, team: str, people: Collection[Staff], zone: ZoneInfo, begin: datetime, end: datetime
) -> tuple[Shift, ...]:
    """Return the shifts in a calendar, earliest first; raise Temporary for what is no calendar."""
    try:
        calendar = icalendar.Calendar.from_ical(content)
        events = [event for event in calendar.walk("VEVENT") if not _repeats_too_often(event)]
        calendar.subcomponents = [one for one in calendar.subcomponents if one.name != "VEVENT"] + events[:MOST_EVENTS]
        found = recurring_ical_events.of(calendar).between(begin, end)
        shifts = [shift for event in found for shift in _of(event, team, people, zone)]
    except Exception as fault:
        # Calendars come from anywhere, and the libraries raise whatever a broken one leads to.
        raise Temporary(f"this is no calendar that can be read ({type(fault).__name__})") from None
    return tuple(sorted(shifts, key=lambda one: (one.starts, one.who)))


def _of(event: icalendar.Event, team: str, people: Collection[Staff], zone: ZoneInfo) -> Iterator[Shift]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    title = str(event.get("SUMMARY", ""))
    starts = _utc(event.start, zone)
    ends = _utc(event.end, zone)
    for person in people:
        named = re.search(rf"(?<!\w){re.escape(person.name)}(?!\w)", title, re.IGNORECASE)
        if (named or (person.slack and person.slack in title)) and starts < ends:
            yield Shift(team, person.name, starts, ends)


def _repeats_too_often(event: icalendar.Component) -> bool:
    rule = event.get("RRULE")
    rules = rule if isinstance(rule, list) else [rule] if rule else []
    within_hours = any("BYSECOND" in each or "BYMINUTE" in each for each in rules)
    return within_hours or any(str(one).upper() in _TOO_OFTEN for each in rules for one in each.get("FREQ", ()))


def _utc(moment: date, zone: ZoneInfo) -> datetime:
    """Return a moment in UTC; a day begins at midnight where the team is, and so does a time without a zone."""
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time_of_day())
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Temporary("the calendar is too large")
        return path.read_bytes()
    except OSError as fault:
        raise Temporary(f"the calendar's file cannot be read ({fault.strerror})") from None
