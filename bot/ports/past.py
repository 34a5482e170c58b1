"""What the library may learn from: which suggestions were sent for which questions, and which answers were kept."""

from __future__ import annotations

from typing import Protocol

from bot.domain.answers import KeptAnswer, SentBefore


class Past(Protocol):
    """Reads only. It may be asked at any time from any thread, but never from inside a transaction."""

    def sent(self, after: int) -> tuple[SentBefore, ...]:
        """Return the suggestions that were sent after number `after`, oldest first; of many only the newest."""
        ...

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return every kept answer, by number."""
        ...
