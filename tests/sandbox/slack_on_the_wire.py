"""A running sandbox as the tests of its Slack use it: the SDK's client, a bare socket, the control API."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests
import websocket
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import SandboxServer

BOT_TOKEN = "xoxb-fake-sandbox"
APP_TOKEN = "xapp-fake-sandbox"


class Socket:
    """One bare Socket Mode connection."""

    def __init__(self, address: str) -> None:
        self._connection = websocket.create_connection(address, timeout=5)
        self.hello = self.read()

    def read(self, timeout: float = 5) -> Any:
        """The next frame."""
        self._connection.settimeout(timeout)
        return json.loads(self._connection.recv())

    def silent(self, timeout: float = 0.2) -> bool:
        """Whether nothing comes for a while."""
        try:
            self.read(timeout)
        except websocket.WebSocketTimeoutException:
            return True
        return False

    def acknowledge(self, envelope: Any, payload: Any = None) -> None:
        """Acknowledge an envelope, with a payload where one is given."""
        answer = {"envelope_id": envelope["envelope_id"]}
        self._connection.send(json.dumps(answer if payload is None else answer | {"payload": payload}))

    def next(self, payload: Any = None) -> Any:
        """Read one envelope, acknowledge it and return its payload."""
        envelope = self.read()
        self.acknowledge(envelope, payload)
        return envelope["payload"]

    def ping(self, words: str) -> str:
        """Send a ping frame and return what the answer carries."""
        self._connection.ping(words)
        code, data = self._connection.recv_data(control_frame=True)
        assert code == websocket.ABNF.OPCODE_PONG
        return str(data.decode())

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Workspace:
    """The local Slack and everything the tests do to it."""

    def __init__(self, server: SandboxServer) -> None:
        self.server = server
        self.client = WebClient(token=BOT_TOKEN, base_url=f"{server.url}/api/")
        self._sockets: list[Socket] = []
        self._people = ThreadPoolExecutor(2)

    def connect(self) -> Socket:
        """Open a connection as the SDK does."""
        socket = Socket(self.client.apps_connections_open(app_token=APP_TOKEN)["url"])
        self._sockets.append(socket)
        return socket

    def error(self, call: Callable[..., Any], **arguments: Any) -> str:
        """The error word with which Slack refuses a call."""
        return str(self.refusal(call, **arguments)["error"])

    def refusal(self, call: Callable[..., Any], **arguments: Any) -> Any:
        """The whole answer with which Slack refuses a call."""
        try:
            call(**arguments)
        except SlackApiError as error:
            return error.response.data
        raise AssertionError("the call was not refused")

    def control(self, path: str, **body: Any) -> Any:
        """A control call that must succeed."""
        answer = requests.post(f"{self.server.url}/control/{path}", json=body, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def control_error(self, path: str, **body: Any) -> tuple[int, str]:
        """The status and the words with which a control call is refused."""
        answer = requests.post(f"{self.server.url}/control/{path}", json=body, timeout=10)
        return answer.status_code, answer.json()["error"]

    def meanwhile(self, path: str, **body: Any) -> Future[Any]:
        """A control call that waits for the app, made in the background."""
        return self._people.submit(self.control, path, **body)

    def say(self, who: str, channel: str, text: str, **more: Any) -> Any:
        """Somebody writes a message."""
        return self.control("slack/message", **{"as": who}, channel=channel, text=text, **more)

    def seen(self) -> Any:
        """Slack's part of the state that the page shows."""
        return requests.get(f"{self.server.url}/control/state", timeout=5).json()["slack"]

    def messages(self, channel: str) -> list[Any]:
        """The messages of a Slack channel as the page shows them."""
        return next(list(c["messages"]) for c in self.seen()["channels"] if c["id"] == channel)

    def patience(self, seconds: float) -> None:
        """Let Slack wait less long for acknowledgements."""

        def change(world: Any) -> None:
            world.slack.sockets.ack_timeout = timedelta(seconds=seconds)

        self.server.call(change)

    def close(self) -> None:
        """Close what was opened."""
        for socket in self._sockets:
            socket.close()
        self._people.shutdown()


@contextmanager
def running(folder: Path) -> Iterator[Workspace]:
    """Run a sandbox for one test."""
    with SandboxServer(folder / "clock") as server:
        workspace = Workspace(server)
        try:
            yield workspace
        finally:
            workspace.close()


def eventually(found: Callable[[], Any], within: float = 30) -> Any:
    """Wait until something is true, and return it."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        result = found()
        if result:
            return result
        threading.Event().wait(0.02)
    raise AssertionError("it did not come about")


def section(text: str, **more: Any) -> dict[str, Any]:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str, value: str | None = None, words: str = "Send", **more: Any) -> dict[str, Any]:
    """A button element."""
    shape = {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": words}, **more}
    return shape if value is None else shape | {"value": value}


def actions(*elements: Any, **more: Any) -> dict[str, Any]:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    """A modal view with a submit button."""
    title, submit = {"type": "plain_text", "text": "Edit"}, {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "title": title, "submit": submit, "blocks": list(blocks), **more}


def text_input(block_id: str, action_id: str, **more: Any) -> dict[str, Any]:
    """An input block with a plain text field; `more` belongs to the field."""
    element = {"type": "plain_text_input", "action_id": action_id, **more}
    label = {"type": "plain_text", "text": "Text"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element}
