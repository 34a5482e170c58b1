"""The local health port: `/healthz`, `/readyz`, `/metrics`. It shows numbers and sentences without personal data.

uvicorn keeps its event loop on a thread of its own; nothing here changes anything.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

START_WITHIN = 10.0
_LEAVE_WITHIN = 3.0


@dataclass(frozen=True)
class Report:
    """An answer to a question of health. `reasons` are why it is not `well`; `warnings` what should be looked at."""

    well: bool
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class HealthServer:
    """Answers on one address until it is stopped. The three callables are called from a thread and must not block."""

    def __init__(
        self,
        host: str,
        port: int,
        live: Callable[[], Report],
        ready: Callable[[], Report],
        metrics: Callable[[], bytes],
    ) -> None:
        """Prepare; nothing listens before `start`."""
        self._address = (host, port)
        self._live, self._ready, self._metrics = live, ready, metrics
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> int:
        """Listen, and return the port; raise OSError where the address cannot be had."""
        listener = listen(*self._address)
        app = Starlette(
            routes=[
                Route("/healthz", lambda request: _told(self._live())),
                Route("/readyz", lambda request: _told(self._ready())),
                Route("/metrics", self._measured),
            ]
        )
        config = uvicorn.Config(app, lifespan="off", log_config=None, log_level="error", access_log=False)
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="health-port", daemon=True
        )
        self._thread.start()
        return int(listener.getsockname()[1])

    def stop(self) -> None:
        """Answer no more."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_LEAVE_WITHIN)

    def _measured(self, request: Request) -> Response:
        return Response(self._metrics(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raise OSError where the address cannot be had."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def _told(report: Report) -> Response:
    body = {"ok": report.well, "reasons": list(report.reasons), "warnings": list(report.warnings)}
    return JSONResponse(body, 200 if report.well else 503)
