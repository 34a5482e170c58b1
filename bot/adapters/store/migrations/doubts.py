"""Step 14: whether an attempt with these words is in doubt, and since when the vendor says that it has them already."""

DOUBTS = """
ALTER TABLE outbox ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN repeated_at TEXT;
UPDATE outbox SET doubtful = 1 WHERE state IN ('sending', 'unknown');
"""
