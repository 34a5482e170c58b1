"""Reading and moving the sandbox's clock."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.control.asked import asked, world, wrong


async def read(request: Request) -> Response:
    """What time it is."""
    return _clock(request)


async def forward(request: Request) -> Response:
    """Move the time forward; it never goes back."""
    by = (await asked(request)).duration("forward")
    try:
        world(request).clock.forward(by)
    except ValueError as error:
        raise wrong(f"forward: {error}") from None
    world(request).changed()
    return _clock(request)


def _clock(request: Request) -> Response:
    clock = world(request).clock
    return JSONResponse({"now": clock.now().isoformat(), "offset": clock.offset.total_seconds()})


routes = [
    Route("/control/clock", read, methods=["GET"]),
    Route("/control/clock", forward, methods=["POST"]),
]
