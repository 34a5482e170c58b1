"""Reads our own format of a recording: one JSON object a line, as docs/replay.md describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.domain.errors import ConfigurationError, Problem
from bot.replay.recording import BadRow, Post, UnusableRowError, in_utc

_SIDES = {"customer": True, "brand": False}
_KEYS = ("id", "at", "by", "author", "text", "to", "name")


def read_jsonl(file: Path) -> Iterator[Post | BadRow]:
    """Yield every line as a post, or as a bad row; empty lines are nothing.

    Raises:
        ConfigurationError: the file cannot be read.
    """
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(opened, start=1):
                if not line.strip():
                    continue
                try:
                    yield _post(line, number)
                except UnusableRowError as fault:
                    yield BadRow(number, str(fault))
    except OSError as error:
        expected = f"cannot be read: {error.strerror or error}"
        raise ConfigurationError([Problem(str(file), "", None, expected)]) from None


def _post(line: bytes, number: int) -> Post:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnusableRowError("it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise UnusableRowError("it is not JSON") from None
    if not isinstance(row, dict):
        raise UnusableRowError("it is not a JSON object")
    if strange := sorted(set(row) - set(_KEYS)):
        raise UnusableRowError(f"there is no key {strange[0][:40]}; use {', '.join(_KEYS)}")
    by = _text(row, "by")
    if by not in _SIDES:
        raise UnusableRowError('by is neither "customer" nor "brand"')
    return Post(
        id=_filled(row, "id"),
        author=_filled(row, "author").removeprefix("@"),
        inbound=_SIDES[by],
        at=_moment(_text(row, "at")),
        text=_text(row, "text"),
        to=_text(row, "to", ""),
        line=number,
        name=_text(row, "name", ""),
    )


def _text(row: dict[str, object], key: str, otherwise: str | None = None) -> str:
    value = row.get(key, otherwise)
    if value is None and otherwise is not None:
        return otherwise
    if value is None:
        raise UnusableRowError(f"{key} is missing")
    if not isinstance(value, str):
        raise UnusableRowError(f"{key} is not a text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise UnusableRowError(f"{key} holds half a character") from None
    return value


def _filled(row: dict[str, object], key: str) -> str:
    value = _text(row, key).strip()
    if not value.removeprefix("@"):
        raise UnusableRowError(f"{key} is empty")
    return value


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UnusableRowError("at is not a time like 2026-03-02T09:15:00Z") from None
    return in_utc(at)
