"""The accelerator against the local X: it wakes the poller, and comes back after anything."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from x_world import XWorld, wait_until

from bot.adapters.x.stream import XStream
from bot.adapters.x.stream_ear import StreamEar
from bot.domain.budgets import LONGEST

SOON = timedelta(milliseconds=20)
TAGS = {"triage-bot:mentions", "triage-bot:posts"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


class Listening:
    """Streams that were started, and how often they woke somebody."""

    def __init__(self, world: XWorld) -> None:
        self._world = world
        self._streams: list[XStream] = []
        self.woken = 0

    def start(self, url: str = "", silence: timedelta = timedelta(seconds=25)) -> XStream:
        def connect(heard: Callable[[], None]) -> StreamEar:
            return StreamEar("fake-x-bearer", url or self._world.server.url, heard)

        stream = XStream(connect, "acme", self._wake, self._world.clock, silence, SOON)
        self._streams.append(stream)
        stream.start()
        return stream

    def is_heard(self) -> bool:
        """Tell whether X has somebody to send posts to."""
        return bool(self._world.server.call(lambda sandbox: list(sandbox.x.listeners)))

    def stop(self) -> None:
        for stream in self._streams:
            stream.stop()

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
def listening(world: XWorld) -> Iterator[Listening]:
    listening = Listening(world)
    yield listening
    listening.stop()


class HalfDeadX:
    """A server whose streams say what the test wants and then nothing more; its rules are always in order."""

    def __init__(self, lines: bytes) -> None:
        self.connections = 0
        self._lines = lines
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in self._open:
            line.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self._listener.accept()
            except OSError:
                return
            self._open.append(line)
            request = line.recv(65536)
            if b"/stream/rules" in request:
                body = b'{"data": []}' if request.startswith(b"GET") else b"{}"
                length = str(len(body)).encode()
                line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + length + b"\r\n\r\n" + body)
                line.close()
            else:
                self.connections += 1
                line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                if self._lines:
                    line.sendall(f"{len(self._lines):x}\r\n".encode() + self._lines + b"\r\n")


def test_a_mention_wakes_the_poller(world: XWorld, listening: Listening) -> None:
    """At once, and the poller does the rest."""
    listening.start()
    wait_until(listening.is_heard)
    before = listening.woken
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: listening.woken > before)
    assert before + 1 == listening.woken


def test_an_answer_by_a_human_of_the_brand_wakes_the_poller(world: XWorld, listening: Listening) -> None:
    """So that the bot stops waiting for one."""
    listening.start()
    wait_until(listening.is_heard)
    before = listening.woken
    mention = world.says("anna_k", "nobody is named here")
    world.says("acme", "We are here", reply_to=mention)
    wait_until(lambda: listening.woken > before)
    assert before + 1 == listening.woken


def test_the_stream_comes_back_after_a_cut(world: XWorld, listening: Listening) -> None:
    """And wakes the poller, because nothing is sent twice."""
    stream = listening.start()
    wait_until(listening.is_heard)
    wait_until(lambda: stream.connections == 1)
    before = listening.woken
    world.fault("disconnect")
    wait_until(lambda: stream.connections == 2 and listening.is_heard())
    assert before < listening.woken
    before = listening.woken
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: listening.woken > before)


@pytest.mark.parametrize("lines", [b"", b"\r\n"], ids=["never a byte", "one keep-alive"])
def test_a_silent_stream_is_built_anew(listening: Listening, lines: bytes) -> None:
    """An open line on which nothing comes any more looks alive to everybody else."""
    x = HalfDeadX(lines)
    stream = listening.start(x.url, silence=timedelta(milliseconds=100))
    wait_until(lambda: x.connections >= 2)
    stream.stop()
    x.close()


def test_a_bad_line_is_a_line(listening: Listening) -> None:
    """tweepy's own reading would end the stream for good; here it only wakes the poller."""
    x = HalfDeadX(b'{"data": {"id": "1"\r\n{"data":{"id":"2","text":"x"},"matching_rules":[{"id":"1"}]}\r\n\r\n')
    stream = listening.start(x.url)
    wait_until(lambda: listening.woken == 2)
    assert 1 == x.connections
    stream.stop()
    x.close()


def test_the_rules_are_made_ours(world: XWorld, listening: Listening) -> None:
    """Stale ones of ours go, other software's stay, and what is right is left alone."""

    def earlier(sandbox: Any) -> None:
        rules = sandbox.x.stream_rules
        for value, tag in (("@old_handle", "triage-bot:mentions"), ("cats", "somebody else")):
            rule = rules.make(value, tag)
            rules.rules[rule.id] = rule

    world.server.call(earlier)
    listening.start()
    wait_until(listening.is_heard)
    rules = world.server.call(
        lambda sandbox: {(rule.tag, rule.value) for rule in sandbox.x.stream_rules.rules.values()}
    )
    assert {
        ("somebody else", "cats"),
        ("triage-bot:mentions", "@acme -is:retweet"),
        ("triage-bot:posts", "from:acme -is:retweet"),
    } == rules


def test_rules_that_are_right_are_not_set_again(world: XWorld, listening: Listening) -> None:
    """X allows few changes."""
    stream = listening.start()
    wait_until(listening.is_heard)
    stream.stop()
    wait_until(lambda: not listening.is_heard())
    changes = world.calls("POST", "/stream/rules")
    listening.start()
    wait_until(listening.is_heard)
    assert changes == world.calls("POST", "/stream/rules")


def test_after_a_429_it_waits_for_the_reset(world: XWorld, listening: Listening) -> None:
    """X allows 50 connections in 15 minutes."""
    world.fault("429", path="/search/stream", method="GET", seconds=600, times=1)
    stream = listening.start()
    wait_until(lambda: world.calls("GET", "/search/stream") == 1)
    wait_until(lambda: stream.waiting > 60)
    assert 1 == world.calls("GET", "/search/stream")
    world.clock.forward(timedelta(seconds=601))
    wait_until(listening.is_heard)


def test_a_reset_in_another_century_is_not_waited_for(world: XWorld, listening: Listening) -> None:
    world.fault("429", path="/search/stream", method="GET", seconds=3_000_000_000, times=1)
    stream = listening.start()
    wait_until(lambda: stream.waiting > 60)
    assert stream.waiting <= LONGEST.total_seconds()


def test_a_failing_x_is_asked_again(world: XWorld, listening: Listening) -> None:
    """Each time after a longer pause."""
    world.fault("500", path="/search/stream", times=3)
    listening.start()
    wait_until(listening.is_heard)
    assert world.calls("GET", "/search/stream") >= 4


def test_stopping_ends_a_stream_that_is_silent(world: XWorld, listening: Listening) -> None:
    """The line is shut, not waited for."""
    stream = listening.start()
    wait_until(listening.is_heard)
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: listening.woken)
    began = time.monotonic()
    stream.stop()
    assert time.monotonic() - began < 1.5
    wait_until(lambda: not listening.is_heard(), within=2)
    assert [] == [thread.name for thread in threading.enumerate() if thread.name in ("x-stream", "Tweepy Stream")]


def test_the_stream_is_left_off_where_the_operator_wants_it_off(world: XWorld) -> None:
    """It is an option."""
    assert world.connect(stream=False).stream(lambda: None) is None


def test_the_stream_works_from_the_operators_settings(world: XWorld) -> None:
    """With the token of the app among the keys."""
    woken = threading.Event()
    stream = world.connect(stream=True).stream(woken.set)
    assert stream is not None
    stream.start()
    wait_until(lambda: world.server.call(lambda sandbox: list(sandbox.x.listeners)))
    world.says("anna_k", "@acme export broken")
    assert woken.wait(5)
    stream.stop()
