"""What stands in where the staff have no Slack: no Home is ever opened there. And who is on duty by the list alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.errors import NotAllowed, Permanent
from bot.domain.policy import Policy
from bot.ports.home import AtHome, Hour, Look
from bot.ports.store import Transaction

FIXED = "Who is on duty stands in the configuration; it cannot be changed here."


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


def never_shared() -> bool:
    """Tell that no outsider reads the triage channel, where there is none."""
    return False


class NothingFound:
    """Implements `bot.ports.search.CaseIndex` where nobody can look for anything."""

    def put(self, case_id: str, text: str) -> None:
        """Take no notice."""

    def find(self, words: str, limit: int) -> tuple[str, ...]:
        """Find nothing."""
        return ()

    def clear(self) -> None:
        """Do nothing."""


class FirstListed:
    """Implements `bot.ports.home.DutyRoster`: the first responder in a team's list, whom nobody can change here."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def now(self, team: str, within: Transaction | None = None) -> str:
        """Return their name, or the lead's."""
        return self._policy.on_duty(self._policy.team(team))

    def away(self, who: str, until: datetime, within: Transaction | None = None) -> None:
        """Refuse."""
        raise NotAllowed(FIXED)

    def back(self, who: str, within: Transaction | None = None) -> None:
        """Refuse."""
        raise NotAllowed(FIXED)

    def on_duty(self, team: str, who: str, until: datetime, by: str, within: Transaction | None = None) -> None:
        """Refuse."""
        raise NotAllowed(FIXED)
