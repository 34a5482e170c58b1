"""What stands in where the staff have no Slack: no Home is ever opened there. And who is on duty by the list alone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.errors import Permanent
from bot.domain.policy import Policy
from bot.ports.home import AtHome, Hour, Look


class NoHome:
    """Implements `bot.ports.home.HomeScreen` where there is no Slack; nobody ever asks it."""

    def show(self, user: str, home: AtHome, chart: str) -> None:
        """Refuse."""
        raise Permanent("Slack is not configured")

    def show_nothing(self, user: str) -> None:
        """Refuse."""
        raise Permanent("Slack is not configured")

    def upload(self, name: str, picture: bytes, words: str) -> str:
        """Refuse."""
        raise Permanent("Slack is not configured")

    def delete(self, file: str) -> None:
        """Refuse."""
        raise Permanent("Slack is not configured")


def no_picture(hours: Sequence[Hour], look: Look) -> bytes:
    """Implements `bot.ports.home.Painter` where there is no Slack."""
    raise Permanent("Slack is not configured")


class FirstListed:
    """Implements `bot.ports.home.OnDuty`: the first responder in a team's list."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def now(self, team: str) -> str:
        """Return their name, or the lead's."""
        return self._policy.on_duty(self._policy.team(team))
