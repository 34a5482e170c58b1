"""GET /2/users/me, /2/users/by/username/:username and /2/users/:id.

Source: https://docs.x.com/x-api/users/lookup/introduction
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, answer, endpoint
from bot.sandbox.x.limits import Group
from bot.sandbox.x.people import User
from bot.sandbox.x.problems import not_found
from bot.sandbox.x.wire import user_json

ME = Group("users/me", 75)
LOOKUP = Group("users", 900)


@endpoint(ME, user_only=True)
async def me(call: Call) -> Response:
    """Whose keys these are."""
    return _found(call, call.me, "id", call.me.id)


@endpoint(LOOKUP)
async def by_username(call: Call) -> Response:
    """One user by name."""
    name = call.in_path("username")
    user = call.x.user(name)
    named = user if user and user.username.lower() == name.lower() else None
    return _found(call, named, "username", name)


@endpoint(LOOKUP)
async def by_id(call: Call) -> Response:
    """One user by id."""
    id = call.in_path("id")
    return _found(call, call.x.users.get(id), "id", id)


def _found(call: Call, user: User | None, parameter: str, value: str) -> Response:
    if user is None:
        return answer({"errors": [not_found("user", parameter, value)]})
    return answer({"data": user_json(user, call.listed("user.fields"))})


routes = [
    Route("/2/users/me", me),
    Route("/2/users/by/username/{username}", by_username),
    Route("/2/users/{id}", by_id),
]
