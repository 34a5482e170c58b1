"""Cases and what happened to them, as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.adapters.store.rows import storable
from bot.domain.case import Case, Channel, Customer, Mention, State
from bot.domain.errors import Conflict
from bot.ports.store import EventRow
from bot.replay.memory.journal import Journal
from bot.replay.memory.mentions import MemoryMentions

_CLOSED = frozenset({State.NEW, State.RESOLVED, State.DISMISSED, State.STOPPED})


class MemoryCases:
    """Implements `bot.ports.store.Cases`. `ours` gives the case of a message of ours by its channel and remote id."""

    def __init__(self, journal: Journal, mentions: MemoryMentions, ours: dict[tuple[str, str], str]) -> None:
        self._journal = journal
        self._mentions = mentions
        self._ours = ours
        self._cases: dict[str, Case] = {}
        self._given: dict[str, int] = {}
        self._of_customer: dict[tuple[Channel, str], list[str]] = {}
        self._in_conversation: dict[tuple[Channel, str], list[str]] = {}
        self._events: dict[str, list[EventRow]] = {}
        self._touched: list[str] = []

    def new_id(self) -> str:
        """Return the next id, like "C-12"; never given twice."""
        self._journal.put(self._given, "case", self._given.get("case", 0) + 1)
        return f"C-{self._given['case']}"

    def get(self, case_id: str) -> Case | None:
        """Return a case, or None."""
        return self._cases.get(case_id)

    def save(self, case: Case) -> Case:
        """Write the case if its version is still the one that was read; raise Conflict otherwise."""
        known = self._cases.get(case.id)
        if (known.version if known else 0) != case.version:
            raise Conflict(f"The case {case.id} was changed by somebody else after version {case.version} was read.")
        after = replace(case, version=case.version + 1)
        if known is None:
            after = replace(after, customer=_storable(after.customer))
            for index, key in (
                (self._of_customer, after.customer.id),
                (self._in_conversation, after.conversation),
            ):
                self._journal.append(index.setdefault((after.channel, key), []), after.id)
        self._journal.put(self._cases, after.id, after)
        return after

    def of(self, mention: Mention, besides: Collection[str] = ()) -> Case | None:
        """Return the case to which a mention belongs; see the port for the order in which it is looked for."""
        ids = self._of_customer.get((mention.channel, mention.customer.id), ())
        theirs = tuple(case for case in self._newest(ids) if case.id not in besides)
        same = next((case for case in theirs if case.conversation == mention.conversation), None)
        if not mention.private:
            return same
        return (
            next((case for case in theirs if case.state is State.ASKED), None)
            or (same if same and same.is_open else None)
            or next((case for case in theirs if case.state not in _CLOSED), None)
            or next((case for case in theirs if case.asked), None)
            or same
        )

    def of_customer(self, customer: Customer, limit: int = 20) -> tuple[Case, ...]:
        """Return the cases of a customer, newest first."""
        return self._newest(self._of_customer.get((customer.channel, customer.id), ()))[:limit]

    def last_of(self, customer: Customer) -> Case | None:
        """Return the newest case of a customer, or None."""
        ids = self._of_customer.get((customer.channel, customer.id))
        return self._cases[ids[-1]] if ids else None

    def of_post(
        self, channel: Channel, conversation: str, to: str, customer_id: str = "", *, private: bool = False
    ) -> Case | None:
        """Return the case that a post of our own side answers; see the port for the order in which it is looked for."""
        if to and (holding := self._mentions.case_of(channel, to) or self._ours.get((channel, to), "")):
            return self._cases[holding]
        if private and customer_id and (theirs := self._in_private((channel, customer_id), conversation)):
            return theirs
        here = self._newest(self._in_conversation.get((channel, conversation), ()))
        if customer_id:
            return next((case for case in here if case.customer.id == customer_id), None)
        return here[0] if len(here) == 1 else None

    def list(self, states: Iterable[State] | None = None, limit: int = 200) -> tuple[Case, ...]:
        """Return cases in these states (all by default), newest first."""
        wanted = None if states is None else frozenset(states)
        newest = (case for case in reversed(self._cases.values()) if wanted is None or case.state in wanted)
        return tuple(islice(newest, limit))

    def record(self, row: EventRow) -> None:
        """Write down that something happened."""
        self._journal.append(self._events.setdefault(row.case_id, []), row)
        self._journal.append(self._touched, row.case_id)

    def events(self, case_id: str) -> tuple[EventRow, ...]:
        """Return what happened to a case, oldest first."""
        return tuple(sorted(self._events.get(case_id, ()), key=lambda row: row.at))

    def changes(self, after: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """Return to which cases the next `limit` events after number `after` happened, and the last one's number."""
        found = self._touched[after : after + limit]
        return after + len(found), tuple(dict.fromkeys(found))

    def happened(self, names: Collection[str], since: datetime) -> tuple[EventRow, ...]:
        """Return everything called so that happened to any case since then, oldest first."""
        found = (row for rows in self._events.values() for row in rows if row.name in names and row.at >= since)
        return tuple(sorted(found, key=lambda row: row.at))

    def _in_private(self, customer: tuple[Channel, str], conversation: str) -> Case | None:
        cases = self._newest(self._of_customer.get(customer, ()))
        here = [
            (mention.at, case)
            for case in reversed(cases)
            for mention in self._mentions.of(case.id)
            if mention.private and mention.conversation == conversation
        ]
        newest = max((at for at, _ in here), default=None)
        spoken_of = next((case for at, case in reversed(here) if at == newest), None)
        if spoken_of and spoken_of.is_open:
            return spoken_of
        waiting = [case for case in cases if case.needs_answer]
        return waiting[0] if len(waiting) == 1 else spoken_of

    def _newest(self, ids: Collection[str]) -> tuple[Case, ...]:
        return tuple(self._cases[one] for one in reversed(tuple(ids)))


def _storable(customer: Customer) -> Customer:
    if (customer.id + customer.handle + customer.name).isascii():
        return customer
    return replace(customer, id=storable(customer.id), handle=storable(customer.handle), name=storable(customer.name))
