"""A part of the bot that listens or works on its own thread, seen from the watch."""

from __future__ import annotations

from typing import Protocol

from bot.domain.health import Pulse


class Part(Protocol):
    """Can be asked how it is, and can be helped up. Both return within a second, from any thread, and never raise."""

    def pulse(self) -> Pulse:
        """Tell how it is; counted from its making as long as it has not done anything."""
        ...

    def mend(self) -> None:
        """Begin whatever may help: a new thread for a dead one, a new connection for a deaf one, a look at once.

        Called again and again while the part is silent; it must never do what a vendor forbade for a time.
        """
        ...
