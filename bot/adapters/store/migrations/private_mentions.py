"""Step 13: which mentions came in private; a sealed body cannot be asked."""

# Until now only direct messages at X could be told by their ids.
PRIVATE_MENTIONS = """
ALTER TABLE mentions ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
UPDATE mentions SET private = 1 WHERE channel = 'x' AND id LIKE 'dm:%';

-- Only these are ever looked up: the others would stand before them for ever, with a look that never comes.
DROP INDEX mentions_looked_at;
CREATE INDEX mentions_to_look_up ON mentions (channel, looked_at, at) WHERE blank = 0 AND private = 0;
"""
