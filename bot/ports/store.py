"""The memory.

All writes go through `Store.transaction`, the only door; what one transaction wrote is there or not, as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.case import Case, Channel, Customer, Mention, State, Timer
from bot.domain.effects import Effect
from bot.domain.response import ResponseKind


class OutboxState(StrEnum):
    """Where an outgoing message stands. `SENDING` is committed before the call: after a crash it means unknown."""

    READY = "ready"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    HELD = "held"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OutboxRow:
    """A message decided but perhaps not yet delivered.

    `id` is unique and made from case, version and place. `destination` is what order and pace are kept for. `seq`
    grows with every row and is given by the store. `next_try` and `send_by` are UTC; a row without `send_by` never
    goes stale. `wording` counts how often the text was worded anew. `case_id` is "" for a message that belongs to
    no case.
    """

    id: str
    case_id: str
    destination: str
    effect: Effect
    next_try: datetime
    created_at: datetime
    send_by: datetime | None = None
    state: OutboxState = OutboxState.READY
    attempts: int = 0
    wording: int = 0
    error: str = ""
    seq: int = 0
    remote_id: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True)
class DueTimer:
    """A timer of a case that is due (`due` is UTC)."""

    case_id: str
    timer: Timer
    due: datetime


@dataclass(frozen=True)
class InboxRow:
    """A vendor's envelope as it came, written down before it was acknowledged; `body` is its JSON."""

    seq: int
    source: str
    key: str
    body: str
    received_at: datetime
    attempts: int = 0


@dataclass(frozen=True)
class TicketRow:
    """A ticket of the local desk."""

    external_id: str
    number: str
    case_id: str
    email: str
    subject: str
    body: str
    opened_at: datetime


@dataclass(frozen=True)
class EventRow:
    """Something that happened to a case: the event's name, who did it, and a detail without personal data."""

    case_id: str
    at: datetime
    name: str
    who: str
    detail: str


class Cases(Protocol):
    """Cases and their events."""

    def new_id(self) -> str:
        """Return the next id, like "C-12"; never given twice."""
        ...

    def get(self, case_id: str) -> Case | None:
        """Return a case, or None."""
        ...

    def save(self, case: Case) -> Case:
        """Write the case if nobody else did since it was read (`case.version`); return it with the next version.

        Version 0 means a new case. Raises Conflict.
        """
        ...

    def of(self, mention: Mention) -> Case | None:
        """Return the case to which a mention belongs: same customer and conversation, the newest one.

        A private conversation goes on for years and may be about any case: a private mention belongs to the customer's
        newest case on that channel that waits for an address, else to the one of its conversation if that is open, else
        to the newest open one, else to the newest one that ever asked for an address, else to that of its conversation.
        """
        ...

    def last_of(self, customer: Customer) -> Case | None:
        """Return the newest case of a customer, or None."""
        ...

    def of_post(self, channel: Channel, conversation: str, to: str, customer_id: str = "") -> Case | None:
        """Return the case that a post of our own side in this conversation answers.

        That is the one that holds the mention `to`, else the one whose messages of ours include `to`, else that of
        `customer_id` in the conversation, else the only case there.
        """
        ...

    def list(self, states: Iterable[State] | None = None, limit: int = 200) -> tuple[Case, ...]:
        """Return cases in these states (all by default), newest first."""
        ...

    def record(self, row: EventRow) -> None:
        """Write down that something happened."""
        ...

    def events(self, case_id: str) -> tuple[EventRow, ...]:
        """Return what happened to a case, oldest first."""
        ...


class Mentions(Protocol):
    """What customers wrote; the same mention is written once, whatever id it comes with."""

    def seen(self, mention: Mention) -> bool:
        """Tell whether this mention was written before, by its id or any of `also`; any new id of it is remembered."""
        ...

    def add(self, mention: Mention, case_id: str) -> None:
        """Write a mention and all its ids."""
        ...

    def of(self, case_id: str) -> tuple[Mention, ...]:
        """Return the mentions of a case, oldest first."""
        ...


class Timers(Protocol):
    """What cases wait for. Rows, so that no crash loses one."""

    def set(self, case_id: str, timer: Timer, due: datetime) -> None:
        """Set or move the case's timer."""
        ...

    def cancel(self, case_id: str, timer: Timer) -> None:
        """Take the case's timer away; fine when there is none."""
        ...

    def due(self, now: datetime, limit: int = 100) -> tuple[DueTimer, ...]:
        """Return the timers due at `now`, earliest first; they stay until cancelled."""
        ...

    def next_due(self) -> datetime | None:
        """Return the earliest due time of all timers."""
        ...


class Outbox(Protocol):
    """Outgoing messages. Order is kept per case and destination."""

    def add(self, row: OutboxRow) -> bool:
        """Write a row; False and nothing written when its id is there already."""
        ...

    def get(self, row_id: str) -> OutboxRow | None:
        """Return a row, or None."""
        ...

    def next(
        self, now: datetime, lane: str, exclude: Iterable[str] = (), *, without_automatic: bool = False
    ) -> OutboxRow | None:
        """Return the oldest row that may be worked on at `now` in `lane` (the part of a destination before ":").

        That is a ready or unknown row whose `next_try` has come, without an older row of the same case and
        destination that is ready, sending or unknown, and whose destination is not in `exclude`.
        `without_automatic` leaves ready automatic replies (those that `withdraw` takes back) out, also as older
        rows: the bot is paused.
        """
        ...

    def next_try(self, lane: str) -> datetime | None:
        """Return the earliest `next_try` of the ready and unknown rows of a lane that wait behind no other one."""
        ...

    def save(self, row: OutboxRow) -> None:
        """Write a row as it is now; a row that became sent gets its receipt in the same step."""
        ...

    def withdraw(self, case_id: str, keep: Collection[ResponseKind] = ()) -> int:
        """Mark ready automatic replies of a case, but for the kinds in `keep`, as withdrawn; return how many."""
        ...

    def of(self, case_id: str) -> tuple[OutboxRow, ...]:
        """Return all rows of a case, oldest first."""
        ...

    def automatic_since(self, since: datetime) -> Mapping[ResponseKind, int]:
        """Return how many automatic replies were written since then and have left or may have left, by kind."""
        ...

    def said_to(self, customer: Customer, since: datetime) -> tuple[OutboxRow, ...]:
        """Return the replies to a customer written since then that have left or may leave, oldest first."""
        ...

    def latest_replies(self, channel: Channel, limit: int) -> tuple[OutboxRow, ...]:
        """Return our newest replies on a channel that have left or may leave, newest first."""
        ...

    def interrupted(self) -> tuple[OutboxRow, ...]:
        """Return the rows in state sending: after a start, those that a crash interrupted."""
        ...

    def is_ours(self, destination: str, remote_id: str) -> bool:
        """Tell whether there is a receipt with this remote id for a destination in this lane."""
        ...

    def in_flight(self, channel: Channel) -> tuple[OutboxRow, ...]:
        """Return the replies on a channel that are sending or unknown: a post seen there may be one of them."""
        ...

    def count(self, state: OutboxState) -> int:
        """Return how many rows are in a state."""
        ...


class Inbox(Protocol):
    """Vendor envelopes, kept until they are worked on."""

    def receive(self, source: str, key: str, body: str, at: datetime) -> bool:
        """Write an envelope down; False when one with this key is there already."""
        ...

    def pending(self, limit: int = 50) -> tuple[InboxRow, ...]:
        """Return the envelopes not worked on yet, oldest first."""
        ...

    def done(self, seq: int) -> None:
        """Mark as worked on; the body is emptied."""
        ...

    def failed(self, seq: int, reason: str, give_up: bool) -> None:
        """Count a failed attempt; with `give_up` it is put aside with the reason (and its body kept)."""
        ...


class Tickets(Protocol):
    """Tickets of the local desk."""

    def add(self, external_id: str, case_id: str, email: str, subject: str, body: str, at: datetime) -> TicketRow:
        """Write a ticket with the next number (T-1001, T-1002, …), or return the one with this external id."""
        ...

    def find(self, external_id: str) -> TicketRow | None:
        """Return the ticket with this external id, or None."""
        ...


class Marks(Protocol):
    """Small facts: how far a source was read, switches, and who said stop."""

    def get(self, name: str) -> str:
        """Return a mark, or ""."""
        ...

    def set(self, name: str, value: str) -> None:
        """Write a mark; "" takes it away."""
        ...

    def opt_out(self, customer: Customer, at: datetime) -> None:
        """Remember that this customer said stop."""
        ...

    def opted_out(self, customer: Customer) -> bool:
        """Tell whether this customer said stop."""
        ...


class Transaction(Protocol):
    """One transaction; leaving it without an exception commits."""

    @property
    def cases(self) -> Cases: ...
    @property
    def mentions(self) -> Mentions: ...
    @property
    def timers(self) -> Timers: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def marks(self) -> Marks: ...


class Store(Protocol):
    """The database. One thread at a time is inside a transaction; a transaction never nests."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Begin a transaction that may write; an exception inside undoes everything. Raises StoreBroken."""
        ...

    def close(self) -> None:
        """Close the database and let go of its lock."""
        ...
