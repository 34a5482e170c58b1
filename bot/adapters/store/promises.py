"""What customers were promised, and what became of it: a row each, so that no crash forgets one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.adapters.store.rows import storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements
from bot.domain.promise import Standing
from bot.ports.store import PromiseRow

_COLUMNS = "case_id, number, team, owner, made, due, found, standing, at"
_LAST = "9999"


class SqlitePromises:
    """Implements `bot.ports.store.Promises`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def put(self, row: PromiseRow) -> None:
        """Write how a promise stands now, in place of what was written of it before."""
        times = (time_to_text(row.made), time_to_text(row.due))
        self._run.run(
            f"INSERT OR REPLACE INTO promises ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(row.case_id, row.number, storable(row.team), storable(row.owner), *times),
                *(int(row.found), row.standing, time_to_text(row.at)),
            ),
        )

    def owed(self, until: datetime | None = None) -> tuple[PromiseRow, ...]:
        """Return what is still owed, soonest first, overdue ones included; with `until` only what is due by then."""
        rows = self._run.all(
            f"SELECT {_COLUMNS} FROM promises WHERE standing IN ('open', 'overdue') AND due <= ? ORDER BY due, case_id",
            (time_to_text(until) if until else _LAST,),
        )
        return tuple(map(_read, rows))

    def settled(self, since: datetime) -> tuple[PromiseRow, ...]:
        """Return what was kept, broken, replaced or ended since then, and what is overdue since then, oldest first."""
        rows = self._run.all(
            f"SELECT {_COLUMNS} FROM promises WHERE standing <> 'open' AND at >= ? ORDER BY at, case_id, number",
            (time_to_text(since),),
        )
        return tuple(map(_read, rows))

    def count(self, since: datetime) -> Mapping[Standing, int]:
        """Return how many promises stand in each way: all that are owed, and those that were settled since then."""
        rows = self._run.all(
            "SELECT standing, count(*) FROM promises WHERE standing IN ('open', 'overdue') OR at >= ?"
            " GROUP BY standing",
            (time_to_text(since),),
        )
        found = {Standing(standing): int(number) for standing, number in rows}
        return {standing: found.get(standing, 0) for standing in Standing}


def _read(row: Row) -> PromiseRow:
    case_id, number, team, owner, made, due, found, standing, at = row
    times = (text_to_time(made), text_to_time(due))
    return PromiseRow(case_id, number, team, owner, *times, bool(found), Standing(standing), text_to_time(at))
