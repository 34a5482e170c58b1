"""Socket Mode's side of the server: which connection gets which envelope, and what happens without an answer.

Events are sent again up to three times when nobody acknowledges them in time, and wait while nobody is
connected. A person's click or submission is not: Slack tells the person that the app did not answer.
Everything here runs in the server's event loop; nothing may block it.
Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
import itertools
import json
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sandbox.slack.records import APP, Json

ACK_TIMEOUT = timedelta(seconds=3)
RETRIES = 3
MAX_CONNECTIONS = 10
GRACE_AFTER_REFRESH = timedelta(seconds=10)


@dataclass(eq=False)
class Connection:
    """One WebSocket: frames put into `outbox` are written in order, `None` closes it."""

    number: int
    outbox: "asyncio.Queue[str | None]" = field(default_factory=asyncio.Queue)
    leaving: bool = False

    def send(self, frame: Json) -> None:
        """Queue one frame."""
        self.outbox.put_nowait(json.dumps(frame))

    def close(self) -> None:
        """Close after what is queued."""
        self.outbox.put_nowait(None)


@dataclass(frozen=True)
class Answer:
    """The app's acknowledgement: `payload` is what it sent along, if anything."""

    acknowledged: bool
    payload: Json


@dataclass(eq=False)
class Envelope:
    """One delivery that waits to be sent or acknowledged."""

    kind: str
    payload: Json
    attempt: int = 0
    id: str = field(default_factory=lambda: _envelope_id())
    timer: asyncio.TimerHandle | None = None
    answer: "asyncio.Future[Answer] | None" = None


class Sockets:
    """The connected Socket Mode clients and the envelopes on their way to them."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.ack_timeout = ACK_TIMEOUT
        self._changed = changed
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._waiting: deque[Envelope] = deque()
        self._sent: dict[str, Envelope] = {}
        self._numbers = itertools.count(1)
        self._turn = itertools.count()

    def __len__(self) -> int:
        return len(self._connections)

    @property
    def undelivered(self) -> int:
        """How many envelopes wait for a connection or an acknowledgement."""
        return len(self._waiting) + len(self._sent)

    def issue_ticket(self) -> str:
        """Return a ticket that opens one connection."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    def redeem(self, ticket: str) -> bool:
        """Use up a ticket; false when it is unknown or was used before."""
        known = ticket in self._tickets
        self._tickets.discard(ticket)
        return known

    def join(self) -> Connection:
        """Register a connection, greet it, and hand it what has been waiting."""
        connection = Connection(next(self._numbers))
        if len(self._connections) >= MAX_CONNECTIONS:
            connection.send(_disconnect("too_many_websockets"))
            connection.close()
            return connection
        self._connections.append(connection)
        connection.send(
            {
                "type": "hello",
                "num_connections": len(self._connections),
                "connection_info": {"app_id": APP},
                "debug_info": {
                    "host": f"sandbox-{connection.number}",
                    "build_number": 1,
                    "approximate_connection_time": 18060,
                },
            }
        )
        self._flush()
        self._changed()
        return connection

    def leave(self, connection: Connection) -> None:
        """Forget a connection; what it did not acknowledge is sent again when its time is up."""
        if connection in self._connections:
            self._connections.remove(connection)
            self._changed()

    def dispatch(self, payload: Json) -> None:
        """Send an Events API payload to one connection, or keep it until there is one."""
        self._waiting.append(Envelope("events_api", payload))
        self._flush()

    async def ask(self, kind: str, payload: Json) -> Answer:
        """Send an interaction or a slash command and wait for the app's answer, at most the time Slack allows."""
        loop = asyncio.get_running_loop()
        envelope = Envelope(kind, payload, answer=loop.create_future())
        assert envelope.answer is not None
        self._arm(envelope)
        self._waiting.append(envelope)
        self._flush()
        return await envelope.answer

    def acknowledge(self, envelope_id: str, payload: Json) -> None:
        """Take the app's acknowledgement; one that comes too late changes nothing."""
        envelope = self._sent.pop(envelope_id, None)
        if envelope is None:
            return
        if envelope.timer is not None:
            envelope.timer.cancel()
        if envelope.answer is not None and not envelope.answer.done():
            envelope.answer.set_result(Answer(True, payload))

    def refresh(self, number: int | None = None) -> int:
        """Tell connections (all, or the oldest `number`) that they are about to be replaced.

        As on Slack, such a connection gets nothing new and is closed a little later; the client is expected to
        open another one. Returns how many were told.
        """
        staying = [connection for connection in self._connections if not connection.leaving]
        told = staying if number is None else staying[:number]
        loop = asyncio.get_running_loop()
        for connection in told:
            connection.leaving = True
            connection.send(_disconnect("refresh_requested"))
            loop.call_later(GRACE_AFTER_REFRESH.total_seconds(), connection.close)
        return len(told)

    def _flush(self) -> None:
        while self._waiting:
            ready = [connection for connection in self._connections if not connection.leaving]
            if not ready:
                return
            envelope = self._waiting.popleft()
            self._sent[envelope.id] = envelope
            if envelope.answer is None:
                self._arm(envelope)
            ready[next(self._turn) % len(ready)].send(_frame(envelope))

    def _arm(self, envelope: Envelope) -> None:
        loop = asyncio.get_running_loop()
        envelope.timer = loop.call_later(self.ack_timeout.total_seconds(), self._overdue, envelope)

    def _overdue(self, envelope: Envelope) -> None:
        self._sent.pop(envelope.id, None)
        if envelope.answer is not None:
            if envelope in self._waiting:
                self._waiting.remove(envelope)
            if not envelope.answer.done():
                envelope.answer.set_result(Answer(False, {}))
        elif envelope.attempt < RETRIES:
            self._waiting.append(Envelope(envelope.kind, envelope.payload, envelope.attempt + 1))
            self._flush()


def _frame(envelope: Envelope) -> Json:
    frame: Json = {
        "envelope_id": envelope.id,
        "type": envelope.kind,
        "accepts_response_payload": envelope.kind != "events_api",
        "payload": envelope.payload,
    }
    if envelope.kind == "events_api":
        frame["retry_attempt"] = envelope.attempt
        frame["retry_reason"] = "timeout" if envelope.attempt else ""
    return frame


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}


def _envelope_id() -> str:
    raw = secrets.token_hex(16)
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
