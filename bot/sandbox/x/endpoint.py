"""What every endpoint of the local X does first: check the keys, count the call, find the world.

It must never know what an endpoint is for.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from bot.sandbox.world import World
from bot.sandbox.x.limits import Group
from bot.sandbox.x.people import User
from bot.sandbox.x.posts import is_text
from bot.sandbox.x.problems import Problem, app_only, invalid, too_many, unauthorized
from bot.sandbox.x.state import XState


@dataclass(frozen=True)
class Call:
    """A call whose keys are right."""

    request: Request
    x: XState
    me: User

    @property
    def query(self) -> dict[str, str]:
        """The parameters in the address."""
        return dict(self.request.query_params)

    def listed(self, name: str) -> list[str]:
        """Return a comma-separated parameter as a list."""
        return [part for part in self.request.query_params.get(name, "").split(",") if part]

    def in_path(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    async def body(self) -> dict[str, Any]:
        """Return the JSON object that was sent.

        Raises:
            Problem: it is none.
        """
        try:
            body = json.loads(await self.request.body())
        except ValueError:
            raise invalid("The request body is not valid JSON.") from None
        if not isinstance(body, dict):
            raise invalid("The request body is not a JSON object.")
        return cast(dict[str, Any], body)


Handler = Callable[[Call], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(group: Group, user_only: bool = False) -> Callable[[Handler], Endpoint]:
    """Make a Starlette endpoint of a handler.

    Args:
        group: the budget that a call is taken from.
        user_only: whether the app's own token is refused.
    """

    def decorate(handler: Handler) -> Endpoint:
        @wraps(handler)
        async def handle(request: Request) -> Response:
            world = cast("World", request.app.state.world)
            headers: dict[str, str] = {}
            try:
                caller = world.x.access.caller(request.headers.get("authorization", ""))
                if caller is None:
                    raise unauthorized()
                if caller == "app" and user_only:
                    raise app_only()
                left = world.x.limits.spend(group)
                headers = left.headers
                if left.refused:
                    raise too_many()
                response = await handler(Call(request, world.x, world.x.brand))
            except Problem as problem:
                return problem.response(headers)
            response.headers.update(headers)
            return response

        return handle

    return decorate


def text_in(body: dict[str, Any], name: str) -> str | None:
    """Return a text from a body, or nothing when it is absent.

    Args:
        body: what was sent.
        name: the key; a dot leads into an object.

    Raises:
        Problem: there is something else than a text.
    """
    value: Any = body
    for key in name.split("."):
        if value is None:
            return None
        if not isinstance(value, dict):
            raise invalid(f"$.{name}: an object was expected.")
        value = value.get(key)
    if value is not None and not isinstance(value, str):
        raise invalid(f"$.{name}: {type(value).__name__} found, string expected")
    if value is not None and not is_text(value):
        raise invalid(f"$.{name}: not valid Unicode")
    return value


def answer(body: dict[str, Any], status: int = 200) -> Response:
    """Return a JSON answer."""
    return JSONResponse(body, status)
