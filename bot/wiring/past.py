"""What the library learns from, read from the store."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.answers import KeptAnswer, SentBefore
from bot.ports.store import Store

MOST = 20_000
"""So many suggestions that were sent are remembered at a start, the newest ones."""


class StoredPast:
    """Implements `bot.ports.past.Past`."""

    def __init__(self, store: Callable[[], Store]) -> None:
        """Take what gives the store; it is first asked for when a suggestion is wanted."""
        self._store = store

    def sent(self, after: int) -> tuple[SentBefore, ...]:
        """Return the suggestions that were sent after number `after`, oldest first."""
        with self._store().transaction() as tx:
            return tx.answers.sent(after, MOST)

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return every kept answer, by number."""
        with self._store().transaction() as tx:
            return tx.answers.kept()
