"""Messages decided but perhaps not yet delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.case import Channel, Customer
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
    no case. `doubtful` tells whether an attempt with these words perhaps arrived, also after a look that did not find
    it, and `repeated_at` (UTC) since when the vendor says that it has them already.
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
    doubtful: bool = False
    repeated_at: datetime | None = None


class Outbox(Protocol):
    """Outgoing messages. Order is kept per case and destination.

    Of messages that belong to no case one that is planned for later, and was never tried, holds back no other.
    """

    def add(self, row: OutboxRow) -> bool:
        """Write a row; False and nothing written when its id is there already."""
        ...

    def get(self, row_id: str) -> OutboxRow | None:
        """Return a row, or None."""
        ...

    def next(
        self, now: datetime, lane: str, exclude: Iterable[str] = (), *, without_automatic: bool = False
    ) -> OutboxRow | None:
        """Return the row to be worked on next at `now` in `lane` (the part of a destination before ":").

        That is a ready or unknown row whose `next_try` has come, without an older row of the same case and
        destination that is ready, sending or unknown. Among these the most urgent (`bot.domain.urgency`) comes
        first, and of equally urgent ones the oldest. A ready row whose destination is in `exclude` is left out
        until its `send_by` has passed: then it will not be sent, and a human must not wait for that.
        `without_automatic` leaves ready automatic replies (those that `withdraw` takes back) out, also as older
        rows: the bot is paused. Raises UnreadableRow for one that cannot be read.
        """
        ...

    def next_try(self, lane: str) -> datetime | None:
        """Return the earliest `next_try` of the ready and unknown rows of a lane that wait behind no other one."""
        ...

    def oldest_due(
        self, now: datetime, lane: str, *, without_automatic: bool = False, exclude: Collection[str] = ()
    ) -> Mapping[str, tuple[datetime, str]]:
        """Return since when (UTC) the longest waiting row to each destination should have left, and its error.

        That is a ready or unknown row; one that was tried before waits since it was written, another one since its
        `next_try`, if that has come. `without_automatic` is as for `next`; rows to a destination in `exclude` do not
        count.
        """
        ...

    def hasten(self, lane: str, now: datetime) -> None:
        """Let the rows of a lane that were tried and put off be tried at `now` (UTC)."""
        ...

    def set_back(self, by: timedelta, now: datetime) -> None:
        """The clock went back to `now` (UTC): what is to be tried after it is to be tried `by` earlier."""
        ...

    def aim_cards(self, destination: str) -> int:
        """Let the cards and their notes that have not left, or only perhaps, go to `destination`; return how many."""
        ...

    def put_aside(self, row_id: str, reason: str) -> None:
        """Give up a row without reading what it says; `reason` holds no personal data."""
        ...

    def save(self, row: OutboxRow) -> None:
        """Write a row as it is now; a row that became sent gets its receipt in the same step."""
        ...

    def withdraw(self, case_id: str, keep: Collection[ResponseKind] = ()) -> int:
        """Mark the bot's words in a case, ready or held, as withdrawn, whoever asked for them; return how many.

        What a human answers stays, and so do the kinds in `keep`.
        """
        ...

    def of(self, case_id: str) -> tuple[OutboxRow, ...]:
        """Return all rows of a case, oldest first."""
        ...

    def held(self, limit: int) -> tuple[OutboxRow, ...]:
        """Return the newest `limit` held rows, newest first."""
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

    def case_of_card(self, remote_id: str) -> str:
        """Return the id of the case whose card has this remote id, "" where it is nobody's."""
        ...

    def in_flight(self, channel: Channel) -> tuple[OutboxRow, ...]:
        """Return the replies on a channel that are sending or unknown: a post seen there may be one of them."""
        ...

    def count(self, state: OutboxState) -> int:
        """Return how many rows are in a state."""
        ...
