"""Outgoing messages as they are. What waits is few at any moment of a replay, and looked through from end to end."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from bot.adapters.store.rows import is_automatic_reply
from bot.domain.case import Case, Channel, Customer
from bot.domain.effects import Reply, ShowCard, ThreadNote
from bot.domain.response import ANSWERS, ResponseKind
from bot.domain.urgency import urgency
from bot.ports.store import OutboxRow, OutboxState
from bot.replay.memory.journal import Journal

_PENDING = frozenset({OutboxState.READY, OutboxState.UNKNOWN})
_UNDECIDED = frozenset({OutboxState.READY, OutboxState.HELD})
_UNFINISHED = _PENDING | {OutboxState.SENDING}
_LEFT = frozenset({OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.SENT})
_ALWAYS = datetime.min.replace(tzinfo=UTC)
_SAID = _UNFINISHED | {OutboxState.SENT}


class MemoryOutbox:
    """Implements `bot.ports.store.Outbox`. `ours` is filled with the case of each message that has left."""

    def __init__(
        self,
        journal: Journal,
        ours: dict[tuple[str, str], str],
        cases_of: Callable[[Customer], Iterable[Case]],
    ) -> None:
        self._journal = journal
        self._ours = ours
        self._cases_of = cases_of
        self._rows: dict[str, OutboxRow] = {}
        self._of: dict[str, list[str]] = {}
        self._replies: dict[str, list[str]] = {}
        self._unfinished: dict[str, dict[str, int]] = {}
        self._automatic: list[tuple[datetime, int, str]] = []

    def add(self, row: OutboxRow) -> bool:
        """Write a row; False and nothing written when its id is there already."""
        if row.id in self._rows:
            return False
        self._put(replace(row, seq=len(self._rows) + 1))
        self._journal.append(self._of.setdefault(row.case_id, []), row.id)
        if isinstance(row.effect, Reply):
            self._journal.append(self._replies.setdefault(_lane(row), []), row.id)
            if is_automatic_reply(row.effect):
                written = (row.created_at, len(self._rows), row.id)
                self._journal.note(lambda: self._automatic.remove(written))
                insort(self._automatic, written)
        return True

    def get(self, row_id: str) -> OutboxRow | None:
        """Return a row, or None."""
        return self._rows.get(row_id)

    def next(
        self, now: datetime, lane: str, exclude: Iterable[str] = (), *, without_automatic: bool = False
    ) -> OutboxRow | None:
        """Return the row to be worked on next at `now` in `lane`; the port says which one that is."""
        barred = frozenset(exclude)

        def may(row: OutboxRow) -> bool:
            stale = row.send_by is not None and row.send_by < now
            shut = row.destination in barred and row.state is OutboxState.READY and not stale
            return row.next_try <= now and not shut and not (without_automatic and _is_paused(row))

        first = (row for row in self._first_in_line(lane, without_automatic) if may(row))
        return min(first, key=lambda row: (urgency(row.effect), row.seq), default=None)

    def next_try(self, lane: str) -> datetime | None:
        """Return the earliest `next_try` of the ready and unknown rows of a lane that wait behind no other one."""
        return min((row.next_try for row in self._first_in_line(lane)), default=None)

    def oldest_due(
        self, now: datetime, lane: str, *, without_automatic: bool = False, exclude: Collection[str] = ()
    ) -> Mapping[str, tuple[datetime, str]]:
        """Return since when the longest waiting row to each destination should have left, and its error."""
        since = [
            (row.created_at if row.attempts else row.next_try, row.seq, row.error, row.destination)
            for row in self._waiting(lane)
            if row.state in _PENDING and row.destination not in exclude and not (without_automatic and _is_paused(row))
        ]
        due = sorted((one for one in since if one[0] <= now), reverse=True)
        return {destination: (at, error) for at, _, error, destination in due}

    def hasten(self, lane: str, now: datetime) -> None:
        """Let the rows of a lane that were tried and put off be tried at `now` (UTC)."""
        for row in self._waiting(lane):
            if row.state in _PENDING and row.attempts and row.next_try > now:
                self._put(replace(row, next_try=now))

    def set_back(self, by: timedelta, now: datetime) -> None:
        """Let what is to be tried after `now` (UTC) be tried `by` earlier."""
        for lane in tuple(self._unfinished):
            for row in self._waiting(lane):
                if row.state in _PENDING and row.next_try > now:
                    self._put(replace(row, next_try=row.next_try - by))

    def aim_cards(self, destination: str) -> int:
        """Let the cards and their notes that have not left, or only perhaps, go to `destination`; return how many."""
        lane = destination.partition(":")[0]
        cards = [row for row in self._waiting(lane) if isinstance(row.effect, ShowCard | ThreadNote)]
        elsewhere = [row for row in cards if row.destination != destination]
        for row in elsewhere:
            self._put(replace(row, destination=destination))
        return len(elsewhere)

    def put_aside(self, row_id: str, reason: str) -> None:
        """Give up a row."""
        self._put(replace(self._rows[row_id], state=OutboxState.DEAD, error=reason))

    def save(self, row: OutboxRow) -> None:
        """Write a row as it is now; a row that became sent gets its receipt. Raises LookupError for an unknown id."""
        known = self._rows.get(row.id)
        if known is None:
            raise LookupError(f"there is no message {row.id} in the outbox")
        if (row.seq, row.case_id, row.created_at) != (known.seq, known.case_id, known.created_at):
            row = replace(row, seq=known.seq, case_id=known.case_id, created_at=known.created_at)
        self._put(row)
        if row.state is OutboxState.SENT and row.remote_id:
            self._journal.put(self._ours, (_lane(row), row.remote_id), known.case_id)

    def withdraw(self, case_id: str, keep: Collection[ResponseKind] = ()) -> int:
        """Mark ready and held words of the bot as withdrawn, but for the kinds in `keep`; return how many."""
        kept = ANSWERS.union(keep)
        still = (row for row in self.of(case_id) if row.state in _UNDECIDED)
        taken = [row for row in still if isinstance(row.effect, Reply) and row.effect.kind not in kept]
        for row in taken:
            self._put(replace(row, state=OutboxState.WITHDRAWN))
        return len(taken)

    def of(self, case_id: str) -> tuple[OutboxRow, ...]:
        """Return all rows of a case, oldest first."""
        return tuple(self._rows[one] for one in self._of.get(case_id, ()))

    def automatic_since(self, since: datetime) -> Mapping[ResponseKind, int]:
        """Return how many automatic replies written since then have left or may have left, by kind."""
        found: Counter[ResponseKind] = Counter()
        for _, _, row_id in self._automatic[bisect_left(self._automatic, (since, 0, "")) :]:
            row = self._rows[row_id]
            if isinstance(row.effect, Reply) and row.attempts and row.state in _LEFT:
                found[row.effect.kind] += 1
        return found

    def said_to(self, customer: Customer, since: datetime) -> tuple[OutboxRow, ...]:
        """Return the replies to a customer written since then that have left or may leave, oldest first."""
        found = [
            row
            for case in self._cases_of(customer)
            for row in self.of(case.id)
            if isinstance(row.effect, Reply) and row.state in _SAID and row.created_at >= since
        ]
        return tuple(sorted(found, key=lambda row: row.seq))

    def latest_replies(self, channel: Channel, limit: int) -> tuple[OutboxRow, ...]:
        """Return our newest replies on a channel that have left or may leave, newest first."""
        found: list[OutboxRow] = []
        for row in self._newest_replies(channel):
            if row.state in _SAID:
                found.append(row)
            if len(found) == limit:
                break
        return tuple(found)

    def interrupted(self) -> tuple[OutboxRow, ...]:
        """Return the rows in state sending."""
        found = [row for lane in self._unfinished for row in self._waiting(lane) if row.state is OutboxState.SENDING]
        return tuple(sorted(found, key=lambda row: row.seq))

    def is_ours(self, destination: str, remote_id: str) -> bool:
        """Tell whether there is a receipt with this remote id for a destination in this lane."""
        return bool(remote_id) and (destination.partition(":")[0], remote_id) in self._ours

    def case_of_card(self, remote_id: str) -> str:
        """Return the id of the case whose card has this remote id, "" where it is nobody's."""
        rows = self.of(self._ours.get(("slack", remote_id), "")) if remote_id else ()
        cards = (row for row in rows if row.remote_id == remote_id and isinstance(row.effect, ShowCard))
        return next((row.case_id for row in cards), "")

    def held(self, limit: int) -> tuple[OutboxRow, ...]:
        """Return the newest `limit` held rows, newest first."""
        return tuple(islice((row for row in reversed(self._rows.values()) if row.state is OutboxState.HELD), limit))

    def in_flight(self, channel: Channel) -> tuple[OutboxRow, ...]:
        """Return the replies on a channel that are sending or unknown."""
        unsure = (row for row in self._waiting(channel) if row.state in _LEFT)
        return tuple(sorted((row for row in unsure if isinstance(row.effect, Reply)), key=lambda row: row.seq))

    def count(self, state: OutboxState) -> int:
        """Return how many rows are in a state."""
        return sum(row.state is state for row in self._rows.values())

    def _put(self, row: OutboxRow) -> None:
        self._journal.put(self._rows, row.id, row)
        unfinished = self._unfinished.setdefault(_lane(row), {})
        if row.state not in _UNFINISHED:
            self._journal.drop(unfinished, row.id)
        elif row.id not in unfinished:
            self._journal.put(unfinished, row.id, row.seq)

    def _waiting(self, lane: str) -> list[OutboxRow]:
        """Return the rows of a lane that are ready, sending or unknown."""
        return [self._rows[one] for one in self._unfinished.get(lane, ())]

    def _newest_replies(self, lane: str) -> Iterator[OutboxRow]:
        return (self._rows[one] for one in reversed(self._replies.get(lane, [])))

    def _first_in_line(self, lane: str, without_automatic: bool = False) -> Iterator[OutboxRow]:
        """Yield the ready and unknown rows that wait behind no older one of the same case and destination."""
        unfinished = self._unfinished.get(lane)
        if not unfinished:
            return
        in_line: dict[tuple[str, str], datetime] = {}
        for row in sorted((self._rows[one] for one in unfinished), key=lambda row: row.seq):
            if without_automatic and _is_paused(row):
                continue
            line = (row.case_id, row.destination)
            holds_up = in_line.get(line)
            if row.state in _PENDING and (holds_up is None or holds_up > row.next_try):
                yield row
            # A digest that is planned for later must not hold back what belongs to no case either.
            since = _ALWAYS if row.case_id or row.attempts else row.next_try
            in_line[line] = since if holds_up is None else min(since, holds_up)


def _lane(row: OutboxRow) -> str:
    return row.destination.partition(":")[0]


def _is_paused(row: OutboxRow) -> bool:
    """Tell whether a row is a ready automatic reply, which a pause keeps back."""
    return row.state is OutboxState.READY and is_automatic_reply(row.effect)
