"""The words for faults, and what a failing platform answers in its own shape.

It must never change anything: an answer from here means that the call was not performed.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Literal

from starlette.responses import HTMLResponse, JSONResponse, Response

Platform = Literal["x", "slack"]
Kind = Literal["slow", "429", "500", "html", "dropped", "disconnect", "hang_before", "hang_after"]

DOWN = "<!DOCTYPE html><html><head><title>503</title></head><body><h1>Over capacity</h1></body></html>"


def failing(on: Platform, kind: Kind, seconds: float | None, now: datetime) -> Response | None:
    """Return what a platform answers when it fails, or nothing when the kind of fault has no answer.

    Args:
        on: whose shape the answer has.
        kind: the fault.
        seconds: with "429", how long until calls are welcome again; 0 leaves the header out, as X sometimes does.
        now: the sandbox's time, in UTC.
    """
    if kind == "html":
        return HTMLResponse(DOWN, 503)
    if kind == "429":
        return _too_many_on_x(seconds or 0, now) if on == "x" else _too_many_on_slack(seconds or 0)
    if kind == "500":
        return _broken_x() if on == "x" else JSONResponse({"ok": False, "error": "internal_error"}, 500)
    return None


def _too_many_on_x(seconds: float, now: datetime) -> Response:
    title = "Too Many Requests"
    body = {"title": title, "detail": title, "type": "about:blank", "status": 429}
    if not seconds:
        return JSONResponse(body, 429)
    reset = str(ceil(now.timestamp() + seconds))
    headers = {"x-rate-limit-limit": "1", "x-rate-limit-remaining": "0", "x-rate-limit-reset": reset}
    return JSONResponse(body, 429, headers)


def _too_many_on_slack(seconds: float) -> Response:
    headers = {"Retry-After": str(ceil(seconds))} if seconds else {}
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)


def _broken_x() -> Response:
    title = "Internal Server Error"
    return JSONResponse({"title": title, "detail": title, "type": "about:blank", "status": 500}, 500)
