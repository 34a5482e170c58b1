"""Step 1: everything that the main loop remembers."""

# The WHERE of a partial index stands word for word in the queries that use it: see outbox.py and inbox.py.
FIRST_TABLES = """
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

CREATE TABLE cases (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version > 0),
    channel TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    state TEXT NOT NULL,
    asked INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX cases_of_customer ON cases (channel, customer_id, conversation);
CREATE INDEX cases_of_conversation ON cases (channel, conversation);
CREATE INDEX cases_in_state ON cases (state);

CREATE TABLE mentions (
    seq INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (channel, id)
) STRICT;
CREATE INDEX mentions_of_case ON mentions (case_id, at);

CREATE TABLE mention_keys (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    mention INTEGER NOT NULL REFERENCES mentions (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (channel, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_keys_of_mention ON mention_keys (mention);

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    who TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_case ON events (case_id, at);

CREATE TABLE timers (
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    timer TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (case_id, timer)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due);

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    case_id TEXT REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    destination TEXT NOT NULL,
    lane TEXT NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    automatic_reply INTEGER NOT NULL,
    effect TEXT NOT NULL,
    next_try TEXT NOT NULL,
    created_at TEXT NOT NULL,
    send_by TEXT,
    attempts INTEGER NOT NULL,
    wording INTEGER NOT NULL,
    error TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    sent_at TEXT
) STRICT;
CREATE INDEX outbox_pending ON outbox (lane, seq) WHERE state IN ('ready', 'unknown');
CREATE INDEX outbox_next_try ON outbox (lane, next_try) WHERE state IN ('ready', 'unknown');
CREATE INDEX outbox_order ON outbox (case_id, destination, seq) WHERE state IN ('ready', 'sending', 'unknown');
CREATE INDEX outbox_in_state ON outbox (state, seq);
CREATE INDEX outbox_replies ON outbox (lane, seq) WHERE kind = 'Reply';
CREATE INDEX outbox_automatic ON outbox (created_at) WHERE automatic_reply = 1;
CREATE INDEX outbox_of_case ON outbox (case_id, seq);

CREATE TABLE receipts (
    effect_id TEXT PRIMARY KEY REFERENCES outbox (id) DEFERRABLE INITIALLY DEFERRED,
    destination TEXT NOT NULL,
    lane TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX receipts_of_remote ON receipts (lane, remote_id);

CREATE TABLE tickets (
    external_id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    email TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    opened_at TEXT NOT NULL
) STRICT;

CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'pending',
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (source, key)
) STRICT;
CREATE INDEX inbox_pending ON inbox (seq) WHERE state = 'pending';

CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE opted_out (
    channel TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (channel, customer_id)
) STRICT, WITHOUT ROWID;
"""
