"""Collects every mistake in one file, and says each in words that tell how to mend it.

It never repeats a value of the file that could be a secret.
"""

from __future__ import annotations

import re
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.places import Key, Places
from bot.config.tables import LISTS, TABLES, TopEntry
from bot.config.wording import similar
from bot.domain.errors import Problem

TOKEN = re.compile(
    r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{4,}|\b(?:gh[opsu]_|github_pat_)[A-Za-z0-9_]{8,}|\bwhsec_[A-Za-z0-9+/=]{8,}"
)
"""What Slack's and GitHub's tokens and the secrets of webhooks look like."""


class Mistakes:
    """The mistakes of one file; `places` knows the lines of its keys."""

    def __init__(self, file: str, places: Places) -> None:
        self._file = file
        self._places = places
        self._found: dict[tuple[Key, str], Problem] = {}
        self._secret_at: set[Key] = set()

    def add(self, key: Key, expected: str) -> None:
        """Note a mistake at `key`; `expected` is a sentence without a full stop."""
        if not any(key[: len(secret)] == secret for secret in self._secret_at):
            self._put(key, self._places.line(key), expected)

    def add_secret(self, key: Key, line: int | None, expected: str) -> int | None:
        """Note that a secret stands at `key`, and return its line; nothing else is said about that key afterwards."""
        if key:
            self._secret_at.add(key)
        line = self._places.line(key) if line is None else line
        self._put(key, line, expected)
        return line

    def add_shape(self, at: Key, model: type[BaseModel], error: ValidationError) -> None:
        """Note everything that the model found wrong with the table at `at`."""
        for detail in error.errors(include_url=False, include_input=False):
            location = tuple(detail["loc"])
            self.add((*at, *location), _sentence(at, model, location, detail))

    def problems(self) -> tuple[Problem, ...]:
        """Return all mistakes in the order of the file."""
        return tuple(sorted(self._found.values(), key=lambda one: (one.line or 0, one.key, one.expected)))

    def _put(self, key: Key, line: int | None, expected: str) -> None:
        dotted = TOKEN.sub("…", ".".join(map(str, key)))
        self._found[key, expected] = Problem(self._file, dotted, line, expected)


def _sentence(at: Key, model: type[BaseModel], location: Key, detail: ErrorDetails) -> str:
    inner, field = _find(model, location)
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(str(location[-1]), at, inner, nested=len(location) > 1)
        case "missing":
            return f"this key is missing; add {_example(str(location[-1]), field)}"
        case "literal_error":
            return f"write one of {_choices(field)}"
        case "value_error":
            return str(detail["ctx"]["error"])
        case "bool_type":
            return "write true or false, without quotes"
        case "too_short":
            return f"list at least one, like {_first_example(field)}"
        case "model_type" | "dict_type" if location and not isinstance(location[-1], int) and field is not None:
            return f"write a table, like {_first_example(field)}"
        case "model_type" | "dict_type":
            return 'write a table in braces, like { notify = "on duty", acknowledge_within = "5m" }'
    if field is None:
        return "this has a value of the wrong type"
    if location and isinstance(location[-1], int):
        return f"write {field.description}, each a text in quotes, like {_first_example(field)}"
    return f"write {field.description}, like {_first_example(field)}"


def _find(model: type[BaseModel], location: Key) -> tuple[type[BaseModel], FieldInfo | None]:
    """Return the innermost model around a location, and the field there."""
    field: FieldInfo | None = None
    for part in location:
        if isinstance(part, int):
            continue
        if field is not None:
            model = _model_in(field.annotation) or model
        field = model.model_fields.get(part)
    return model, field


def _model_in(annotation: Any) -> type[BaseModel] | None:
    inner = get_args(annotation)[:1] if get_origin(annotation) in (list, Union, UnionType) else (annotation,)
    return next((one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)), None)


def _unknown_key(key: str, at: Key, model: type[BaseModel], nested: bool) -> str:
    keys = list(model.model_fields)
    guess = similar(key, keys)
    if not guess and not nested:
        elsewhere = [_heading(name) for name, table in TABLES.items() if key in table.model_fields]
        if key in TopEntry.model_fields and at:
            elsewhere = ["the top of the file, before the first table"]
        if elsewhere:
            return f"there is no such key here; it belongs to {' or '.join(elsewhere)}"
    return f"there is no such key{guess}; the keys here are {', '.join(keys)}"


def _heading(table: str) -> str:
    return f"[[{table}]]" if table in LISTS else f"[{table}]"


def _choices(field: FieldInfo | None) -> str:
    if field is None:
        return "the words in the example"
    words = field.annotation if get_origin(field.annotation) is not list else get_args(field.annotation)[0]
    return ", ".join(f'"{choice}"' for choice in get_args(words))


def _first_example(field: FieldInfo | None) -> str:
    return str(field.examples[0]) if field is not None and field.examples else "in the example"


def _example(key: str, field: FieldInfo | None) -> str:
    if field is not None and not field.examples:
        return f"{key} = … with one of {_choices(field)}"
    return f"{key} = {_first_example(field)}"
