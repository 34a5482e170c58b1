"""Reads fields of vendor JSON; a missing or mistyped one is a DecodeError that names the field, never its content."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.slack.text import sound
from bot.domain.errors import DecodeError

Fields = Mapping[str, Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STAMP = re.compile(r"([0-9]{1,11})\.([0-9]{6})")


def parse(text: str, where: str) -> Fields:
    """Return the JSON object that a text is."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise DecodeError(f"{where}: not JSON") from None
    if not isinstance(found, dict):
        raise DecodeError(f"{where}: expected an object")
    return found


def section(fields: Fields, name: str) -> Fields:
    """Return the object in a field."""
    found = fields.get(name)
    if not isinstance(found, dict):
        raise DecodeError(f"{name}: expected an object")
    return found


def text(fields: Fields, name: str) -> str:
    """Return the text in a field, which must be there and not be empty, without half surrogates."""
    found = fields.get(name)
    if not isinstance(found, str) or not found:
        raise DecodeError(f"{name}: expected text")
    return sound(found)


def text_or(fields: Fields, name: str, default: str = "") -> str:
    """Return the text in a field, or `default` where there is none."""
    found = fields.get(name)
    if found is None:
        return default
    if not isinstance(found, str):
        raise DecodeError(f"{name}: expected text")
    return sound(found)


def number(fields: Fields, name: str) -> int:
    """Return the whole number above 0 in a field."""
    found = fields.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise DecodeError(f"{name}: expected a whole number above 0")
    return found


def stamp(fields: Fields, name: str) -> tuple[str, datetime]:
    """Return a message timestamp as it is, and as a UTC time."""
    found = text(fields, name)
    match = _STAMP.fullmatch(found)
    if match is None:
        raise DecodeError(f"{name}: expected a timestamp")
    return found, _EPOCH + timedelta(seconds=int(match[1]), microseconds=int(match[2]))
