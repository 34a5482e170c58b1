"""What is owed to the people whose data is kept: finding it, forgetting it, keeping it no longer than needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.case import Channel, Mention
from bot.domain.person import Person


@dataclass(frozen=True)
class AuditRow:
    """Somebody did something at `at` (UTC); `case_id` is "" where it was about no case.

    `refused` says why it was not obeyed, "" where it was.
    """

    at: datetime
    who: str
    what: str
    case_id: str = ""
    refused: str = ""


class Privacy(Protocol):
    """Personal data across all tables."""

    def cases_of(self, person: Person, address_in: Callable[[str], str] = lambda _: "") -> tuple[str, ...]:
        """Return the ids of all cases of a person, oldest first.

        An address finds the customers who gave it: it is the one of a case of theirs, or the one that `address_in`
        finds in words of theirs. Whoever only speaks of it is somebody else.
        """
        ...

    def count(self, case_ids: Collection[str]) -> Mapping[str, int]:
        """Return how much is kept of these cases, by kind."""
        ...

    def is_on_the_way(self, case_ids: Collection[str]) -> bool:
        """Tell whether a message of one of these cases is being sent at this moment."""
        ...

    def empty(self, case_ids: Collection[str]) -> None:
        """Remove everything of these cases but the cases themselves and where their cards stand.

        Where something was learned from them, all models are emptied. A kept answer loses its question.
        """
        ...

    def forget_ids(self, channel: Channel, customer_id: str) -> None:
        """Remove the marks, budgets and opt-outs whose names hold this customer's id."""
        ...

    def scrub(self, patterns: Collection[str], is_theirs: Callable[[str], bool] | None = None) -> int:
        """Write "[forgotten]" over everything that matches, wherever it is kept; return how many values changed.

        Patterns are matched against texts as they were written, line breaks and all. An envelope in the inbox that
        matches is removed where `is_theirs` says of its body that they sent it; anybody else's is still worked on.
        """
        ...

    def remember_forgotten(self, name: str, at: datetime) -> None:
        """Remember, as a keyed hash only, that this name was forgotten."""
        ...

    def is_forgotten(self, name: str) -> bool:
        """Tell whether this name was forgotten."""
        ...

    def old(self, kind: str, before: datetime, *, remove: bool) -> int:
        """Return how much of a kind (a field of `Keep`) came before `before`; with `remove` it goes.

        Nothing is removed of a case in which a customer still waits. The copies of a public post on X go with its
        text, as in `forget_copies`: it is not looked up any more. Models stay, because nobody deleted it. With the last
        case of a customer the marks go whose names hold their id; that they said stop stays.
        """
        ...

    def to_look_up(self, channel: Channel, before: datetime, limit: int) -> tuple[Mention, ...]:
        """Return public mentions that still have a text and were not looked up since `before`, oldest look first."""
        ...

    def looked_up(self, mention: Mention, at: datetime, *, gone: bool) -> str:
        """Remember that a mention was looked up; one that is gone loses its text here, and `forget_copies` is done.

        Returns the id of its case.
        """
        ...

    def forget_copies(self, case_id: str) -> None:
        """Take out what was copied from the mentions of a case, because one of them was deleted by its author.

        That is what staff taught with their words and what was learned from it, the question of a kept answer, and the
        texts of tickets of the local desk. Models are emptied. The kept answer stays, and so do the ticket and its
        number.
        """
        ...

    def write_audit(self, row: AuditRow) -> None:
        """Write down who did what."""
        ...

    def audit(self) -> tuple[AuditRow, ...]:
        """Return all of it, oldest first."""
        ...

    def add_backup(self, path: Path, at: datetime) -> None:
        """Remember where a backup was written."""
        ...

    def drop_backup(self, path: Path) -> None:
        """Take that back: none was written there."""
        ...

    def backups(self) -> tuple[Path, ...]:
        """Return where backups were written."""
        ...
