"""A helpdesk's side of the wire on loopback: a real HTTP server that does what a test says to the next calls."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

HTML = b"<!doctype html><title>Be right back</title><p>anna@mail.example"


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def basic(self) -> tuple[str, str]:
        """User and password."""
        scheme, _, words = self.headers.get("authorization", "").partition(" ")
        user, _, password = base64.b64decode(words).decode().partition(":") if scheme == "Basic" else ("", "", "")
        return user, password


@dataclass(frozen=True)
class Reply:
    """What the server answers; bytes are sent as they are, with `kind` as their type."""

    status: int
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"

    @property
    def octets(self) -> bytes:
        """The body on the wire."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Fault:
    """What happens to the next call that writes (or, with `on`, reads or adds).

    `accepts`: it is performed all the same; `reply`: is what the caller hears, nothing where it is None: the server
    hangs until it is told to let go, or `drops` the connection.
    """

    reply: Reply | None = None
    accepts: bool = False
    drops: bool = False
    drips: bool = False
    on: str = "write"


@dataclass(frozen=True)
class Opened:
    """A ticket as the vendor has it: `told` is everything in it but the requester's address."""

    number: str
    requester: str
    text: str
    told: str


class VendorSide:
    """Answers on a port that the system chose; `calls` is what came."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._let_go = threading.Event()
        self._lock = threading.Lock()
        side = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                side._serve(self)

            def do_POST(self) -> None:
                side._serve(self)

            def do_PUT(self) -> None:
                side._serve(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: the tests look at what came."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, call: Call) -> Reply:
        """Do what the vendor does with a call."""
        raise NotImplementedError

    def is_writing(self, call: Call) -> bool:
        """Tell whether a call opens a ticket."""
        return call.method == "POST"

    def opened(self) -> list[Opened]:
        """Return the tickets that are there."""
        raise NotImplementedError

    def is_adding(self, call: Call) -> bool:
        """Tell whether a call adds to a ticket."""
        return False

    def added(self) -> list[str]:
        """Return what was added to the tickets for the desk's eyes, oldest first."""
        raise NotImplementedError

    def desk_does(self, number: str, standing: str, answer: str = "") -> None:
        """Let an agent answer a ticket and bring it to "open", "pending", "solved" or "closed"."""
        raise NotImplementedError

    def customer_answers(self, number: str) -> None:
        """Let the customer write into the ticket by themselves."""
        raise NotImplementedError

    def refusal(self, status: int) -> Reply:
        """Return this vendor's own words for a status; they hold an address, as a vendor's do."""
        return Reply(status, {"error": "no", "description": "anna@mail.example is not welcome"})

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        url = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        call = Call(handler.command, url.path, query, headers, handler.rfile.read(length))
        with self._lock:
            self.calls.append(call)
            wanted = "write" if self.is_writing(call) else "add" if self.is_adding(call) else "read"
            fault = next((one for one in self.faults if one.on == wanted), None)
            if fault is not None:
                self.faults.remove(fault)
            reply = self.answer(call) if fault is None or fault.accepts else None
        if fault is None:
            assert reply is not None
            self._say(handler, reply)
        elif fault.drips:
            self._drip(handler)
        elif fault.reply is not None:
            self._say(handler, fault.reply)
        elif not fault.drops:
            self._let_go.wait(20)
        handler.close_connection = True

    def _say(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.kind)
        handler.send_header("Content-Length", str(len(reply.octets)))
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.octets)

    def _drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Send a byte now and then, always faster than a read gives up."""
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b" ")
                if self._let_go.wait(0.1):
                    return
        except OSError:
            return
