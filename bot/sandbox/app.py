"""Puts the parts of the sandbox together: X at /2, Slack at /api and /slack, the control API, the page at /.

It must hold no rule of its own: what a platform does is written in the platform's folder.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox import control, slack, x
from bot.sandbox.page.routes import routes as page_routes
from bot.sandbox.wire import FaultsAndCalls
from bot.sandbox.world import World
from bot.sandbox.x.problems import Problem


def build_app(world: World) -> Starlette:
    """Return the application that serves one world.

    Args:
        world: what the handlers find at `request.app.state.world`.
    """
    app = Starlette(
        routes=[*x.routes, *slack.routes, *control.routes, *page_routes],
        middleware=[Middleware(FaultsAndCalls, faults=world.faults)],
        exception_handlers={HTTPException: _refused},
    )
    app.state.world = world
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """Tell a wrong call in the words of the part that it was meant for."""
    assert isinstance(error, HTTPException)
    path = request.url.path
    if path.startswith("/2/"):
        return Problem(error.status_code, "about:blank", error.detail, error.detail).response()
    if path.startswith("/control/"):
        return JSONResponse({"error": error.detail}, error.status_code)
    return PlainTextResponse(error.detail, error.status_code, headers=error.headers)
