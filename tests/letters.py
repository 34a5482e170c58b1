"""The mail that opens a ticket, as it would be handed to a mail server; nobody is called."""

from __future__ import annotations

from acme import NOON
from fakes import HandClock

from bot.adapters.desks.mail import EmailDesk
from bot.ports.staffroom import Story


class _Kept:
    """Takes a mail instead of a server."""

    def __init__(self) -> None:
        self.mail = b""

    def deliver(self, sender: str, to: str, mail: bytes) -> None:
        """Keep it."""
        self.mail = mail


def mail_of(story: Story) -> bytes:
    """Return the mail about a story, with CRLF at the end of its lines."""
    desk = EmailDesk("smtp://127.0.0.1:9", "desk@acme.example", "bot@acme.example", "", HandClock(NOON))
    kept = _Kept()
    desk._delivery = kept  # type: ignore[assignment]
    desk.open("e1", story)
    return kept.mail
