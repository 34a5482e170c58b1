"""Reads a row of the outbox."""

from __future__ import annotations

from functools import lru_cache

from bot.adapters.store.rows import json_to_effect, text_to_time
from bot.adapters.store.statements import Row
from bot.domain.errors import UnreadableRow
from bot.ports.store import OutboxRow, OutboxState


# Every step of a case looks at all its messages; most of them have not changed since.
@lru_cache(maxsize=1024)
def read_row(row: Row) -> OutboxRow:
    """Read a row; raise UnreadableRow."""
    try:
        return _decoded(row)
    except (ValueError, KeyError, TypeError) as problem:
        raise UnreadableRow(str(row[0]), str(row[1] or "")) from problem


def _decoded(row: Row) -> OutboxRow:
    (row_id, case_id, destination, kind, effect, next_try, created_at, send_by, state, *counted) = row
    attempts, wording, error, seq, remote_id, sent_at, doubtful, repeated_at = counted
    return OutboxRow(
        id=row_id,
        case_id=case_id or "",
        destination=destination,
        effect=json_to_effect(kind, effect),
        next_try=text_to_time(next_try),
        created_at=text_to_time(created_at),
        send_by=text_to_time(send_by) if send_by else None,
        state=OutboxState(state),
        attempts=attempts,
        wording=wording,
        error=error,
        seq=seq,
        remote_id=remote_id,
        sent_at=text_to_time(sent_at) if sent_at else None,
        doubtful=bool(doubtful),
        repeated_at=text_to_time(repeated_at) if repeated_at else None,
    )
