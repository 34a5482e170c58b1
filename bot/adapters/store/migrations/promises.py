"""Step 11: what customers were promised, by whom and for when, and what became of it. No words of anybody."""

PROMISES = """
CREATE TABLE promises (
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    team TEXT NOT NULL,
    owner TEXT NOT NULL,
    made TEXT NOT NULL,
    due TEXT NOT NULL,
    found INTEGER NOT NULL,
    standing TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT;
CREATE INDEX promises_owed ON promises (due) WHERE standing IN ('open', 'overdue');
CREATE INDEX promises_settled ON promises (at);
"""
