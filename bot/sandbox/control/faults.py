"""Switching faults on and off, and the list of the calls that were received."""

from __future__ import annotations

from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.calls import Call
from bot.sandbox.control.asked import asked, world, wrong
from bot.sandbox.fault_kinds import Kind, Platform
from bot.sandbox.faults import Fault
from bot.sandbox.x.posts import is_number


async def listed(request: Request) -> Response:
    """Which faults are on, and how many calls hang."""
    return _faults(request)


async def add(request: Request) -> Response:
    """Switch a fault on."""
    body = await asked(request)
    try:
        fault = Fault(
            on=cast(Platform, body.text("on")),
            kind=cast(Kind, body.text("kind")),
            times=body.whole("times", 1),
            method=body.maybe_text("method"),
            path=body.maybe_text("path"),
            seconds=body.number("seconds"),
        )
    except ValueError as error:
        raise wrong(str(error)) from None
    world(request).faults.add(fault)
    return _faults(request)


async def clear(request: Request) -> Response:
    """Switch every fault off and let the calls that hang go on."""
    world(request).faults.clear()
    return _faults(request)


async def calls(request: Request) -> Response:
    """The vendor API calls that came after number `since`."""
    since = request.query_params.get("since", "0")
    if not is_number(since):
        raise wrong("since: expected a whole number")
    return JSONResponse({"calls": [_call(call) for call in world(request).faults.calls.since(int(since))]})


def fault_view(fault: Fault) -> dict[str, Any]:
    """Return one fault with its defaults filled in."""
    return {
        "on": fault.on,
        "kind": fault.kind,
        "times": fault.times,
        "method": fault.method,
        "path": fault.path,
        "seconds": fault.seconds,
    }


def _faults(request: Request) -> Response:
    faults = world(request).faults
    return JSONResponse({"faults": [fault_view(fault) for fault in faults.active], "hanging": faults.hanging})


def _call(call: Call) -> dict[str, Any]:
    return {
        "n": call.n,
        "on": call.on,
        "method": call.method,
        "path": call.path,
        "status": call.status,
        "at": call.at.isoformat(),
    }


routes = [
    Route("/control/faults", listed, methods=["GET"]),
    Route("/control/faults", add, methods=["POST"]),
    Route("/control/faults", clear, methods=["DELETE"]),
    Route("/control/calls", calls, methods=["GET"]),
]
