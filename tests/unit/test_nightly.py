"""The hour of learning: once a night where the operator is, also after a night that the bot was away in."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fakes import HandClock

from bot.adapters.store import SqliteStore
from bot.engine.nightly import Nightly

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Nights:
    """A clock, and how often was learned."""

    def __init__(self) -> None:
        self.clock, self.store, self.learned = HandClock(NOON), SqliteStore(":memory:"), 0
        self.start()

    def start(self) -> None:
        """Start the bot."""
        zone = ZoneInfo("Europe/Berlin")
        self.nightly = Nightly(time(3), zone, self.store, self.clock, self._learn)

    def at(self, hours: float) -> int:
        """Look so many hours after noon UTC; return how often was learned by then."""
        self.clock.forward(NOON + timedelta(hours=hours) - self.clock.now())
        for _ in range(2):
            self.nightly.work()
        return self.learned

    def _learn(self) -> None:
        self.learned += 1


def test_it_learns_once_a_night_at_the_hour_of_the_team() -> None:
    nights = Nights()
    assert [0, 0, 1, 1, 2] == [nights.at(hours) for hours in (0, 13.9, 14.1, 37.9, 38.1)]


def test_a_night_that_the_bot_was_away_in_is_made_up_for_once() -> None:
    nights = Nights()
    nights.at(0)
    nights.clock.forward(timedelta(days=5))
    nights.start()
    assert 1 == nights.at(24 * 5 + 1)


def test_it_learns_at_once_when_asked() -> None:
    nights = Nights()
    nights.at(0)
    nights.nightly.ask()
    assert 1 == nights.at(0.1)
