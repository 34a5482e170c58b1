"""Step 13: the questions and answers that leads kept are sealed like all that customers write."""

# SQL cannot seal: the start that applies this step seals what is listed here and empties the list, see unlocking.py.
KEPT_ANSWERS = """
CREATE TABLE unsealed (tab TEXT NOT NULL, col TEXT NOT NULL, PRIMARY KEY (tab, col)) STRICT, WITHOUT ROWID;
INSERT INTO unsealed VALUES ('kept_answers', 'question'), ('kept_answers', 'answer');
"""
