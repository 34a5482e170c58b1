"""Removes what is too old. What still waits for somebody stays; the ids of mentions stay as long as their case.

So nothing that comes a second time is answered a second time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from dataclasses import replace

from bot.adapters.store.cases import BODY as CASE_BODY
from bot.adapters.store.mentions import BODY
from bot.adapters.store.rows import json_to_case, json_to_mention, mention_to_json
from bot.adapters.store.statements import Statements
from bot.domain.case import NEEDS_ANSWER, State
from bot.ports.store import ModelState

_OWED = "SELECT case_id FROM promises WHERE standing IN ('open', 'overdue')"
# Whether anybody waits in an open case stands in its sealed body only: ?2 lists those in which nobody does.
_CALM = "id IN (SELECT value FROM json_each(?2))"
_WAITING = ", ".join(f"'{state}'" for state in (*NEEDS_ANSWER, State.OPENING))
_BUSY = f"(SELECT id FROM cases WHERE state IN ({_WAITING}) AND NOT {_CALM} UNION {_OWED})"
_NOT_BUSY = f"(case_id IS NULL OR case_id NOT IN {_BUSY})"
_OF_CASE = ("mentions", "events", "timers", "labels", "lessons", "tickets", "human_answers", "watches", "presences")
_OF_TICKET = "external_id IN (SELECT external_id FROM tickets WHERE"
# Only a kept post is looked up. A database from before may have copies of posts that nobody looks up any more.
_UNWATCHED = (
    "SELECT case_id FROM mentions WHERE channel = 'x' GROUP BY case_id HAVING min(blank) = 1 AND min(private) = 0"
    " INTERSECT SELECT case_id FROM (SELECT case_id FROM labels UNION SELECT case_id FROM tickets WHERE body <> ''"
    " UNION SELECT case_id FROM kept_answers WHERE question <> '')"
)
# What was written by hand on our own account; that somebody answered stays with the case, for the figures.
_BY_HAND = f"SELECT seq FROM human_answers WHERE at < ?1 AND text <> '' AND {_NOT_BUSY}"
_ENTRIES_OF_NOTHING = "SELECT seq FROM ticket_entries WHERE external_id NOT IN (SELECT external_id FROM tickets)"
_OLD = {
    "mentions": f"SELECT seq FROM mentions WHERE blank = 0 AND at < ?1 AND {_NOT_BUSY}",
    "messages": "SELECT seq FROM outbox WHERE created_at < ?1 AND kind <> 'ShowCard'"
    f" AND state IN ('sent', 'withdrawn', 'dead', 'held') AND {_NOT_BUSY}",
    "events": f"SELECT seq FROM events WHERE at < ?1 AND {_NOT_BUSY}",
    "tickets": f"SELECT rowid FROM tickets WHERE opened_at < ?1 AND {_NOT_BUSY}",
    "inbox": "SELECT seq FROM inbox WHERE received_at < ?1 AND state <> 'pending'",
    "labels": "SELECT seq FROM labels WHERE at < ?1",
    "lessons": "SELECT seq FROM lessons WHERE at < ?1",
    "audit": "SELECT seq FROM audit WHERE at < ?1",
    "cases": f"SELECT seq FROM cases WHERE opened_at < ?1 AND id NOT IN {_BUSY}"
    " AND NOT EXISTS (SELECT 1 FROM mentions WHERE case_id = cases.id AND mentions.at >= ?1)"
    " AND NOT EXISTS (SELECT 1 FROM outbox WHERE case_id = cases.id AND state IN ('ready', 'sending', 'unknown'))",
}


def old(run: Statements, kind: str, before: str, *, remove: bool) -> int:
    """Return how much of a kind is older than `before`; with `remove` it goes."""
    values = (before, json.dumps(_calm(run))) if _CALM in _OLD[kind] else (before,)
    rows = [row for (row,) in run.all(_OLD[kind], values)]
    lost = run.all(_ENTRIES_OF_NOTHING) if kind == "tickets" else []
    by_hand = run.all(_BY_HAND, values) if kind == "messages" else []
    if remove:
        known = _customers(run) if kind == "cases" and rows else set()
        for row in rows:
            _remove(run, kind, row)
        if known:
            forget_names(run, "marks", known - _customers(run))
        if kind == "mentions":
            for (case_id,) in run.all(_UNWATCHED):
                _forget_words(run, case_id)
        if lost:
            remove_lost_entries(run)
        for row in by_hand:
            run.run("UPDATE human_answers SET text = '' WHERE seq = ?", row)
    return len(rows) + len(lost) + len(by_hand)


def remove_lost_entries(run: Statements) -> None:
    """Remove what was added to tickets that are gone: no case leads to it any more."""
    run.run(f"DELETE FROM ticket_entries WHERE seq IN ({_ENTRIES_OF_NOTHING})")


def forget_names(run: Statements, table: str, ids: Set[str]) -> None:
    """Remove the rows of `table` whose names hold one of these customers' ids."""
    for (name,) in run.all(f"SELECT name FROM {table}") if ids else ():
        if not ids.isdisjoint(re.split(r"[:/]", name)):
            run.run(f"DELETE FROM {table} WHERE name = ?", (name,))


def _customers(run: Statements) -> set[str]:
    """Return the ids of all customers of whom there is a case."""
    return {customer_id for (customer_id,) in run.all("SELECT DISTINCT customer_id FROM cases")}


def _calm(run: Statements) -> list[str]:
    """Return the cases that are open only by thanks, or by a question to which the customer has not answered."""
    found = run.all("SELECT body FROM cases WHERE state IN ('reopened', 'asked')")
    cases = (json_to_case(run.seal.open(CASE_BODY, body)) for (body,) in found)
    return [case.id for case in cases if not case.is_waited_for]


def blank(run: Statements, seq: int) -> None:
    """Take text, address on the web and names out of a mention; its id stays, so that a late copy is known."""
    found = run.one("SELECT body FROM mentions WHERE seq = ?", (seq,))
    if found is None:
        return
    mention = json_to_mention(run.seal.open(BODY, found[0]))
    bare = replace(mention, text="", url="", customer=replace(mention.customer, handle="", name=""))
    body = run.seal.close(BODY, mention_to_json(bare))
    run.run("UPDATE mentions SET body = ?, blank = 1 WHERE seq = ?", (body, seq))


def forget_copies(run: Statements, case_id: str) -> None:
    """Take out what was copied from the mentions of a case: what was learned, kept questions, texts of its tickets.

    A kept answer stays: nothing of the customer is in it. So does a ticket's number, and that an entry has arrived.
    """
    if _forget_words(run, case_id):
        forget_models(run)


def _forget_words(run: Statements, case_id: str) -> bool:
    """Take the copies out, but not what was learned from them; return whether anything was taught with them."""
    was_taught = run.run("DELETE FROM labels WHERE case_id = ?", (case_id,)) > 0
    _forget_questions(run, case_id)
    run.run("UPDATE tickets SET subject = '', body = '' WHERE case_id = ?", (case_id,))
    run.run(f"UPDATE ticket_entries SET text = '' WHERE {_OF_TICKET} case_id = ?)", (case_id,))
    return was_taught


def forget_models(run: Statements) -> None:
    """Empty all that was learned. Versions stay, so that a running bot notices, and so does what was taken back."""
    run.run(
        "UPDATE models SET content = x'', state = CASE state WHEN ? THEN state ELSE ? END",
        (ModelState.TAKEN_BACK, ModelState.FORGOTTEN),
    )


def _forget_questions(run: Statements, case_id: str) -> None:
    run.run("UPDATE kept_answers SET question = '' WHERE case_id = ?", (case_id,))


def empty_case(run: Statements, case_id: str, *, keep_card: bool) -> None:
    """Remove everything of a case but the case itself, and with `keep_card` where its card stands."""
    of_case = "(SELECT seq FROM mentions WHERE case_id = ?)"
    run.run(f"DELETE FROM mention_keys WHERE mention IN {of_case}", (case_id,))
    but = " AND kind <> 'ShowCard'" if keep_card else ""
    run.run(f"DELETE FROM receipts WHERE effect_id IN (SELECT id FROM outbox WHERE case_id = ?{but})", (case_id,))
    run.run(f"DELETE FROM outbox WHERE case_id = ?{but}", (case_id,))
    run.run(f"DELETE FROM ticket_entries WHERE {_OF_TICKET} case_id = ?)", (case_id,))
    _forget_questions(run, case_id)
    if keep_card:
        # Nothing of the customer is in them, and what was kept and broken is counted for the team.
        run.run("UPDATE promises SET standing = 'broken' WHERE case_id = ? AND standing = 'overdue'", (case_id,))
        run.run("UPDATE promises SET standing = 'ended' WHERE case_id = ? AND standing = 'open'", (case_id,))
    else:
        run.run("DELETE FROM promises WHERE case_id = ?", (case_id,))
    for table in _OF_CASE:
        run.run(f"DELETE FROM {table} WHERE case_id = ?", (case_id,))


def _remove(run: Statements, kind: str, row: int) -> None:
    match kind:
        case "mentions":
            blank(run, row)
            # Nobody looks any more whether its author has deleted it: what repeats it may not outlive it.
            for (case_id,) in run.all(
                "SELECT case_id FROM mentions WHERE seq = ? AND channel = 'x' AND private = 0", (row,)
            ):
                _forget_words(run, case_id)
        case "messages":
            run.run("DELETE FROM receipts WHERE effect_id IN (SELECT id FROM outbox WHERE seq = ?)", (row,))
            run.run("DELETE FROM outbox WHERE seq = ?", (row,))
        case "tickets":
            run.run(f"DELETE FROM ticket_entries WHERE {_OF_TICKET} rowid = ?)", (row,))
            run.run("DELETE FROM tickets WHERE rowid = ?", (row,))
        case "cases":
            for (case_id,) in run.all("SELECT id FROM cases WHERE seq = ?", (row,)):
                empty_case(run, str(case_id), keep_card=False)
                run.run("DELETE FROM cases WHERE seq = ?", (row,))
        case _:
            run.run(f"DELETE FROM {kind} WHERE rowid = ?", (row,))
