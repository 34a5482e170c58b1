"""What X has cost, by month and item."""

from __future__ import annotations

from bot.adapters.store.statements import Statements
from bot.ports.store import Cost


class SqliteCosts:
    """Implements `bot.ports.store.Costs`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def add(self, month: str, item: str, times: int, micros: int) -> None:
        """Add to a sum; negative figures take back. No sum ever falls below nothing."""
        self._run.run(
            "INSERT INTO costs (month, item, times, micros) VALUES (?, ?, max(0, ?), max(0, ?))"
            " ON CONFLICT (month, item) DO UPDATE SET times = max(0, times + ?), micros = max(0, micros + ?)",
            (month, item, times, micros, times, micros),
        )

    def of(self, month: str) -> tuple[Cost, ...]:
        """Return the sums of a month, by item."""
        rows = self._run.all("SELECT item, times, micros FROM costs WHERE month = ? ORDER BY item", (month,))
        return tuple(Cost(str(item), int(times), int(micros)) for item, times, micros in rows)
