"""Step 8: who of the staff has a case open, and until when that is believed."""

PRESENCES = """
CREATE TABLE presences (
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    who TEXT NOT NULL,
    doing TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (case_id, who)
) STRICT;
CREATE INDEX presences_until ON presences (until);
"""
