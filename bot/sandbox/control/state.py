"""The whole world as one JSON document, and the events that say when it is another one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.control.asked import world
from bot.sandbox.control.faults import fault_view
from bot.sandbox.control.x_view import x_view
from bot.sandbox.slack import snapshot
from bot.sandbox.world import World

PING = 15.0


async def state(request: Request) -> Response:
    """Everything there is to see."""
    here = world(request)
    return JSONResponse(
        {
            "version": here.version,
            "now": here.clock.now().isoformat(),
            "offset": here.clock.offset.total_seconds(),
            "x": x_view(here.x),
            "slack": snapshot(here.slack),
            "faults": [fault_view(fault) for fault in here.faults.active],
            "hanging": here.faults.hanging,
        }
    )


async def events(request: Request) -> Response:
    """Server-sent events: one `change` at once, and one whenever something has changed."""
    return StreamingResponse(_changes(world(request)), media_type="text/event-stream", headers=FRESH)


FRESH = {"Cache-Control": "no-store"}


async def _changes(here: World) -> AsyncIterator[bytes]:
    seen = -1
    while True:
        try:
            seen = await asyncio.wait_for(here.after(seen), PING)
        except TimeoutError:
            yield b": ping\n\n"
        else:
            yield f"event: change\ndata: {json.dumps({'version': seen})}\n\n".encode()


routes = [
    Route("/control/state", state, methods=["GET"]),
    Route("/control/events", events, methods=["GET"]),
]
