"""Step 12: what a teammate did is noted beside the envelope that brought it, until it takes effect or is refused."""

# A deed becomes a row of the audit trail in the very transaction that marks its envelope as done.
DEEDS = """
CREATE TABLE deeds (
    envelope INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    case_id TEXT NOT NULL
) STRICT;

ALTER TABLE audit ADD COLUMN refused TEXT NOT NULL DEFAULT '';
"""
