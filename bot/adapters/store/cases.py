"""Cases and what happened to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.adapters.store.mentions import BODY as MENTION_BODY
from bot.adapters.store.rows import case_to_json, json_to_case, json_to_mention, storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements, marks_for, next_number
from bot.domain.case import NEEDS_ANSWER, Case, Channel, Customer, Mention, State
from bot.domain.errors import Conflict
from bot.ports.store import EventRow

_OPEN = tuple(str(state) for state in State if state not in (State.NEW, State.RESOLVED, State.DISMISSED, State.STOPPED))
BODY, _DETAIL = "cases.body", "events.detail"
_OF_CUSTOMER = "SELECT body FROM cases WHERE channel = ? AND customer_id = ?"


class SqliteCases:
    """Implements `bot.ports.store.Cases`; the newest case is the one that was written first last."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def new_id(self) -> str:
        """Return the next id, like "C-12"; never given twice."""
        return f"C-{next_number(self._run, 'case')}"

    def get(self, case_id: str) -> Case | None:
        """Return a case, or None."""
        return self._read(self._run.one("SELECT body FROM cases WHERE id = ?", (case_id,)))

    def save(self, case: Case) -> Case:
        """Write the case if its version is still the one that was read; raise Conflict otherwise."""
        after = replace(case, version=case.version + 1)
        values = (
            *(after.version, after.channel, storable(after.customer.id), storable(after.conversation), after.state),
            *(int(after.asked), time_to_text(after.opened_at), self._run.seal.close(BODY, case_to_json(after))),
        )
        if case.version == 0:
            touched = self._run.run(
                "INSERT INTO cases (version, channel, customer_id, conversation, state, asked, opened_at, body, id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (*values, case.id),
            )
        else:
            touched = self._run.run(
                "UPDATE cases SET version = ?, channel = ?, customer_id = ?, conversation = ?, state = ?, asked = ?,"
                " opened_at = ?, body = ? WHERE id = ? AND version = ?",
                (*values, case.id, case.version),
            )
        if touched != 1:
            raise Conflict(f"The case {case.id} was changed by somebody else after version {case.version} was read.")
        return after

    def of(self, mention: Mention, besides: Collection[str] = ()) -> Case | None:
        """Return the case to which a mention belongs; see the port for the order in which it is looked for."""
        customer = (mention.channel, storable(mention.customer.id))

        def newest(condition: str, *values: str) -> Case | None:
            others = f" AND id NOT IN ({marks_for(besides)})" if besides else ""
            sql = f"{_OF_CUSTOMER} AND {condition}{others} ORDER BY seq DESC LIMIT 1"
            return self._read(self._run.one(sql, (*customer, *values, *besides)))

        same = newest("conversation = ?", storable(mention.conversation))
        if not mention.private:
            return same
        return (
            newest("state = ?", State.ASKED)
            or (same if same and same.is_open else None)
            or newest(f"state IN ({marks_for(_OPEN)})", *_OPEN)
            or newest("asked = 1")
            or same
        )

    def of_customer(self, customer: Customer, limit: int = 20) -> tuple[Case, ...]:
        """Return the cases of a customer, newest first."""
        sql = "SELECT id FROM cases WHERE channel = ? AND customer_id = ? ORDER BY seq DESC LIMIT ?"
        ids = self._run.all(sql, (customer.channel, storable(customer.id), limit))
        return tuple(case for (case_id,) in ids if (case := self.get(case_id)))

    def last_of(self, customer: Customer) -> Case | None:
        """Return the newest case of a customer, or None."""
        sql = f"{_OF_CUSTOMER} ORDER BY seq DESC LIMIT 1"
        return self._read(self._run.one(sql, (customer.channel, storable(customer.id))))

    def of_post(
        self, channel: Channel, conversation: str, to: str, customer_id: str = "", *, private: bool = False
    ) -> Case | None:
        """Return the case that a post of our own side answers; see the port for the order in which it is looked for."""
        return (
            (self._holding(channel, to) or self._answered_by_ours(channel, to) if to else None)
            or (self._in_private((channel, customer_id), conversation) if private and customer_id else None)
            or (
                self._newest_in(channel, customer_id, conversation)
                if customer_id
                else self._only_one_in(channel, conversation)
            )
        )

    def list(self, states: Iterable[State] | None = None, limit: int = 200) -> tuple[Case, ...]:
        """Return cases in these states (all by default), newest first."""
        if states is None:
            rows = self._run.all("SELECT body FROM cases ORDER BY seq DESC LIMIT ?", (limit,))
        else:
            wanted = tuple(states)
            rows = self._run.all(
                f"SELECT body FROM cases WHERE state IN ({marks_for(wanted)}) ORDER BY seq DESC LIMIT ?",
                (*wanted, limit),
            )
        return tuple(json_to_case(self._run.seal.open(BODY, body)) for (body,) in rows)

    def record(self, row: EventRow) -> None:
        """Write down that something happened."""
        detail = self._run.seal.close(_DETAIL, storable(row.detail))
        self._run.run(
            "INSERT INTO events (case_id, at, name, who, detail) VALUES (?, ?, ?, ?, ?)",
            (row.case_id, time_to_text(row.at), row.name, storable(row.who), detail),
        )

    def events(self, case_id: str) -> tuple[EventRow, ...]:
        """Return what happened to a case, oldest first."""
        rows = self._run.all(
            "SELECT case_id, at, name, who, detail FROM events WHERE case_id = ? ORDER BY at, seq", (case_id,)
        )
        return tuple(map(self._event, rows))

    def changes(self, after: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """Return to which cases the next `limit` events after number `after` happened, and the last one's number."""
        rows = self._run.all("SELECT seq, case_id FROM events WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
        return (rows[-1][0] if rows else after), tuple(dict.fromkeys(case_id for _, case_id in rows))

    def happened(self, names: Collection[str], since: datetime) -> tuple[EventRow, ...]:
        """Return everything called so that happened to any case since then, oldest first."""
        rows = self._run.all(
            f"SELECT case_id, at, name, who, detail FROM events WHERE name IN ({marks_for(names)}) AND at >= ?"
            " ORDER BY at, seq",
            (*names, time_to_text(since)),
        )
        return tuple(map(self._event, rows))

    def _newest_in(self, channel: Channel, customer_id: str, conversation: str) -> Case | None:
        sql = f"{_OF_CUSTOMER} AND conversation = ? ORDER BY seq DESC LIMIT 1"
        return self._read(self._run.one(sql, (channel, customer_id, conversation)))

    def _in_private(self, customer: tuple[Channel, str], conversation: str) -> Case | None:
        spoken_of = self._last_spoken_of(customer, conversation)
        if spoken_of and spoken_of.is_open:
            return spoken_of
        sql = f"{_OF_CUSTOMER} AND state IN ({marks_for(NEEDS_ANSWER)}) LIMIT 2"
        waiting = self._run.all(sql, (*customer, *NEEDS_ANSWER))
        return self._read(waiting[0]) if len(waiting) == 1 else spoken_of

    def _last_spoken_of(self, customer: tuple[Channel, str], conversation: str) -> Case | None:
        """Return the case that holds the customer's newest mention in a private conversation."""
        rows = self._run.all(
            "SELECT cases.body, mentions.body FROM cases JOIN mentions ON mentions.case_id = cases.id"
            " WHERE cases.channel = ? AND cases.customer_id = ? AND mentions.private = 1"
            " ORDER BY mentions.at DESC, mentions.seq DESC",
            customer,
        )
        for case, mention in rows:
            if json_to_mention(self._run.seal.open(MENTION_BODY, mention)).conversation == conversation:
                return self._read((case,))
        return None

    def _holding(self, channel: Channel, mention_id: str) -> Case | None:
        sql = (
            "SELECT cases.body FROM mention_keys JOIN mentions ON mentions.seq = mention_keys.mention"
            " JOIN cases ON cases.id = mentions.case_id WHERE mention_keys.channel = ? AND mention_keys.id = ?"
        )
        return self._read(self._run.one(sql, (channel, mention_id)))

    def _answered_by_ours(self, channel: Channel, remote_id: str) -> Case | None:
        sql = (
            "SELECT cases.body FROM receipts JOIN outbox ON outbox.id = receipts.effect_id"
            " JOIN cases ON cases.id = outbox.case_id"
            " WHERE receipts.lane = ? AND receipts.remote_id = ? ORDER BY cases.seq DESC LIMIT 1"
        )
        return self._read(self._run.one(sql, (channel, remote_id)))

    def _only_one_in(self, channel: Channel, conversation: str) -> Case | None:
        sql = "SELECT body FROM cases WHERE channel = ? AND conversation = ? LIMIT 2"
        rows = self._run.all(sql, (channel, conversation))
        return self._read(rows[0]) if len(rows) == 1 else None

    def _read(self, row: Row | None) -> Case | None:
        return None if row is None else json_to_case(self._run.seal.open(BODY, row[0]))

    def _event(self, row: Row) -> EventRow:
        case_id, at, name, who, detail = row
        return EventRow(case_id, text_to_time(at), name, who, self._run.seal.open(_DETAIL, detail))
