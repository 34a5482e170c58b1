"""What stands in where the staff have no Slack: no Home is ever opened there, and nobody looks for cases."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.errors import Permanent
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


def never_shared(channel: str) -> bool:
    """Tell that no outsider reads a Slack channel, where there is none."""
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
