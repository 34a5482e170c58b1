"""The step of the budgets on a database that is in use: what waits there goes in the right order afterwards."""

from __future__ import annotations

import sqlite3

from bot.adapters.store.migrations.budgets import BUDGETS
from bot.adapters.store.migrations.first_tables import FIRST_TABLES

WAITING = (
    ("card", "ShowCard", "{}"),
    ("ticket", "Reply", '{"kind": "ticket_opened", "by": ""}'),
    ("ask", "Reply", '{"kind": "ask_email", "by": ""}'),
    ("hold", "Reply", '{"kind": "hold", "by": "Grace"}'),
    ("click", "Reply", '{"kind": "suggestion", "by": "Ada"}'),
)


def test_what_was_waiting_gets_its_urgency() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(FIRST_TABLES)
    for row_id, kind, effect in WAITING:
        db.execute(
            "INSERT INTO outbox (id, destination, lane, state, kind, automatic_reply, effect, next_try, created_at,"
            " attempts, wording, error, remote_id) VALUES (?, 'x:public', 'x', 'ready', ?, 1, ?, '', '', 0, 0, '', '')",
            (row_id, kind, effect),
        )
    db.executescript(BUDGETS)
    found = db.execute("SELECT id FROM outbox ORDER BY urgency, seq").fetchall()
    db.close()
    assert ["click", "hold", "ask", "card", "ticket"] == [row[0] for row in found]
