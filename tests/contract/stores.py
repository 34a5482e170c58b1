"""The stores that the contract is asked of, and small rows to ask with. To bind another, add it to the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel, Customer, Mention, State
from bot.domain.effects import Effect, Reply
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxRow, Store, Transaction
from bot.replay.memory import MemoryStore

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "7", "anna", "Anna Example")
BEN = Customer(Channel.X, "8", "ben", "Ben")

Opener = Callable[[Path], Store]

# Stores that outlive their process, opened at the same place each time.
LASTING: dict[str, Opener] = {"sqlite file": lambda folder: SqliteStore(folder / "triage.db")}
# Stores in which what one table tells holds for the others; a replay's keeps some of them apart.
WHOLE: dict[str, Opener] = {**LASTING, "sqlite memory": lambda _folder: SqliteStore(":memory:")}
STORES: dict[str, Opener] = {**WHOLE, "replay memory": lambda _folder: MemoryStore()}


def after(minutes: float) -> datetime:
    """Return the moment so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def post(
    mention_id: str,
    conversation: str = "100",
    customer: Customer = ANNA,
    *,
    at: datetime = NOON,
    private: bool = False,
    also: tuple[str, ...] = (),
) -> Mention:
    """Return a customer's post."""
    return Mention(customer.channel, mention_id, conversation, customer, "help!", at, private, also=also)


def new_case(
    tx: Transaction,
    conversation: str = "100",
    customer: Customer = ANNA,
    *,
    state: State = State.WAITING,
    asked: bool = False,
) -> Case:
    """Save a new case and return it."""
    case_id = tx.cases.new_id()
    return tx.cases.save(Case(case_id, customer.channel, customer, conversation, NOON, state, asked=asked))


def reply(by: str = "") -> Reply:
    """Return a reply, automatic unless `by` names somebody."""
    return Reply(ResponseKind.HOLD, "1", NOON, "One second", by)


def row(
    row_id: str,
    case_id: str = "",
    destination: str = "x:public",
    effect: Effect | None = None,
    next_try: datetime = NOON,
) -> OutboxRow:
    """Return an outbox row that is ready."""
    return OutboxRow(row_id, case_id, destination, effect or reply(), next_try, NOON)
