"""Step 3: what humans answered, and the answers that leads kept."""

# The question of an answer is not copied: it is the mention's, and gone with it.
ANSWERS = """
CREATE TABLE human_answers (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    channel TEXT NOT NULL,
    mention_id TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    name TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 0),
    topic TEXT NOT NULL,
    language TEXT NOT NULL,
    heated INTEGER NOT NULL,
    private INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX human_answers_of_case ON human_answers (case_id, seq);
CREATE INDEX human_answers_sent ON human_answers (seq) WHERE rank > 0;

CREATE TABLE kept_answers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    channel TEXT NOT NULL,
    response TEXT NOT NULL,
    kept_by TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;
CREATE INDEX kept_answers_of_case ON kept_answers (case_id);
"""
