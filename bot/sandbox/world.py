"""Everything the sandbox knows, in one place: both platforms, the faults, the clock, and a version counter.

Only the server's event loop may touch it. It must never know HTTP.
"""

from __future__ import annotations

import asyncio

from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Faults
from bot.sandbox.slack.state import SlackState
from bot.sandbox.x.state import XState


class World:
    """The two platforms and what surrounds them."""

    def __init__(self, clock: SandboxClock) -> None:
        """Seed the cast of both platforms.

        Args:
            clock: the time that everything lives in.
        """
        self.clock = clock
        self.version = 0
        self._wake = asyncio.Event()
        self.faults = Faults(clock, self.changed)
        self.x = XState(clock, self.changed)
        self.slack = SlackState(clock, self.changed)

    def changed(self) -> None:
        """Say that something is different now: wakes everybody who waits in `after`."""
        self.version += 1
        self._wake.set()
        self._wake = asyncio.Event()

    async def after(self, version: int) -> int:
        """Wait until the world is newer than a version.

        Args:
            version: what the caller has already seen.

        Returns:
            The version that is current now.
        """
        while self.version <= version:
            await self._wake.wait()
        return self.version
