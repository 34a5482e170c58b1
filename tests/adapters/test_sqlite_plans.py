"""The queries of the hot path are answered from an index, however much has been kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.adapters.store.cases import SqliteCases
from bot.adapters.store.inbox import SqliteInbox
from bot.adapters.store.labels import SqliteLabels
from bot.adapters.store.mentions import SqliteMentions
from bot.adapters.store.models import SqliteModels
from bot.adapters.store.opening import open_file
from bot.adapters.store.outbox import SqliteOutbox
from bot.adapters.store.privacy import SqlitePrivacy
from bot.adapters.store.sealing import Key, Seal, new_secret
from bot.adapters.store.statements import Statements
from bot.adapters.store.timers import SqliteTimers
from bot.domain.case import Case, Channel, Customer, Mention
from bot.domain.labels import Lesson

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "7", "anna", "Anna")
PRIVATE = Mention(Channel.X, "1", "100", ANNA, "help", NOON, private=True, also=("2",))

HOT: dict[str, Callable[[Statements], object]] = {
    "next message": lambda run: SqliteOutbox(run).next(NOON, "x"),
    "next message with a destination shut": lambda run: SqliteOutbox(run).next(NOON, "x", ("x:dm",)),
    "next message while paused": lambda run: SqliteOutbox(run).next(NOON, "x", without_automatic=True),
    "next try": lambda run: SqliteOutbox(run).next_try("x"),
    "messages of a case": lambda run: SqliteOutbox(run).of("C-1"),
    "is it ours": lambda run: SqliteOutbox(run).is_ours("x:public", "900"),
    "in flight": lambda run: SqliteOutbox(run).in_flight(Channel.X),
    "said to a customer": lambda run: SqliteOutbox(run).said_to(ANNA, NOON),
    "automatic messages lately": lambda run: SqliteOutbox(run).automatic_since(NOON),
    "newest replies": lambda run: SqliteOutbox(run).latest_replies(Channel.X, 20),
    "interrupted": lambda run: SqliteOutbox(run).interrupted(),
    "withdraw": lambda run: SqliteOutbox(run).withdraw("C-1"),
    "pending envelopes": lambda run: SqliteInbox(run).pending(),
    "due timers": lambda run: SqliteTimers(run).due(NOON),
    "next due": lambda run: SqliteTimers(run).next_due(),
    "mention seen": lambda run: SqliteMentions(run).seen(PRIVATE),
    "mentions of a case": lambda run: SqliteMentions(run).of("C-1"),
    "case of a mention": lambda run: SqliteCases(run).of(PRIVATE),
    "case of our own post": lambda run: SqliteCases(run).of_post(Channel.X, "100", "1", "7"),
    "case of our own private post": lambda run: SqliteCases(run).of_post(Channel.X, "100", "", "7", private=True),
    "posts to look up": lambda run: SqlitePrivacy(run).to_look_up(Channel.X, NOON, 100),
    "save a case": lambda run: SqliteCases(run).save(Case("C-2", Channel.X, ANNA, "100", NOON)),
    "events of a case": lambda run: SqliteCases(run).events("C-1"),
    "what happened by its name": lambda run: SqliteCases(run).happened(("Moved",), NOON),
    "labels of a case": lambda run: SqliteLabels(run).of("C-1"),
    "labels of a lesson": lambda run: SqliteLabels(run).newest(Lesson.HEAT),
    "version in use": lambda run: SqliteModels(run).version_in_use(Lesson.HEAT),
    "model in use": lambda run: SqliteModels(run).in_use(Lesson.HEAT),
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database as the store opens it."""
    opened, _ = open_file(tmp_path / "triage.db", exclusive=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("question", HOT)
def test_it_reads_no_table_from_end_to_end(db: Database, question: str) -> None:
    asked: list[tuple[str, Any]] = []
    with db.tracer(lambda sql, values: asked.append((sql, values))):
        HOT[question](Statements(db, None, Seal([Key(new_secret())])))
    plans = [step[3] for sql, values in asked for step in db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert [] == [step for step in plans if step.startswith("SCAN") and "INDEX" not in step and "CONSTANT" not in step]
    assert asked


@pytest.mark.parametrize(
    "question", ["next message", "next try", "due timers", "next due", "pending envelopes", "posts to look up"]
)
def test_it_sorts_nothing(db: Database, question: str) -> None:
    asked: list[tuple[str, Any]] = []
    with db.tracer(lambda sql, values: asked.append((sql, values))):
        HOT[question](Statements(db, None, Seal([Key(new_secret())])))
    plans = [step[3] for sql, values in asked for step in db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert [] == [step for step in plans if "TEMP B-TREE" in step]


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("said to a customer", "outbox_of_case"),
        ("automatic messages lately", "outbox_automatic"),
        ("in flight", "outbox_in_state"),
    ],
)
def test_it_looks_at_no_more_messages_than_it_asks_about(db: Database, question: str, index: str) -> None:
    """Every message that ever left is in the state "sent": an index that begins with the state grows for ever."""
    asked: list[tuple[str, Any]] = []
    with db.tracer(lambda sql, values: asked.append((sql, values))):
        HOT[question](Statements(db, None, Seal([Key(new_secret())])))
    (plan,) = [db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall() for sql, values in asked]
    assert f"SEARCH outbox USING INDEX {index}" == plan[0][3].partition(" (")[0]


def test_the_connection_waits_syncs_and_checks(db: Database) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    settings = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert ["wal", 2, 1, 5000] == settings


def test_only_a_temporary_file_does_without_the_disk(tmp_path: Path) -> None:
    opened, _ = open_file(tmp_path / "replay.db", exclusive=True, lasting=False)
    settings = [opened.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]
    opened.close()
    assert [0, 1] == settings
