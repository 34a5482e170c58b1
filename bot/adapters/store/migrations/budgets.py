"""Step 4: what is left of each rate limit, what X has cost, and which message goes first when not all may leave."""

# The WHERE of a partial index stands word for word in the queries that use it: see outbox.py.
# The figures are those of bot/domain/urgency.py at the time of this step; they matter for what was waiting then.
BUDGETS = """
CREATE TABLE budgets (
    name TEXT PRIMARY KEY,
    left INTEGER NOT NULL,
    until TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE costs (
    month TEXT NOT NULL,
    item TEXT NOT NULL,
    times INTEGER NOT NULL,
    micros INTEGER NOT NULL,
    PRIMARY KEY (month, item)
) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN urgency INTEGER NOT NULL DEFAULT 3;
UPDATE outbox SET urgency = CASE
    WHEN json_extract(effect, '$.kind')
        IN ('hold', 'clarify_link', 'clarify_details', 'out_of_hours', 'address_public') THEN 1
    WHEN json_extract(effect, '$.by') <> '' THEN 0
    WHEN json_extract(effect, '$.kind') IN ('ask_email', 'ask_email_private', 'address_unreadable') THEN 2
    ELSE 3 END
    WHERE kind = 'Reply' AND state IN ('ready', 'unknown', 'held');
DROP INDEX outbox_pending;
CREATE INDEX outbox_pending ON outbox (lane, urgency, seq) WHERE state IN ('ready', 'unknown');
"""
