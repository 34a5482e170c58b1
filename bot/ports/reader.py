"""Understands a mention: is it a request, which language and topic, how heated, what is missing."""

from __future__ import annotations

from typing import Protocol

from bot.domain.case import Mention, Reading


class Reader(Protocol):
    """Reads one mention; pure given its model, no network, never raises for any text."""

    def read(self, mention: Mention) -> Reading:
        """Return what the mention is understood to be."""
        ...
