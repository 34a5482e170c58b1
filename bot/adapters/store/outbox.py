"""Outgoing messages and their receipts. Order is kept per case and destination by never handing out a row that has an
older one before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.adapters.store.outbox_rows import read_row
from bot.adapters.store.rows import (
    effect_to_json,
    is_automatic_reply,
    storable,
    text_to_time,
    time_to_text,
)
from bot.adapters.store.statements import Row, Statements, marks_for
from bot.domain.case import Channel, Customer
from bot.domain.effects import Effect, Reply
from bot.domain.errors import UnreadableRow, UnreadableValue
from bot.domain.response import ANSWERS, ResponseKind
from bot.domain.urgency import urgency
from bot.ports.store import OutboxRow, OutboxState

log = structlog.get_logger()

_COLUMNS: Final = (
    "id, case_id, destination, kind, effect, next_try, created_at, send_by, state, attempts, wording, error, seq,"
    " remote_id, sent_at, doubtful, repeated_at"
)
_EFFECT: Final = "outbox.effect"
_ERROR: Final = "outbox.error"
_EFFECT_AT: Final = 4
_ERROR_AT: Final = 11
# These two conditions are those of the partial indexes in migrations/, word for word.
_PENDING: Final = "state IN ('ready', 'unknown')"
_UNFINISHED: Final = "state IN ('ready', 'sending', 'unknown')"
_STOPPED_BY_PAUSE: Final = "state = 'ready' AND automatic_reply = 1"


def _first_in_line(but: str = "") -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM outbox AS older WHERE older.case_id IS outbox.case_id"
        f" AND older.destination = outbox.destination AND older.seq < outbox.seq AND older.{_UNFINISHED}{but}"
        # A digest that is planned for later must not hold back what belongs to no case either.
        " AND (older.case_id IS NOT NULL OR older.attempts > 0 OR older.next_try <= outbox.next_try))"
    )


class SqliteOutbox:
    """Implements `bot.ports.store.Outbox`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def add(self, row: OutboxRow) -> bool:
        """Write a row; False and nothing written when its id is there already."""
        columns = (*_WRITTEN, "id", "case_id", "created_at")
        values = (*self._written(row), row.id, row.case_id or None, time_to_text(row.created_at))
        sql = f"INSERT INTO outbox ({', '.join(columns)}) VALUES ({marks_for(values)}) ON CONFLICT (id) DO NOTHING"
        return self._run.run(sql, values) == 1

    def get(self, row_id: str) -> OutboxRow | None:
        """Return a row, or None."""
        row = self._run.one(f"SELECT {_COLUMNS} FROM outbox WHERE id = ?", (row_id,))
        return None if row is None else self._read(row)

    def next(
        self, now: datetime, lane: str, exclude: Iterable[str] = (), *, without_automatic: bool = False
    ) -> OutboxRow | None:
        """Return the row to be worked on next at `now` in `lane`; the port says which one that is."""
        barred = tuple(exclude)
        unless_paused = f" AND NOT ({_STOPPED_BY_PAUSE})" if without_automatic else ""
        first = _first_in_line(
            " AND NOT (older.state = 'ready' AND older.automatic_reply = 1)" if without_automatic else ""
        )
        # Left to itself SQLite goes by the time and sorts: after an outage that is the whole backlog for every message.
        row = self._run.one(
            f"SELECT {_COLUMNS} FROM outbox INDEXED BY outbox_pending WHERE lane = ? AND {_PENDING} AND next_try <= ?"
            f" AND (destination NOT IN ({marks_for(barred)}) OR state = 'unknown' OR send_by < ?){unless_paused}"
            f" AND {first} ORDER BY urgency, seq LIMIT 1",
            (lane, time_to_text(now), *barred, time_to_text(now)),
        )
        return None if row is None else self._read(row)

    def next_try(self, lane: str) -> datetime | None:
        """Return the earliest `next_try` of the ready and unknown rows of a lane.

        A row that has an older one before it does not count: it cannot be worked on before that one has moved, and a
        worker that was told its time would look in vain again and again.
        """
        row = self._run.one(
            f"SELECT next_try FROM outbox WHERE lane = ? AND {_PENDING} AND {_first_in_line()}"
            " ORDER BY next_try LIMIT 1",
            (lane,),
        )
        return None if row is None else text_to_time(row[0])

    def oldest_due(
        self, now: datetime, lane: str, *, without_automatic: bool = False, exclude: Collection[str] = ()
    ) -> Mapping[str, tuple[datetime, str]]:
        """Return since when the longest waiting row to each destination should have left, and its error."""
        unless_paused = f" AND NOT ({_STOPPED_BY_PAUSE})" if without_automatic else ""
        unless_shut = f" AND destination NOT IN ({marks_for(exclude)})" if exclude else ""
        # SQLite gives the other columns of the row that has the minimum.
        rows = self._run.all(
            "SELECT destination, min(since), error FROM (SELECT destination, error,"
            " CASE WHEN attempts > 0 THEN created_at ELSE next_try END AS since FROM outbox"
            f" INDEXED BY outbox_pending WHERE lane = ? AND {_PENDING}{unless_paused}{unless_shut})"
            " WHERE since <= ? GROUP BY destination",
            (lane, *exclude, time_to_text(now)),
        )
        return {to: (text_to_time(since), self._run.seal.open(_ERROR, error)) for to, since, error in rows}

    def hasten(self, lane: str, now: datetime) -> None:
        """Let the rows of a lane that were tried and put off be tried at `now` (UTC)."""
        self._run.run(
            f"UPDATE outbox SET next_try = ? WHERE lane = ? AND {_PENDING} AND attempts > 0 AND next_try > ?",
            (time_to_text(now), lane, time_to_text(now)),
        )

    def set_back(self, by: timedelta, now: datetime) -> None:
        """Let what is to be tried after `now` (UTC) be tried `by` earlier."""
        rows = self._run.all(f"SELECT id, next_try FROM outbox WHERE {_PENDING} AND next_try > ?", (time_to_text(now),))
        for row_id, next_try in rows:
            earlier = time_to_text(text_to_time(next_try) - by)
            self._run.run("UPDATE outbox SET next_try = ? WHERE id = ?", (earlier, row_id))

    def aim_cards(self, destination: str) -> int:
        """Let the cards and their notes that have not left, or only perhaps, go to `destination`; return how many."""
        return self._run.run(
            f"UPDATE outbox SET destination = ? WHERE lane = ? AND {_UNFINISHED}"
            " AND kind IN ('ShowCard', 'ThreadNote') AND destination != ?",
            (destination, _lane(destination), destination),
        )

    def put_aside(self, row_id: str, reason: str) -> None:
        """Give up a row without reading what it says."""
        error = self._run.seal.close(_ERROR, storable(reason))
        self._run.run("UPDATE outbox SET state = 'dead', error = ? WHERE id = ?", (error, row_id))

    def save(self, row: OutboxRow) -> None:
        """Write a row as it is now; a row that became sent gets its receipt. Raises LookupError for an unknown id."""
        changes = ", ".join(f"{column} = ?" for column in _WRITTEN)
        if self._run.run(f"UPDATE outbox SET {changes} WHERE id = ?", (*self._written(row), row.id)) != 1:
            raise LookupError(f"there is no message {row.id} in the outbox")
        if row.state is OutboxState.SENT:
            self._write_receipt(row)

    def withdraw(self, case_id: str, keep: Collection[ResponseKind] = ()) -> int:
        """Mark ready and held words of the bot as withdrawn, but for the kinds in `keep`; return how many."""
        rows = self._many("case_id = ? AND state IN ('ready', 'held') AND kind = 'Reply'", (case_id,), "outbox_of_case")
        taken = [row for row in rows if isinstance(row.effect, Reply) and row.effect.kind not in ANSWERS.union(keep)]
        for row in taken:
            self.save(replace(row, state=OutboxState.WITHDRAWN))
        return len(taken)

    def of(self, case_id: str) -> tuple[OutboxRow, ...]:
        """Return all rows of a case, oldest first."""
        return self._many("case_id IS ?", (case_id or None,))

    def held(self, limit: int) -> tuple[OutboxRow, ...]:
        """Return the newest `limit` held rows, newest first."""
        newest = "seq IN (SELECT seq FROM outbox WHERE state = 'held' ORDER BY seq DESC LIMIT ?)"
        return tuple(reversed(self._many(newest, (limit,))))

    def automatic_since(self, since: datetime) -> Mapping[ResponseKind, int]:
        """Return how many automatic replies written since then have left or may have left, by kind."""
        rows = self._run.all(
            "SELECT reply_kind, count(*) FROM outbox INDEXED BY outbox_automatic"
            " WHERE automatic_reply = 1 AND created_at >= ?"
            " AND attempts > 0 AND state IN ('sending', 'unknown', 'sent') GROUP BY 1",
            (time_to_text(since),),
        )
        return {ResponseKind(kind): int(count) for kind, count in rows}

    def said_to(self, customer: Customer, since: datetime) -> tuple[OutboxRow, ...]:
        """Return the replies to a customer written since then that have left or may leave, oldest first."""
        return self._many(
            "case_id IN (SELECT id FROM cases WHERE channel = ? AND customer_id = ?) AND kind = 'Reply'"
            " AND state IN ('ready', 'sending', 'unknown', 'sent') AND created_at >= ?",
            (customer.channel, storable(customer.id), time_to_text(since)),
            index="outbox_of_case",
        )

    def latest_replies(self, channel: Channel, limit: int) -> tuple[OutboxRow, ...]:
        """Return our newest replies on a channel that have left or may leave, newest first."""
        rows = self._run.all(
            f"SELECT {_COLUMNS} FROM outbox WHERE kind = 'Reply' AND lane = ?"
            " AND state IN ('ready', 'sending', 'unknown', 'sent') ORDER BY seq DESC LIMIT ?",
            (channel, limit),
        )
        return self._readable(rows)

    def interrupted(self) -> tuple[OutboxRow, ...]:
        """Return the rows in state sending: after a start, those that a crash interrupted."""
        return self._many("state = 'sending'")

    def is_ours(self, destination: str, remote_id: str) -> bool:
        """Tell whether there is a receipt with this remote id for a destination in this lane."""
        sql = "SELECT 1 FROM receipts WHERE lane = ? AND remote_id = ? LIMIT 1"
        return bool(remote_id) and self._run.one(sql, (_lane(destination), remote_id)) is not None

    def case_of_card(self, remote_id: str) -> str:
        """Return the id of the case whose card has this remote id, "" where it is nobody's."""
        row = self._run.one(
            "SELECT outbox.case_id FROM receipts JOIN outbox ON outbox.id = receipts.effect_id"
            " WHERE receipts.lane = 'slack' AND receipts.remote_id = ? AND outbox.kind = 'ShowCard' LIMIT 1",
            (remote_id,),
        )
        return "" if row is None else str(row[0])

    def in_flight(self, channel: Channel) -> tuple[OutboxRow, ...]:
        """Return the replies on a channel that are sending or unknown: a post seen there may be one of them."""
        return self._many(
            "state IN ('sending', 'unknown') AND lane = ? AND kind = 'Reply'", (channel,), index="outbox_in_state"
        )

    def count(self, state: OutboxState) -> int:
        """Return how many rows are in a state."""
        row = self._run.one("SELECT count(*) FROM outbox WHERE state = ?", (state,))
        return 0 if row is None else int(row[0])

    def _many(self, condition: str, values: tuple[object, ...] = (), index: str = "") -> tuple[OutboxRow, ...]:
        """Return the rows that fulfil a condition; `index` where SQLite's own choice would read most of the table."""
        indexed = f" INDEXED BY {index}" if index else ""
        sql = f"SELECT {_COLUMNS} FROM outbox{indexed} WHERE {condition} ORDER BY seq"
        return self._readable(self._run.all(sql, values))

    def _readable(self, rows: Iterable[Row]) -> tuple[OutboxRow, ...]:
        """Return the rows that can be read: one that cannot must not make its whole case impossible to work on."""
        found = []
        for row in rows:
            try:
                found.append(self._read(row))
            except UnreadableRow as problem:
                log.error("message_unreadable", effect=problem.row_id, case=problem.case_id)
        return tuple(found)

    def _read(self, row: Row) -> OutboxRow:
        opened = list(row)
        try:
            opened[_EFFECT_AT] = self._run.seal.open(_EFFECT, row[_EFFECT_AT])
            opened[_ERROR_AT] = self._run.seal.open(_ERROR, row[_ERROR_AT])
        except UnreadableValue as problem:
            raise UnreadableRow(str(row[0]), str(row[1] or "")) from problem
        return read_row(tuple(opened))

    def _written(self, row: OutboxRow) -> tuple[object, ...]:
        """Return what may change in a row, in the order of `_WRITTEN`."""
        seal, (kind, effect) = self._run.seal, effect_to_json(row.effect)
        return (
            *(row.destination, _lane(row.destination), row.state, kind, seal.close(_EFFECT, effect)),
            *(int(is_automatic_reply(row.effect)), int(urgency(row.effect)), _reply_kind(row.effect)),
            *(time_to_text(row.next_try), _maybe(row.send_by)),
            *(row.attempts, row.wording, seal.close(_ERROR, storable(row.error)), row.remote_id, _maybe(row.sent_at)),
            *(int(row.doubtful), _maybe(row.repeated_at)),
        )

    def _write_receipt(self, row: OutboxRow) -> None:
        at = time_to_text(row.sent_at or row.next_try)
        self._run.run(
            "INSERT INTO receipts (effect_id, destination, lane, remote_id, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (effect_id) DO UPDATE SET remote_id = excluded.remote_id, at = excluded.at",
            (row.id, row.destination, _lane(row.destination), row.remote_id, at),
        )


_WRITTEN: Final = (
    *("destination", "lane", "state", "kind", "effect", "automatic_reply", "urgency", "reply_kind"),
    *("next_try", "send_by", "attempts", "wording", "error", "remote_id", "sent_at"),
    *("doubtful", "repeated_at"),
)


def _reply_kind(effect: Effect) -> str:
    return effect.kind if isinstance(effect, Reply) else ""


def _lane(destination: str) -> str:
    return destination.partition(":")[0]


def _maybe(at: datetime | None) -> str | None:
    return None if at is None else time_to_text(at)
