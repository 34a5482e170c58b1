"""Finding cases by words. Nothing of it ever lies in a file: what people wrote is sealed at rest."""

from __future__ import annotations

from typing import Protocol


class CaseIndex(Protocol):
    """Words of cases, in memory. Safe from any thread."""

    def put(self, case_id: str, text: str) -> None:
        """Let a case be found by the words of `text`, and by no others any more; "" takes it out."""
        ...

    def find(self, words: str, limit: int) -> tuple[str, ...]:
        """Return the ids of cases that have all these words, or beginnings of them, the best first.

        Case, accents and marks do not count. Nothing that somebody can type is an error.
        """
        ...

    def clear(self) -> None:
        """Forget everything; nothing of it stays in memory."""
        ...
