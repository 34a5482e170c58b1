"""Finds secrets that were written into the file, where they would be copied, mailed and committed.

It tells which environment variable each belongs to, and never shows the value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields

from bot.config.mistakes import TOKEN, Mistakes
from bot.config.places import Key
from bot.config.settings import DESK_SECRETS, Secrets

_VARIABLES = tuple(field.name.upper() for field in fields(Secrets))
_NAMED = re.compile(
    r"(?:^|_)(?:token|secret|password|passwd|pass|pwd|apikey|api_key|bearer|credentials?|private_key)(?:_|$)"
)
_PASSWORD_IN_ADDRESS = re.compile(r"://[^\s/@]*:[^\s@]+@")
_ALSO_CALLED = {
    "X_CONSUMER_KEY": "X_API_KEY",
    "X_CONSUMER_SECRET": "X_API_SECRET",
    "X_TOKEN": "X_ACCESS_TOKEN",
    "X_TOKEN_SECRET": "X_ACCESS_TOKEN_SECRET",
    "X_SECRET": "X_API_SECRET",
    "X_BEARER": "X_BEARER_TOKEN",
    "SLACK_TOKEN": "SLACK_BOT_TOKEN",
    "DESK_PASSWORD": "SMTP_PASSWORD",
}
_OF_TABLE = {"x": "X_ACCESS_TOKEN", "slack": "SLACK_BOT_TOKEN"}
_BARE_KEY = "KEY"


def find_secrets(data: dict[str, object], text: str, mistakes: Mistakes) -> None:
    """Note every secret in the file: by the name of its key, by its shape, in an address, in a comment.

    Arguments:
        data: the file as TOML read it; empty where it could not.
        text: the file itself.
        mistakes: takes what is found.
    """
    lines: set[int | None] = set()
    desk = _desk_variable(data)
    for key, value in _leaves((), data):
        variable = _variable(key, value, desk)
        if variable:
            lines.add(mistakes.add_secret(key, None, _say(variable)))
    _find_tokens(text, lines, mistakes)


def _find_tokens(text: str, known: Collection[int | None], mistakes: Mistakes) -> None:
    """Note tokens by their shape on any other line: in a comment, in broken TOML."""
    for number, line in enumerate(text.split("\n"), start=1):
        if TOKEN.search(line) and number not in known:
            mistakes.add_secret((), number, _say(_by_shape(line)))


def _leaves(key: Key, value: object) -> Iterator[tuple[Key, object]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves((*key, name), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves((*key, index), inner)
    else:
        yield key, value


def _desk_variable(data: dict[str, object]) -> str:
    """Return the environment variable for whatever secret stands in [desk]."""
    table = data.get("desk")
    kind = table.get("kind") if isinstance(table, dict) else None
    return DESK_SECRETS.get(kind, "SMTP_PASSWORD") if isinstance(kind, str) else "SMTP_PASSWORD"


def _variable(key: Key, value: object, desk: str) -> str:
    """Return the environment variable that a value belongs to, or "" where it is no secret; `desk` is [desk]'s."""
    if isinstance(value, str) and TOKEN.search(value):
        return _by_shape(value)
    if value == "":
        return ""
    names = [part for part in key if isinstance(part, str)]
    if not names:
        return ""
    name = names[-1].upper().replace("-", "_")
    whole = f"{names[0].upper()}_{name}" if len(names) > 1 else name
    is_named = bool(_NAMED.search(name.lower())) and isinstance(value, (str, int)) and not isinstance(value, bool)
    if names[0] == "desk" and name not in _VARIABLES and (is_named or name == _BARE_KEY):
        return desk
    for called in (name, whole):
        if called in _VARIABLES or called in _ALSO_CALLED:
            return _ALSO_CALLED.get(called, called)
    if is_named:
        return _OF_TABLE.get(names[0], "its own")
    if isinstance(value, str) and _PASSWORD_IN_ADDRESS.search(value):
        return desk if names[0] == "desk" else "its own"
    return ""


def _by_shape(line: str) -> str:
    if "xapp-" in line:
        return "SLACK_APP_TOKEN"
    if "whsec_" in line:
        return "WEBHOOK_SECRET"
    return "SLACK_BOT_TOKEN" if "xox" in line else "GITHUB_TOKEN"


def _say(variable: str) -> str:
    where = "an environment variable of its own" if variable == "its own" else f"the environment variable {variable}"
    return (
        f"a secret does not belong in this file: put it into {where}, take it out here, "
        "and replace it with a new one if anybody else has seen the file"
    )
