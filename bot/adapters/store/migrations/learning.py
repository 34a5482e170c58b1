"""Step 2: what staff taught by what they did, and what was learned from it."""

LEARNING = """
CREATE TABLE labels (
    seq INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    lesson TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (case_id, lesson)
) STRICT;
CREATE INDEX labels_of_lesson ON labels (lesson, at);

CREATE TABLE models (
    seq INTEGER PRIMARY KEY,
    lesson TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    trained_at TEXT NOT NULL,
    n INTEGER NOT NULL,
    held_back INTEGER NOT NULL,
    score REAL NOT NULL,
    previous_score REAL NOT NULL,
    format TEXT NOT NULL,
    state TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (lesson, version)
) STRICT;
CREATE UNIQUE INDEX models_in_use ON models (lesson) WHERE state = 'in use';

CREATE INDEX events_by_name ON events (name, at);
"""
