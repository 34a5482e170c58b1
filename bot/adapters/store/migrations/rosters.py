"""Step 8: who is where, and when whom a chain has last asked."""

# Nothing of a customer's is in it: the one row is what is known of the staff.
ROSTERS = """
CREATE TABLE roster (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;
CREATE TABLE asked (who TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
