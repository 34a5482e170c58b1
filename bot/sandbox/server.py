"""Runs the sandbox on a thread of its own, on loopback only.

It must never write to the terminal unless a handler of the sandbox is broken, and must stop at once even when
streams, WebSockets or hung calls are open.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.app import build_app
from bot.sandbox.clock import SandboxClock
from bot.sandbox.world import World

Answer = TypeVar("Answer")
START_WITHIN = 10.0
PATIENCE = 0.5


class SandboxServer:
    """A local X, a local Slack, the control API and the page, behind one address."""

    def __init__(self, clock_file: Path, port: int = 0) -> None:
        """Prepare a server; nothing listens before `start`.

        Args:
            clock_file: where the offset of the sandbox's clock is kept.
            port: the TCP port; 0 takes a free one.
        """
        self.world = World(SandboxClock(clock_file))
        self._port = port
        self._listener: socket.socket | None = None
        self._server: _Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address of the page, without a slash at the end; right once `start` has returned."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> Self:
        """Listen and answer; returns when the first request can be made.

        Raises:
            OSError: the port is taken.
            RuntimeError: the server did not come up.
        """
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self._port))
        except OSError:
            listener.close()
            raise
        self._port = listener.getsockname()[1]
        self._listener = listener
        config = uvicorn.Config(
            build_app(self.world),
            http=_Connection,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            proxy_headers=False,
            # The Date of an answer is the sandbox's own time, not the machine's: see wire.py.
            date_header=False,
            timeout_keep_alive=75,
        )
        self._server = _Server(config)
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="sandbox", daemon=True)
        self._thread.start()
        if not ready.wait(START_WITHIN) or not self._server.started:
            listener.close()
            raise RuntimeError("the sandbox did not start")
        return self

    def stop(self) -> None:
        """Close every connection and end the thread; a server that is not running is left alone."""
        server, loop, thread = self._server, self._loop, self._thread
        if server is None or loop is None or thread is None:
            return
        loop.call_soon_threadsafe(server.leave.set)
        thread.join()
        if self._listener is not None:
            self._listener.close()
        self._server = self._loop = self._thread = self._listener = None

    def call(self, fn: Callable[[World], Answer], timeout: float = 10.0) -> Answer:
        """Run a function on the world in the server's own thread, and return what it returns.

        Args:
            fn: called with the world; must not block.
            timeout: how many seconds to wait for it.

        Raises:
            RuntimeError: the server is not running.
        """
        if self._loop is None:
            raise RuntimeError("the sandbox is not running")

        async def run() -> Answer:
            return fn(self.world)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(timeout)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self, ready: threading.Event) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        assert self._server is not None
        assert self._listener is not None
        self._loop = asyncio.get_running_loop()
        await self._server.serve_until_left(self._listener, ready)


class _Connection(H11Protocol):
    """An HTTP connection that tells the application how to cut it.

    ASGI has no word for "close without an answer"; the connection's state is the one place where a server may
    hand something down to its application.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "cut": transport.abort}


class _Server(uvicorn.Server):
    """uvicorn that leaves when it is told to: its own loop looks ten times a second and then waits politely."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.leave = asyncio.Event()

    async def serve_until_left(self, listener: socket.socket, ready: threading.Event) -> None:
        """Answer on the listener until `leave` is set.

        Args:
            listener: a bound socket.
            ready: set when requests can be made, or when that has failed.
        """
        self._ready = ready
        try:
            await self.serve(sockets=[listener])
        finally:
            ready.set()

    async def main_loop(self) -> None:
        """Keep the date of the answers right until it is time to leave."""
        self._ready.set()
        while not self.leave.is_set():
            await self.on_tick(0)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.leave.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut every connection: nobody waits for a stream that has no end."""
        for server in self.servers:
            server.close()
        for open_socket in sockets or []:
            open_socket.close()
        deadline = time.monotonic() + PATIENCE
        while self.server_state.connections or self.server_state.tasks:
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            if time.monotonic() > deadline:
                for task in list(self.server_state.tasks):
                    task.cancel()
                break
            await asyncio.sleep(0.005)
