"""The WebSocket of Socket Mode at `/slack/socket`: writes what is queued, reads acknowledgements.

Ping frames are answered by the WebSocket protocol itself.
"""

import asyncio
import contextlib
import json

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.slack.sockets import Connection, Sockets
from bot.sandbox.slack.state import SlackState


async def socket(websocket: WebSocket) -> None:
    """Serve one connection; a ticket that is unknown or used is refused before it opens."""
    state: SlackState = websocket.app.state.world.slack
    if not state.sockets.redeem(websocket.query_params.get("ticket", "")):
        await websocket.close(1008)
        return
    await websocket.accept()
    connection = state.sockets.join()
    writer = asyncio.create_task(_write(websocket, connection))
    try:
        await _read(websocket, state.sockets)
    finally:
        state.sockets.leave(connection)
        writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writer


async def _read(websocket: WebSocket, sockets: Sockets) -> None:
    while True:
        frame = await websocket.receive()
        if frame["type"] == "websocket.disconnect":
            return
        try:
            answer = json.loads(frame.get("text") or "null")
        except ValueError:
            continue
        if isinstance(answer, dict) and isinstance(answer.get("envelope_id"), str):
            payload = answer.get("payload")
            sockets.acknowledge(answer["envelope_id"], payload if isinstance(payload, dict) else {})


async def _write(websocket: WebSocket, connection: Connection) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (frame := await connection.outbox.get()) is not None:
            await websocket.send_text(frame)
        await websocket.close(1000)


routes = [WebSocketRoute("/slack/socket", socket)]
