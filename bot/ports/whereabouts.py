"""Where people are, as others tell it: Slack about presence and user groups, calendars about shifts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.policy import Staff
from bot.domain.roster import Seen, Shift


class Whereabouts(Protocol):
    """What the staff's place knows of people. Both raise Temporary or Permanent; asking twice is harmless."""

    def seen(self, people: Sequence[Staff]) -> Mapping[str, Seen]:
        """Return how it stands with these people now, by name; whoever it does not know is left out."""
        ...

    def members(self, group: str) -> tuple[str, ...]:
        """Return the Slack user ids in a user group."""
        ...


class Calendars(Protocol):
    """Calendars that tell who is on duty."""

    def shifts(
        self, team: str, place: str, people: Collection[Staff], zone: ZoneInfo, begin: datetime, end: datetime
    ) -> tuple[Shift, ...] | None:
        """Return who of these people is on duty for `team` between two moments (UTC); None: as at the last look.

        `place` is a web address or the path of a file, `zone` that of days and times without one. Raises Temporary with
        a reason that shows neither; what was known before stays true then.
        """
        ...
