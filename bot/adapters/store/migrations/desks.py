"""Step 7: tickets that are looked at on the desk, and what was added to those of the local desk."""

DESKS = """
CREATE TABLE watches (
    case_id TEXT PRIMARY KEY REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT NOT NULL,
    since TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    is_over INTEGER NOT NULL,
    answered_at TEXT,
    failures INTEGER NOT NULL
) STRICT;
CREATE INDEX watches_due ON watches (due);

CREATE TABLE ticket_entries (
    seq INTEGER PRIMARY KEY,
    effect_id TEXT NOT NULL UNIQUE,
    external_id TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX ticket_entries_of_ticket ON ticket_entries (external_id, seq);
"""
