"""Personal data across all tables: finding, emptying, and knowing again who asked to be forgotten."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from bot.adapters.store import retention
from bot.adapters.store.marks import SqliteMarks
from bot.adapters.store.mentions import BODY
from bot.adapters.store.rows import json_to_case, json_to_mention, storable, text_to_time, time_to_text
from bot.adapters.store.scrubbing import scrubbed
from bot.adapters.store.sealed_tables import SEALED
from bot.adapters.store.statements import Statements, marks_for
from bot.domain.case import Case, Channel, Mention
from bot.domain.person import Person
from bot.ports.store.privacy import AuditRow

PEPPER = "pepper"
"""The mark that makes the hashes ours; sealed like every mark, so that a stolen file cannot be asked for a name."""
GONE = "[forgotten]"
REFUSED = "audit.refused"
"""Where a refusal stands: it may tell of what was refused."""
_OF_CASE = ("mentions", "outbox", "events", "labels", "lessons", "tickets")


class SqlitePrivacy:
    """Implements `bot.ports.store.Privacy`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def cases_of(self, person: Person, address_in: Callable[[str], str] = lambda _: "") -> tuple[str, ...]:
        """Return the ids of all cases of a person, oldest first."""
        cases = [self._case(body) for (body,) in self._run.all("SELECT body FROM cases ORDER BY seq")]
        if person.channel is None:
            address = person.name.casefold()
            host = address.partition("@")[2].partition(".")[0]
            theirs = {_owner(case) for case in cases if case.email.casefold() == address}
            for (body,) in self._run.all("SELECT body FROM mentions WHERE blank = 0"):
                mention = self._mention(body)
                # Whoever spells it out, "anna at example dot com", names the host all the same.
                if host in mention.text.casefold() and address_in(mention.text).casefold() == address:
                    theirs.add((mention.channel, mention.customer.id))
        else:
            theirs = {_owner(case) for case in cases if person.is_customer(case.customer)}
        return tuple(case.id for case in cases if _owner(case) in theirs)

    def count(self, case_ids: Collection[str]) -> Mapping[str, int]:
        """Return how much is kept of these cases, by kind."""
        counted = {"cases": len(case_ids)}
        for table in _OF_CASE:
            sql = f"SELECT count(*) FROM {table} WHERE case_id IN ({marks_for(case_ids)})"
            row = self._run.one(sql, (*case_ids,))
            counted[table] = int(row[0]) if row else 0
        return counted

    def is_on_the_way(self, case_ids: Collection[str]) -> bool:
        """Tell whether a message of one of these cases is being sent at this moment."""
        sql = f"SELECT 1 FROM outbox WHERE state = 'sending' AND case_id IN ({marks_for(case_ids)}) LIMIT 1"
        return self._run.one(sql, (*case_ids,)) is not None

    def empty(self, case_ids: Collection[str]) -> None:
        """Remove everything of these cases but the cases themselves and where their cards stand."""
        for case_id in case_ids:
            if self._run.one("SELECT 1 FROM labels WHERE case_id = ? LIMIT 1", (case_id,)):
                retention.forget_models(self._run)
            retention.empty_case(self._run, case_id, keep_card=True)
        retention.remove_lost_entries(self._run)

    def forget_ids(self, channel: Channel, customer_id: str) -> None:
        """Remove the marks, budgets and opt-outs whose names hold this customer's id."""
        for table in ("marks", "budgets"):
            retention.forget_names(self._run, table, {customer_id})
        self._run.run("DELETE FROM opted_out WHERE channel = ? AND customer_id = ?", (channel, customer_id))

    def scrub(self, patterns: Collection[str], is_theirs: Callable[[str], bool] | None = None) -> int:
        """Write "[forgotten]" over everything that matches; an envelope that is theirs is removed."""
        if not patterns:
            return 0
        wanted, changed = re.compile("|".join(patterns), re.IGNORECASE), 0
        for table, columns in SEALED.items():
            for column in columns:
                place = f"{table}.{column}"
                for row, value in self._run.all(f"SELECT rowid, {column} FROM {table} WHERE length({column}) > 0"):
                    if isinstance(value, bytes):
                        continue
                    text = self._run.seal.open(place, value)
                    if (clean := scrubbed(text, wanted, GONE)) == text:
                        continue
                    changed += 1
                    if place == "inbox.body" and is_theirs and is_theirs(text):
                        self._run.run("UPDATE inbox SET state = 'done', body = '', reason = '' WHERE seq = ?", (row,))
                        continue
                    closed = self._run.seal.close(place, clean)
                    self._run.run(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (closed, row))
        return changed

    def remember_forgotten(self, name: str, at: datetime) -> None:
        """Remember, as a keyed hash only, that this name was forgotten."""
        marks = SqliteMarks(self._run)
        if not marks.get(PEPPER):
            marks.set(PEPPER, secrets.token_hex(32))
        sql = "INSERT INTO forgotten (hash, at) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"
        self._run.run(sql, (self._hash(name), time_to_text(at)))

    def is_forgotten(self, name: str) -> bool:
        """Tell whether this name was forgotten."""
        found = self._run.one("SELECT 1 FROM forgotten LIMIT 1")
        return found is not None and bool(self._run.one("SELECT 1 FROM forgotten WHERE hash = ?", (self._hash(name),)))

    def old(self, kind: str, before: datetime, *, remove: bool) -> int:
        """Return how much of a kind came before `before`; with `remove` it goes."""
        return retention.old(self._run, kind, time_to_text(before), remove=remove)

    def to_look_up(self, channel: Channel, before: datetime, limit: int) -> tuple[Mention, ...]:
        """Return public mentions that still have a text and were not looked up since `before`, oldest look first."""
        rows = self._run.all(
            "SELECT body FROM mentions WHERE channel = ? AND looked_at < ? AND at < ? AND blank = 0 AND private = 0"
            " ORDER BY looked_at, at LIMIT ?",
            (channel, time_to_text(before), time_to_text(before), limit),
        )
        return tuple(self._mention(body) for (body,) in rows)

    def looked_up(self, mention: Mention, at: datetime, *, gone: bool) -> str:
        """Remember that a mention was looked up; one that is gone loses its text here, and every copy of it."""
        key = (mention.channel, storable(mention.id))
        row = self._run.one("SELECT seq, case_id FROM mentions WHERE channel = ? AND id = ?", key)
        if row is None:
            return ""
        seq, case_id = row
        self._run.run("UPDATE mentions SET looked_at = ? WHERE seq = ?", (time_to_text(at), seq))
        if gone:
            retention.blank(self._run, seq)
            self.forget_copies(case_id)
        return str(case_id)

    def forget_copies(self, case_id: str) -> None:
        """Take out what was copied from the mentions of a case; kept answers and the numbers of tickets stay."""
        retention.forget_copies(self._run, case_id)

    def write_audit(self, row: AuditRow) -> None:
        """Write down who did what."""
        sql = "INSERT INTO audit (at, who, what, case_id, refused) VALUES (?, ?, ?, ?, ?)"
        refused = self._run.seal.close(REFUSED, storable(row.refused))
        self._run.run(sql, (time_to_text(row.at), storable(row.who), storable(row.what), row.case_id, refused))

    def audit(self) -> tuple[AuditRow, ...]:
        """Return all of it, oldest first."""
        rows = self._run.all("SELECT at, who, what, case_id, refused FROM audit ORDER BY seq")
        opened = self._run.seal.open
        return tuple(
            AuditRow(text_to_time(at), who, what, case_id, opened(REFUSED, refused))
            for at, who, what, case_id, refused in rows
        )

    def add_backup(self, path: Path, at: datetime) -> None:
        """Remember where a backup was written."""
        sql = "INSERT INTO backups (path, at) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET at = excluded.at"
        self._run.run(sql, (str(path), time_to_text(at)))

    def drop_backup(self, path: Path) -> None:
        """Take that back."""
        self._run.run("DELETE FROM backups WHERE path = ?", (str(path),))

    def backups(self) -> tuple[Path, ...]:
        """Return where backups were written."""
        return tuple(Path(path) for (path,) in self._run.all("SELECT path FROM backups ORDER BY path"))

    def _hash(self, name: str) -> str:
        pepper = SqliteMarks(self._run).get(PEPPER)
        return hmac.new(pepper.encode("ascii"), storable(name).encode("utf-8"), hashlib.sha256).hexdigest()

    def _case(self, body: str) -> Case:
        return json_to_case(self._run.seal.open("cases.body", body))

    def _mention(self, body: str) -> Mention:
        return json_to_mention(self._run.seal.open(BODY, body))


def _owner(case: Case) -> tuple[Channel, str]:
    return case.channel, case.customer.id
