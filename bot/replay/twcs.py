"""Reads the CSV format of the public data set "Customer Support on Twitter".

Source: https://www.kaggle.com/datasets/thoughtvector/customer-support-on-twitter
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from pathlib import Path

from bot.domain.errors import ConfigurationError, Problem
from bot.replay.recording import BadRow, Post, UnusableRowError, in_utc

COLUMNS = (
    *("tweet_id", "author_id", "inbound", "created_at", "text"),
    *("response_tweet_id", "in_response_to_tweet_id"),
)
_WHEN = "%a %b %d %H:%M:%S %z %Y"
# The data set went through a program that writes whole numbers with a point where a column has gaps.
_ID = re.compile(r"([0-9]{1,20})(?:\.0)?")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def read_twcs(file: Path) -> Iterator[Post | BadRow]:
    """Yield every row under the header as a post, or as a bad row.

    Raises:
        ConfigurationError: the file cannot be read, or its header is another one.
    """
    try:
        # What is no UTF-8 stays visible, so that only its own row is left out.
        with file.open(newline="", encoding="utf-8-sig", errors="surrogateescape") as opened:
            yield from _rows(file, opened)
    except OSError as error:
        expected = f"cannot be read: {error.strerror or error}"
        raise ConfigurationError([Problem(str(file), "", None, expected)]) from None


def _rows(file: Path, opened: Iterable[str]) -> Iterator[Post | BadRow]:
    rows = csv.reader(opened)
    header = _next(rows)
    if header != list(COLUMNS):
        expected = f"the first line must be {','.join(COLUMNS)}"
        raise ConfigurationError([Problem(str(file), "", 1, expected)])
    while True:
        line = rows.line_num + 1
        try:
            row = _next(rows)
            if row is None:
                return
            if row:
                yield _post(row, line)
        except csv.Error as error:
            yield BadRow(line, f"it cannot be read as CSV: {error}")
        except UnusableRowError as fault:
            yield BadRow(line, str(fault))


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    return next(rows, None)


def _post(row: list[str], line: int) -> Post:
    if len(row) != len(COLUMNS):
        raise UnusableRowError(f"it has {len(row)} columns instead of {len(COLUMNS)}")
    if any(_NOT_UTF8.search(cell) for cell in row):
        raise UnusableRowError("it is not UTF-8")
    id, author, inbound, created_at, text, _, answers = row
    if inbound not in ("True", "False"):
        raise UnusableRowError("inbound is neither True nor False")
    if not author.strip():
        raise UnusableRowError("author_id is empty")
    try:
        at = datetime.strptime(created_at.strip(), _WHEN)  # noqa: DTZ007 - the format has %z
    except ValueError:
        raise UnusableRowError("created_at is not like Tue Oct 31 22:47:30 +0000 2017") from None
    return Post(
        id=_id(id, "tweet_id"),
        author=author.strip().removeprefix("@"),
        inbound=inbound == "True",
        at=in_utc(at),
        # The data set holds the texts as X's interface gives them, with its three escapes.
        text=unescape(text),
        to=_id(answers, "in_response_to_tweet_id") if answers.strip() else "",
        line=line,
    )


def _id(value: str, column: str) -> str:
    found = _ID.fullmatch(value.strip())
    if found is None:
        raise UnusableRowError(f"{column} is missing" if not value.strip() else f"{column} is not a number")
    return found[1]
