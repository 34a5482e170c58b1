"""Office hours: when somebody of a team is there. Works in the team's time zone, so daylight saving moves nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_CLOSED = 366
"""Days within which an opening is looked for; who is closed for longer than that is taken as there."""
_SPAN = re.compile(r"^(\w{3})(?:-(\w{3}))? (\d{2}):(\d{2})-(\d{2}):(\d{2})$")


@dataclass(frozen=True)
class Span:
    """Open from `opens` to `closes` (local time, same day) on the weekdays in `days` (Monday is 0)."""

    days: frozenset[int]
    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read "Mon-Fri 09:00-17:00" or "Sat 10:00-14:00"; raise ValueError with a sentence for the operator."""
        match = _SPAN.match(text)
        if match is None or match[1] not in DAYS or (match[2] or match[1]) not in DAYS:
            raise ValueError(f'"{text}" is not like "Mon-Fri 09:00-17:00" (days: {", ".join(DAYS)})')
        first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
        days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        opens, closes = _time(match[3], match[4]), _time(match[5], match[6])
        if opens >= closes:
            raise ValueError(f'"{text}" closes before it opens; write a night as two entries')
        return cls(days, opens, closes)


def _time(hours: str, minutes: str) -> time:
    """Read a wall-clock time; "24:00" is the last moment of the day."""
    if (hours, minutes) == ("24", "00"):
        return time.max
    return time(int(hours), int(minutes))


@dataclass(frozen=True)
class OfficeHours:
    """The spans in which a team is there; no span at all means always, but for the days in `holidays` with their names.

    A holiday closes the whole day where the team is. Hours are equal with equal holidays; their hash leaves these out.
    """

    spans: tuple[Span, ...]
    zone: ZoneInfo
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)

    def is_open(self, at: datetime) -> bool:
        """Tell whether somebody is there at `at` (any time zone)."""
        local = at.astimezone(self.zone)
        if local.date() in self.holidays:
            return False
        return not self.spans or any(
            local.weekday() in span.days and span.opens <= local.time() < span.closes for span in self.spans
        )

    def holiday(self, at: datetime) -> str:
        """Return what is celebrated where the team is at `at` (any time zone), or ""."""
        return self.holidays.get(at.astimezone(self.zone).date(), "")

    def next_opening(self, at: datetime) -> datetime:
        """Return `at` itself when open, else the next opening, in the team's time zone."""
        local = at.astimezone(self.zone)
        if self.is_open(at):
            return local
        for days in range(LONGEST_CLOSED):
            # Moments are compared in UTC: a wall clock shows the same hour twice in autumn.
            later = [one for one in self._openings(local.date() + timedelta(days=days)) if one.astimezone(UTC) > at]
            if later:
                return min(later, key=lambda one: one.astimezone(UTC))
        return local

    def _openings(self, day: date) -> list[datetime]:
        """Return when the team opens on a day, in its time zone."""
        if day in self.holidays:
            return []
        opens = [span.opens for span in self.spans if day.weekday() in span.days] if self.spans else [time()]
        return [datetime.combine(day, one, tzinfo=self.zone) for one in opens]
