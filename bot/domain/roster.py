"""What is known at one moment of who is where: given to every decision with the policy, and kept fresh beside it.

Nothing here is a customer's. It decides nothing; `duty.py` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FRESH = timedelta(minutes=10)
"""What Slack said of somebody longer ago than this says nothing about now."""


@dataclass(frozen=True)
class Seen:
    """What Slack said of a teammate at `at` (UTC): whether they are active, and when they are not to be disturbed."""

    at: datetime
    active: bool = True
    quiet_from: datetime | None = None
    quiet_until: datetime | None = None

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether they are not to be disturbed at `now` (UTC)."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        return self.quiet_from <= now < self.quiet_until


@dataclass(frozen=True)
class Override:
    """`by` said that `who` is on duty for a team until `until` (UTC)."""

    who: str
    until: datetime
    by: str


@dataclass(frozen=True)
class Shift:
    """The calendar of `team` says that `who` is on duty from `starts` until `ends` (UTC)."""

    team: str
    who: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Calendar:
    """How reading a team's calendar went: last successfully at `read_at` (UTC), and what is wrong with it now or ""."""

    read_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True)
class Roster:
    """Who is away until when (UTC) by their own word, overrides by team, what Slack said of people by name, user groups
    by id with Slack user ids, shifts from calendars, calendars by team, and when a teammate was last asked by a chain.
    """

    away: Mapping[str, datetime] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    asked: Mapping[str, datetime] = field(default_factory=dict)
