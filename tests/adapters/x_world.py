"""What the tests of the X adapter share: the local X with its people, a clock that lives in its time, ears that
remember, and a scripted server for answers that the local X never gives."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from bot.adapters.store.sqlite import SqliteStore
from bot.adapters.x.client import XClient
from bot.adapters.x.codec import Brand
from bot.adapters.x.connect import XConnection, XSettings, connect
from bot.adapters.x.credentials import UserKeys, XCredentials
from bot.adapters.x.progress import OVERLAP, Progress
from bot.adapters.x.sources import Source
from bot.adapters.x.tokens import kept_in
from bot.domain.case import Mention
from bot.domain.errors import StoreBroken
from bot.domain.policy import Staff
from bot.engine.own_post import OwnPost
from bot.engine.unread import Unread
from bot.sandbox.server import SandboxServer

KEYS = UserKeys("fake-x-key", "any-secret", "fake-x-token", "any-token-secret", bearer="fake-x-bearer")
ACME = Brand("1000", "acme")


def wait_until(true: Callable[[], object], within: float = 30.0) -> None:
    """Return as soon as something is true; fail when it does not come."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


class WorldClock:
    """The clock port in the sandbox's own time."""

    def __init__(self, server: SandboxServer) -> None:
        self._server = server
        self._heard: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._server.world.clock.now()

    def jitter(self) -> float:
        return 0.5

    def on_jump(self, heard: Callable[[], None]) -> None:
        self._heard.append(heard)

    def forward(self, by: timedelta) -> None:
        """Move the sandbox's time."""
        self._server.call(lambda world: world.clock.forward(by))
        for heard in self._heard:
            heard()


class Ears:
    """An intake that only remembers; it may be told to be unsure, or to fail."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.posts: list[OwnPost] = []
        self.unsure = 0
        self.failing: list[Exception] = []

    def hear(self, mention: Mention) -> None:
        if self.failing:
            raise self.failing.pop()
        known = {id for heard in self.mentions for id in (heard.id, *heard.also)}
        if not known & {mention.id, *mention.also}:
            self.mentions.append(mention)

    def answered_elsewhere(self, post: OwnPost) -> bool:
        if self.unsure:
            self.unsure -= 1
            return False
        if post not in self.posts:
            self.posts.append(post)
        return True

    @property
    def texts(self) -> list[str]:
        """What was heard, without our handle in front."""
        return [mention.text.removeprefix("@acme").strip() for mention in self.mentions]


class XWorld:
    """A running local X, a store in memory, and the adapter pointed at both."""

    def __init__(self, place: Path) -> None:
        self.server = SandboxServer(place / "clock")
        self.clock = WorldClock(self.server)
        self.store = SqliteStore(":memory:")
        self.ears = Ears()
        self.unread: list[Unread] = []
        self.unread_fails = 0
        self._clients: list[XClient] = []
        self._connections: list[XConnection] = []

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for client in self._clients:
            client.close()
        for connection in self._connections:
            connection.close()
        self.store.close()
        self.server.stop()

    def settings(self, **changes: Any) -> XSettings:
        values: dict[str, Any] = {
            "handle": "acme",
            "api_url": self.server.url,
            "poll_every": timedelta(milliseconds=50),
            "dm_poll_every": timedelta(milliseconds=50),
        }
        return XSettings(**{**values, **changes})

    def connect(self, credentials: XCredentials = KEYS, **changes: Any) -> XConnection:
        wait = timedelta(seconds=1)
        connection = connect(self.settings(**changes), credentials, self.clock, kept_in(self.store), wait)
        self._connections.append(connection)
        return connection

    def tell(self, found: Sequence[Unread]) -> None:
        """Keep what could not be taken in, or fail as often as the test wants."""
        if self.unread_fails:
            self.unread_fails -= 1
            raise StoreBroken("disk full")
        self.unread.extend(found)

    def client(self, answer_within: timedelta = timedelta(seconds=2)) -> XClient:
        client = XClient(KEYS, None, self.server.url, answer_within)
        self._clients.append(client)
        return client

    def source(self, kind: type[Source], overlap: timedelta = OVERLAP, staff: Sequence[Staff] = ()) -> Source:
        """Return a source as it is after a start: with nothing in its own memory."""
        progress = Progress(self.store, self.clock, kind.name, overlap)
        return kind(self.client(), lambda: ACME, self.ears, progress, threading.Event(), self.tell, staff)

    def begin(self, kind: type[Source], overlap: timedelta = OVERLAP, staff: Sequence[Staff] = ()) -> Source:
        """Return a source whose first start was a little while ago."""
        source = self.source(kind, overlap, staff)
        source.read()
        return source

    def control(self, path: str, /, **body: Any) -> Any:
        answer = requests.post(f"{self.server.url}/control/{path}", json=body, timeout=5)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def says(self, who: str, text: str, **more: Any) -> str:
        """Let somebody post in X's own app; returns the post's id."""
        return str(self.control("x/post", **{"as": who}, text=text, **more)["id"])

    def writes(self, who: str, text: str, **more: Any) -> str:
        """Let somebody send a direct message; returns its id."""
        return str(self.control("x/message", **{"as": who}, text=text, **more)["id"])

    def fault(self, kind: str, **more: Any) -> None:
        self.control("faults", on="x", kind=kind, **more)

    def clear(self) -> None:
        requests.delete(f"{self.server.url}/control/faults", timeout=5)

    def calls(self, method: str, path: str) -> int:
        """Count the calls that X received."""
        received = self.server.call(lambda world: world.faults.calls.since(0))
        return sum(call.method == method and path in call.path for call in received)

    def mark(self, name: str) -> str:
        with self.store.transaction() as tx:
            return tx.marks.get(name)


class ScriptedX:
    """A server that gives prepared answers, the last one for ever, and counts what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.requests: list[tuple[str, str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                outer.requests.append((f"{self.command} {self.path}", self.headers.get("Authorization", ""), body))
                status, headers, answer = outer.answers[0] if len(outer.answers) == 1 else outer.answers.pop(0)
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def will_answer(self, status: int, body: str, **headers: str) -> None:
        """Add an answer; underscores in header names stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named, body.encode()))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def scripted_client(answer_within: timedelta = timedelta(seconds=2)) -> Iterator[tuple[ScriptedX, XClient]]:
    """Yield a scripted server and a client that talks to it."""
    with ScriptedX() as x:
        client = XClient(KEYS, None, x.url, answer_within)
        try:
            yield x, client
        finally:
            client.close()
