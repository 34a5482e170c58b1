"""What a recording holds, whatever its format: posts in the order of their time, and the rows that could not be used.

It reads no file. A bad row is told by its line and its fault, never by what stands in it: that is personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

EARLIEST, LATEST = 1990, 2100
"""The years in which a post can have been written; any other is a mistake in the row."""
TOLD_EVERY = 1_000
"""Rows after which it is told how many were read."""


@dataclass(frozen=True, slots=True)
class Post:
    """One recorded post.

    `at` is UTC; `inbound` is true for a customer's post, false for the brand's; `author` is a handle or id without the
    @; `name` is what the author calls themselves, or ""; `to` is the id of the post that it answers, or ""; `line` is
    the line of the file on which the row begins.
    """

    id: str
    author: str
    inbound: bool
    at: datetime
    text: str
    to: str
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: the line on which it begins, and what is wrong with it."""

    line: int
    fault: str


@dataclass(frozen=True, slots=True)
class Recording:
    """Posts, oldest first, and the rows that were left out, in the order of the file."""

    posts: tuple[Post, ...]
    bad: tuple[BadRow, ...]


class UnusableRowError(Exception):
    """This row cannot be used."""


def gather(rows: Iterable[Post | BadRow], told: Callable[[int], None] = lambda _rows: None) -> Recording:
    """Put a recording together; of two rows with one id the second is a bad row.

    `told` is called now and then with the number of rows that were read so far.
    """
    posts: dict[str, Post] = {}
    bad: list[BadRow] = []
    for number, row in enumerate(rows, start=1):
        if number % TOLD_EVERY == 0:
            told(number)
        if isinstance(row, BadRow):
            bad.append(row)
        elif row.id in posts:
            bad.append(BadRow(row.line, f"its id is that of line {posts[row.id].line} already"))
        else:
            posts[row.id] = row
    return Recording(tuple(sorted(posts.values(), key=lambda post: (post.at, post.line))), tuple(bad))


def in_utc(at: datetime) -> datetime:
    """Return a moment in UTC; raise UnusableRowError where it has no time zone or cannot be when somebody posted."""
    if at.tzinfo is None:
        raise UnusableRowError("its time has no time zone")
    if not EARLIEST <= at.year <= LATEST:
        raise UnusableRowError(f"its year is not between {EARLIEST} and {LATEST}")
    return at.astimezone(UTC)
