"""Step 10: what teammates learned from answers."""

# The question of a lesson is not copied: it is the mention's, and gone with it.
LESSONS = """
CREATE TABLE lessons (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    channel TEXT NOT NULL,
    who TEXT NOT NULL,
    taught_by TEXT NOT NULL,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    mention_id TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX lessons_of_teammate ON lessons (who, seq);
CREATE INDEX lessons_of_case ON lessons (case_id);
CREATE INDEX lessons_by_age ON lessons (at);
CREATE INDEX human_answers_of_teammate ON human_answers (who);
"""
