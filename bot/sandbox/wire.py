"""The middleware between the network and both platforms: it records every call and carries the faults out.

It must never touch the control API or the page: they have to work when everything else fails.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import datetime
from email.utils import format_datetime
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.calls import Call
from bot.sandbox.fault_kinds import Platform, failing
from bot.sandbox.faults import Fault, Faults


class FaultsAndCalls:
    """Pure ASGI: a faulted answer must be able to be none at all."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        on = _platform(scope)
        if on is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            call = self._faults.calls.received(on, "WS", scope["path"], self._faults.clock.now())
            with self._faults.cuttable(on, _cut(scope)):
                await self._app(scope, receive, _noting_websocket(call, send))
        else:
            send = _dated(self._faults.clock.now(), send)
            call = self._faults.calls.received(on, scope["method"], scope["path"], self._faults.clock.now())
            await _Exchange(self._app, self._faults, on, call, scope, receive, send).run()


def _dated(now: datetime, send: Send) -> Send:
    """Put the platform's time on its answer, as every web server does."""

    async def dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            date = (b"date", format_datetime(now, usegmt=True).encode("ascii"))
            message = {**message, "headers": [*message.get("headers", []), date]}
        await send(message)

    return dated


class _Exchange:
    """One HTTP call and its answer."""

    def __init__(
        self, app: ASGIApp, faults: Faults, on: Platform, call: Call, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._app = app
        self._faults = faults
        self._on = on
        self._call = call
        self._scope = scope
        self._receive = receive
        self._send = send
        self._body: bytes | None = None

    async def run(self) -> None:
        """Perform the call, unless a fault says otherwise."""
        fault = self._faults.take(self._on, self._call.method, self._call.path)
        if not await self._read_body():
            return
        if fault is None:
            await self._perform(self._answer)
            return
        answer = failing(self._on, fault.kind, fault.seconds, self._faults.clock.now())
        if answer is not None:
            await answer(self._scope, self._again, self._answer)
        else:
            await self._delayed(fault)

    async def _delayed(self, fault: Fault) -> None:
        if fault.kind == "slow":
            if await self._wait(asyncio.sleep(fault.seconds or 0)):
                await self._perform(self._answer)
        elif fault.kind == "hang_before":
            with self._faults.hang() as let_go:
                stayed = await self._wait(let_go.wait())
            if stayed:
                await self._perform(self._answer)
        elif fault.kind == "hang_after":
            await self._perform(self._withhold)
        else:
            await self._perform(self._drop)
            await self._gone()

    async def _read_body(self) -> bool:
        """Take the whole request in: a call that hangs is one that has been handed over. False: cut short."""
        body = b""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return False
            body += message.get("body", b"")
            if not message.get("more_body", False):
                self._body = body
                return True

    async def _again(self) -> Message:
        """Hand the application the body once, then whatever the connection says."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        return await self._receive()

    async def _perform(self, send: Send) -> None:
        with self._faults.cuttable(self._on, _cut(self._scope)) if self._is_stream() else nullcontext():
            await self._app(self._scope, self._again, send)

    def _is_stream(self) -> bool:
        return self._call.path.endswith("/search/stream")

    async def _answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._call.status = message["status"]
        await self._send(message)

    async def _withhold(self, message: Message) -> None:
        """Keep the answer back: by the time it starts, the call has been performed."""
        if message["type"] == "http.response.start":
            with self._faults.hang() as let_go:
                await self._wait(let_go.wait())
        await self._answer(message)

    async def _drop(self, message: Message) -> None:
        """Cut the connection instead of answering; what is sent afterwards goes nowhere."""
        if message["type"] == "http.response.start":
            _cut(self._scope)()

    async def _gone(self) -> None:
        """Return when the connection is gone."""
        while (await self._receive())["type"] != "http.disconnect":
            continue

    async def _wait(self, until: Awaitable[Any]) -> bool:
        """Wait for something, but no longer than the client stays; tells whether it stayed."""
        waiting = asyncio.ensure_future(until)
        leaving = asyncio.ensure_future(self._gone())
        await asyncio.wait({waiting, leaving}, return_when=asyncio.FIRST_COMPLETED)
        stayed = not leaving.done()
        waiting.cancel()
        leaving.cancel()
        await asyncio.gather(waiting, leaving, return_exceptions=True)
        return stayed


def _platform(scope: Scope) -> Platform | None:
    """Return whose call it is; nothing for the control API and the page."""
    if scope["type"] not in ("http", "websocket"):
        return None
    path = scope["path"]
    if path.startswith("/2/"):
        return "x"
    return "slack" if path.startswith(("/api/", "/slack/")) else None


def _cut(scope: Scope) -> Callable[[], None]:
    """Return what closes the connection at once; the server hands it down (see `server.py`)."""
    return cast(Callable[[], None], scope["state"]["cut"])


def _noting_websocket(call: Call, send: Send) -> Send:
    async def noting(message: Message) -> None:
        if message["type"] == "websocket.accept":
            call.status = 101
        await send(message)

    return noting
