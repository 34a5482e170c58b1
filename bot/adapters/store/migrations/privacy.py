"""Step 6: which keys have sealed what is kept, who asked to be forgotten, who looked at an address, our backups."""

# `key` is the name of a key, not the key. What stood here before is sealed after this step: see sealed_tables.py.
# SQL cannot look into a sealed effect: what it asks for stands in a column of its own.
PRIVACY = """
CREATE TABLE sealing (
    key TEXT PRIMARY KEY,
    seals INTEGER NOT NULL,
    swept INTEGER NOT NULL
) STRICT;

CREATE TABLE forgotten (hash TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    case_id TEXT NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (at);

CREATE TABLE backups (path TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN reply_kind TEXT NOT NULL DEFAULT '';
UPDATE outbox SET reply_kind = json_extract(effect, '$.kind') WHERE kind = 'Reply';

ALTER TABLE mentions ADD COLUMN blank INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mentions ADD COLUMN looked_at TEXT NOT NULL DEFAULT '';
CREATE INDEX mentions_looked_at ON mentions (channel, looked_at, at);
CREATE INDEX inbox_received ON inbox (received_at);
"""
