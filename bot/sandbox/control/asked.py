"""What a control call asks for: its JSON object, read key by key, with a sentence for every mistake.

It must never guess: a key of another type than expected is an error.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from re import fullmatch
from typing import TYPE_CHECKING, Any, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request

if TYPE_CHECKING:
    from bot.sandbox.world import World

UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def world(request: Request) -> World:
    """Return the world that the application serves."""
    return cast("World", request.app.state.world)


def wrong(message: str, status: int = 400) -> HTTPException:
    """Return the error to raise; the application answers it as `{"error": message}`."""
    return HTTPException(status, message)


@dataclass(frozen=True)
class Asked:
    """The JSON object of one control call."""

    body: dict[str, Any]

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.maybe_text(name)
        if value is None:
            raise wrong(f"{name}: missing")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Return a text, or nothing when the key is absent or null."""
        value = self.body.get(name)
        if value is not None and not isinstance(value, str):
            raise wrong(f"{name}: expected a text")
        return value

    def number(self, name: str) -> float | None:
        """Return a finite number, or nothing when the key is absent or null."""
        value = self.body.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise wrong(f"{name}: expected a number")
        return float(value)

    def whole(self, name: str, default: int) -> int:
        """Return a whole number, or the default when the key is absent or null."""
        value = self.number(name)
        if value is None:
            return default
        if not value.is_integer():
            raise wrong(f"{name}: expected a whole number")
        return int(value)

    def flag(self, name: str) -> bool:
        """Return a truth value; false when the key is absent or null."""
        value = self.body.get(name, False)
        if value is not None and not isinstance(value, bool):
            raise wrong(f"{name}: expected true or false")
        return bool(value)

    def duration(self, name: str) -> timedelta:
        """Return a duration that must be there: `"90s"`, `"3m"`, `"2h"`, `"1d"`, or a number of seconds."""
        value = self.body.get(name)
        if isinstance(value, str):
            match = fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", value.strip())
            if match is None:
                raise wrong(f'{name}: expected a duration such as "90s", "3m" or "2h", or seconds')
            seconds = float(match[1]) * UNITS.get(match[2], 1)
        elif (number := self.number(name)) is not None:
            seconds = number
        else:
            raise wrong(f"{name}: missing")
        try:
            return timedelta(seconds=seconds)
        except OverflowError:
            raise wrong(f"{name}: too long") from None


async def asked(request: Request) -> Asked:
    """Read the JSON object of a call.

    Raises:
        HTTPException: 400, the body is something else.
    """
    try:
        body = json.loads(await request.body())
        # JSON can spell half a surrogate pair; the state must never hold what cannot be sent back.
        json.dumps(body, ensure_ascii=False).encode()
    except ValueError:
        raise wrong("the body is not valid JSON") from None
    if not isinstance(body, dict):
        raise wrong("the body must be a JSON object")
    return Asked(body)
