"""Rotations: people take turns by the day, the week or so many hours, on the wall clock of their team.

The clocks' change in spring and autumn moves no handover: the shift around it is an hour shorter or longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Rotation:
    """`people` take turns of the length `every`; `begins` is a wall-clock time in `zone` at which the first one starts.

    Before `begins` they took turns in the same order.
    """

    people: tuple[str, ...]
    every: timedelta
    begins: datetime
    zone: ZoneInfo

    def turn(self, at: datetime) -> tuple[tuple[str, ...], datetime]:
        """Return the people at `at` (any time zone), whose turn it is first, and when the turn ends (UTC)."""
        now = at.astimezone(UTC)
        number = (now.astimezone(self.zone).replace(tzinfo=None) - self.begins) // self.every
        # Around a change of the clocks the wall clock alone may be one turn off.
        while self._handover(number) > now:
            number -= 1
        while self._handover(number + 1) <= now:
            number += 1
        first = number % len(self.people)
        return (*self.people[first:], *self.people[:first]), self._handover(number + 1)

    def _handover(self, number: int) -> datetime:
        """Return when turn `number` begins (UTC); an hour that comes twice counts the first time."""
        return (self.begins + number * self.every).replace(tzinfo=self.zone, fold=0).astimezone(UTC)
