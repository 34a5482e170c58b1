"""A local Slack: Web API at `/api/`, Socket Mode at `/slack/socket`, `response_url`s at `/slack/response/`."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox.slack import (
    auth,
    chat,
    conversations,
    dnd,
    files,
    history,
    reactions,
    response_url,
    socket,
    usergroups,
    users,
    views,
)
from bot.sandbox.slack.snapshot import snapshot

__all__ = ["routes", "snapshot"]


async def _unknown_method(request: Request) -> JSONResponse:
    return JSONResponse({"ok": False, "error": "unknown_method", "req_method": request.path_params["name"]})


routes: list[BaseRoute] = [
    *auth.routes,
    *chat.routes,
    *conversations.routes,
    *history.routes,
    *users.routes,
    *usergroups.routes,
    *files.routes,
    *dnd.routes,
    *views.routes,
    *reactions.routes,
    *response_url.routes,
    *socket.routes,
    Route("/api/{name:path}", _unknown_method, methods=["GET", "POST"]),
]
