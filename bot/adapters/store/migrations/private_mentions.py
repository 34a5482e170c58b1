"""Step 13: which mentions came in private; a sealed body cannot be asked."""

# Until now only direct messages at X could be told by their ids.
PRIVATE_MENTIONS = """
ALTER TABLE mentions ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
UPDATE mentions SET private = 1 WHERE channel = 'x' AND id LIKE 'dm:%';
"""
