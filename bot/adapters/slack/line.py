"""One Socket Mode connection and whether it still hears anything. It never looks at what comes over it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from websocket import WebSocketApp

from bot.adapters.slack.connect import quiet_logger
from bot.adapters.slack.errors import error_word, wait_wanted

log = structlog.get_logger()

PING_EVERY = 10.0
DEAF_AFTER = 35.0
GOODBYE_TAKES = 1.0
SLOWER = timedelta(seconds=30)
"""How long no connection is asked for where Slack allows none and does not say until when."""
PATIENCE = 20.0
"""How long a connection that is being made may take until it can be hung up, where nobody waits for that."""


class Line:
    """A connection that can be replaced as a whole.

    The SDK connects anew by itself after most faults, and now and then ends up connected to nothing; pongs tell. "No
    events lately" would not: a quiet night is no fault.
    """

    def __init__(self, app: App, client: WebClient, app_token: str, ping_every: float, deaf_after: float) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._ping_every = ping_every
        self._deaf_after = deaf_after
        self._lock = threading.Lock()
        self._closed = False
        self._welcome_at = 0.0
        self._heard = (0.0, time.monotonic())
        self._well_at = time.monotonic()
        self.was_well = False
        self.handler: SocketModeHandler | None = None

    def is_connected(self) -> bool:
        """Tell whether the handshake is done and the connection stands, as far as this side knows."""
        session = self.handler.client.current_session if self.handler else None
        sock = session.sock if session else None
        return sock is not None and bool(sock.connected)

    def is_deaf(self) -> bool:
        """Tell whether no pong has come for too long; call it regularly, it compares with the call before."""
        session = self.handler.client.current_session if self.handler else None
        pong = session.last_pong_tm if session else 0.0
        if pong != self._heard[0]:
            self._heard = (pong, time.monotonic())
        return time.monotonic() - self._heard[1] > self._deaf_after

    def silent_for(self) -> float:
        """Return for how many seconds nothing can have been heard; call it regularly, as `is_deaf`."""
        if self.is_connected() and not self.is_deaf():
            self._well_at, self.was_well = time.monotonic(), True
        return time.monotonic() - self._well_at

    def is_unwelcome(self) -> bool:
        """Tell whether Slack wants no new connection yet."""
        return time.monotonic() < self._welcome_at

    def replace(self) -> None:
        """Hang up, if need be, and connect anew; where that fails the line stays deaf and is replaced again later."""
        with self._lock:
            if self._closed:
                return
            old, self.handler = self.handler, None
            self._heard = (0.0, time.monotonic())
            if old is not None:
                threading.Thread(target=_close, args=(old, PATIENCE), name="slack-hang-up", daemon=True).start()
            handler = SocketModeHandler(
                self._app,
                self._app_token,
                logger=quiet_logger(),
                web_client=self._client,
                ping_interval=self._ping_every,
                concurrency=4,
            )
            self.handler = handler
            # The SDK would sleep for as long as Slack wants, and we would hold our lock meanwhile.
            handler.client.issue_new_wss_url = self._open  # type: ignore[method-assign]
            try:
                handler.connect()  # type: ignore[no-untyped-call]
            except Exception as fault:
                log.warning("slack_line_not_connected", error=type(fault).__name__)

    def _open(self) -> str:
        """Ask Slack where to connect, for us and for the SDK; where it wants us to wait, raise at once."""
        if self.is_unwelcome():
            raise SlackClientNotConnectedError("Slack wants no new connection yet")
        try:
            return str(self._client.apps_connections_open(app_token=self._app_token)["url"])
        except SlackApiError as fault:
            wait = wait_wanted(fault)
            if wait is None and error_word(fault) == "ratelimited":
                wait = SLOWER
            if wait is not None:
                self._welcome_at = time.monotonic() + wait.total_seconds()
                log.warning("slack_line_unwelcome", seconds=wait.total_seconds())
            raise

    def close(self) -> None:
        """Hang up for good; may take as long as Slack takes to answer."""
        with self._lock:
            self._closed = True
            old, self.handler = self.handler, None
        if old is not None:
            _close(old, GOODBYE_TAKES)


def _close(handler: SocketModeHandler, patience: float) -> None:
    """Hang up without the SDK's own waits: it listens for three seconds to a socket that another thread reads."""
    client = handler.client
    # Every new session of the SDK takes over the default, so that both must be off.
    client.closed, client.default_auto_reconnect_enabled, client.auto_reconnect_enabled = True, False, False
    client.current_session_runner.event.set()
    # While it connects anew, what it makes would stay open, unknown to anybody: it has to be done with that first.
    connecting_no_more = client.connect_operation_lock.acquire(timeout=patience)
    try:
        _say_goodbye(client.current_session, patience)
        client.message_queue.put(None)
        handler.close()  # type: ignore[no-untyped-call]
    except Exception as fault:
        log.warning("slack_line_not_closed", error=type(fault).__name__)
    finally:
        if connecting_no_more:
            client.connect_operation_lock.release()


def _say_goodbye(session: WebSocketApp | None, patience: float) -> None:
    """Send the closing frame; the thread that reads the connection ends with Slack's answer to it, or is woken."""
    sock = session.sock if session else None
    if session is None or sock is None:
        return
    # A connection that is closed while it is being made stays open, unknown to anybody.
    _wait(lambda: sock.connected or session.sock is None, patience)
    raw = sock.sock
    if raw is None or not sock.connected:
        return
    try:
        sock.send_close()
        if not _wait(lambda: session.sock is None):
            raw.shutdown(socket.SHUT_RDWR)
            _wait(lambda: session.sock is None)
    finally:
        sock.shutdown()  # type: ignore[no-untyped-call]


def _wait(true: Callable[[], bool], seconds: float = GOODBYE_TAKES) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()
