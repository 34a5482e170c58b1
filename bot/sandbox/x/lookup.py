"""GET /2/tweets and /2/tweets/:id; what was deleted comes back as an error inside a good answer.

Source: https://docs.x.com/x-api/posts/lookup/introduction
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, answer, endpoint
from bot.sandbox.x.limits import Group
from bot.sandbox.x.posts import is_number
from bot.sandbox.x.problems import invalid, not_found
from bot.sandbox.x.wire import posts_answer

LOOKUP = Group("tweets", 900)
AT_ONCE = 100


@endpoint(LOOKUP)
async def several(call: Call) -> Response:
    """Up to a hundred posts by id."""
    ids = call.listed("ids")
    if not 1 <= len(ids) <= AT_ONCE or not all(is_number(id) for id in ids):
        raise invalid("The `ids` query parameter must hold 1 to 100 numeric ids", ids=[",".join(ids)])
    found = [post for id in dict.fromkeys(ids) if (post := call.x.post(id))]
    body: dict[str, Any] = posts_answer(call, found)
    if errors := [not_found("tweet", "ids", id) for id in ids if call.x.post(id) is None]:
        body["errors"] = errors
    return answer(body)


@endpoint(LOOKUP)
async def one(call: Call) -> Response:
    """One post by id."""
    id = call.in_path("id")
    if not is_number(id):
        raise invalid(f"The `id` query parameter value [{id}] is not valid", id=[id])
    post = call.x.post(id)
    if post is None:
        return answer({"errors": [not_found("tweet", "id", id)]})
    body = posts_answer(call, [post])
    return answer({**body, "data": body["data"][0]})


routes = [
    Route("/2/tweets", several, methods=["GET"]),
    Route("/2/tweets/{id}", one, methods=["GET"]),
]
