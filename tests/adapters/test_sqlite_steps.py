"""What a step makes of the rows that a database from before holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.adapters.store.migrations import STEPS

AT = "2026-01-05T12:00:00.000000+00:00"


def up_to(db: sqlite3.Connection, step: str, after: str = "") -> None:
    """Apply the steps after `after`, up to and with `step`."""
    for name in STEPS:
        if after < name <= step:
            db.executescript(STEPS[name])


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """A database before there was step 13."""
    with closing(sqlite3.connect(":memory:")) as opened:
        up_to(opened, "0012_deeds")
        yield opened


def test_direct_messages_are_known_as_private_by_their_ids(db: sqlite3.Connection) -> None:
    for channel, id in (("x", "1"), ("x", "dm:2"), ("slack", "C1:dm:3")):
        db.execute(
            "INSERT INTO mentions (case_id, channel, id, at, body) VALUES ('C-1', ?, ?, ?, '')", (channel, id, AT)
        )
    up_to(db, "0013_private_mentions", after="0012_deeds")
    assert [("dm:2",)] == db.execute("SELECT id FROM mentions WHERE private = 1").fetchall()


def test_what_is_under_way_is_doubtful(db: sqlite3.Connection) -> None:
    for state in ("ready", "sending", "unknown", "sent"):
        db.execute(
            "INSERT INTO outbox (id, destination, lane, state, kind, effect, next_try, created_at, automatic_reply,"
            " urgency, attempts, wording, error, remote_id) VALUES (?, 'x:public', 'x', ?, 'Reply', '', ?, ?, 1, 1, 1,"
            " 0, '', '')",
            (state, state, AT, AT),
        )
    up_to(db, "0014_doubts", after="0012_deeds")
    assert [("sending",), ("unknown",)] == db.execute("SELECT id FROM outbox WHERE doubtful = 1").fetchall()
