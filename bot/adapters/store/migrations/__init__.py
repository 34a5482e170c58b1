"""The tables, as steps that are applied once and in order. A released step is never changed: a new one follows it.

Times are ISO 8601 in UTC with microseconds, all of the same width, so that the order of the text is the order of time.
Foreign keys are checked at the commit, so that a transaction may write in any order. `body` and `effect` hold JSON of
the dataclass; what a query asks for stands in columns beside it. One file holds the statements of one step.
From step 6 on they are sealed (`sealed_tables.py`): a later step cannot look into them with SQL.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from bot.adapters.store.migrations.answers import ANSWERS
from bot.adapters.store.migrations.budgets import BUDGETS
from bot.adapters.store.migrations.deeds import DEEDS
from bot.adapters.store.migrations.desks import DESKS
from bot.adapters.store.migrations.doubts import DOUBTS
from bot.adapters.store.migrations.first_tables import FIRST_TABLES
from bot.adapters.store.migrations.kept_answers import KEPT_ANSWERS
from bot.adapters.store.migrations.learning import LEARNING
from bot.adapters.store.migrations.lessons import LESSONS
from bot.adapters.store.migrations.presences import PRESENCES
from bot.adapters.store.migrations.privacy import PRIVACY
from bot.adapters.store.migrations.private_mentions import PRIVATE_MENTIONS
from bot.adapters.store.migrations.promises import PROMISES
from bot.adapters.store.migrations.rosters import ROSTERS

STEPS = {
    "0001_first_tables": FIRST_TABLES,
    "0002_learning": LEARNING,
    "0003_answers": ANSWERS,
    "0004_budgets": BUDGETS,
    "0006_privacy": PRIVACY,
    "0007_desks": DESKS,
    "0008_presences": PRESENCES,
    "0009_rosters": ROSTERS,
    "0010_lessons": LESSONS,
    "0011_promises": PROMISES,
    "0012_deeds": DEEDS,
    "0013_private_mentions": PRIVATE_MENTIONS,
    "0014_doubts": DOUBTS,
    "0015_kept_answers": KEPT_ANSWERS,
}
"""The statements of every step by its name, in the order in which they are applied."""

KNOWN_STEPS = frozenset(STEPS)
MIGRATIONS = Migrations("triage-bot")


def _add(name: str, statements: str) -> None:
    @MIGRATIONS(name=name)
    def step(db: Database) -> None:
        db.executescript(statements)


for _name, _statements in STEPS.items():
    _add(_name, _statements)
