"""Listens to Slack over Socket Mode, on two connections, and writes every envelope down before it is acknowledged.

Slack delivers an envelope again until it is acknowledged, so a fault while writing must be no acknowledgement. Nothing
is decided here. Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.adapters.slack.checking import objections, refusal
from bot.adapters.slack.connect import SlackUnreachable, check_app_token, quiet_logger
from bot.adapters.slack.critic import Critic, NoCritic
from bot.adapters.slack.envelope import body, key
from bot.adapters.slack.inbound import SOURCE
from bot.adapters.slack.kept import Kept
from bot.adapters.slack.line import DEAF_AFTER, PING_EVERY, Line
from bot.adapters.slack.replies import Replies
from bot.domain.errors import StoreBroken
from bot.domain.health import Pulse
from bot.ports.clock import Clock
from bot.ports.store import Store

log = structlog.get_logger()

LINES = 2
WATCH_EVERY = 5.0
STOP_WITHIN = 4.5
TO_CONNECT = timedelta(seconds=20)
"""How long Slack may be without a line to us before something is wrong: a new one takes seconds."""


class SlackListener:
    """Two lines to Slack, and a watchdog that replaces one that has gone deaf."""

    def __init__(
        self,
        client: WebClient,
        app_token: str,
        store: Store,
        clock: Clock,
        wake: Callable[[], None],
        critic: Critic | None = None,
        replies: Replies | None = None,
        *,
        ping_every: float = PING_EVERY,
        deaf_after: float = DEAF_AFTER,
        watch_every: float = WATCH_EVERY,
    ) -> None:
        """Prepare; nothing is connected before `start`.

        Args:
            client: made by `connect.web_client`.
            app_token: the app-level token.
            store: where envelopes are written down.
            clock: tells when one was received.
            wake: called, from any thread, when there is a new envelope.
            critic: asked, from any thread, what speaks against a submitted window; nobody by default.
            replies: remember where commands want their answers.
            ping_every: seconds between pings on a line.
            deaf_after: seconds without a pong after which a line is replaced.
            watch_every: seconds between two looks of the watchdog.
        """
        self._client = client
        self._app_token = app_token
        self._watch_every = watch_every
        self._kept = Kept(store)
        self._wake = wake
        app = _app(client, WriteDown(store, clock, wake, critic or NoCritic(), self._kept, replies))
        self.lines = tuple(Line(app, client, app_token, ping_every, deaf_after) for _ in range(LINES))
        self._stopping = threading.Event()
        self._now = threading.Event()
        self._reason = ""
        self._watchdog = self._new_watchdog()

    def start(self) -> None:
        """Check the app token and connect; a Slack that is only not there right now is tried again by the watchdog.

        Raises ConfigurationError where Slack does not accept the token.
        """
        try:
            check_app_token(self._client, self._app_token)
            for line in self.lines:
                line.replace()
        except SlackUnreachable as fault:
            self._reason = str(fault)
            log.warning("slack_not_reached", reason=str(fault))
        self._watchdog.start()

    def pulse(self) -> Pulse:
        """Tell how the better one of the lines is; see `bot.ports.part.Part`."""
        silent = timedelta(seconds=min(line.silent_for() for line in self.lines))
        if any(line.was_well for line in self.lines) and silent < timedelta(seconds=1):
            self._reason = ""
        return Pulse(silent, TO_CONNECT, self._reason, any(line.was_well for line in self.lines))

    def mend(self) -> None:
        """Replace every line that stands but hears nothing, or does not stand, and revive a dead watchdog."""
        if self._watchdog.ident is not None and not self._watchdog.is_alive() and not self._stopping.is_set():
            log.error("slack_watchdog_revived")
            self._watchdog = self._new_watchdog()
            self._watchdog.start()
        self._now.set()

    def stop(self) -> None:
        """Hang up; returns within five seconds. Envelopes not acknowledged by then are delivered again by Slack."""
        self._stopping.set()
        self._now.set()
        closing = [threading.Thread(target=line.close, name="slack-hang-up", daemon=True) for line in self.lines]
        for thread in closing:
            thread.start()
        for thread in closing:
            thread.join(STOP_WITHIN / LINES)
        if self._watchdog.is_alive():
            self._watchdog.join(0.4)

    def _new_watchdog(self) -> threading.Thread:
        return threading.Thread(target=self._watch, name="slack-watchdog", daemon=True)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            asked = self._now.wait(self._watch_every)
            self._now.clear()
            if self._kept.write_down():
                self._wake()
            for line in self.lines:
                if self._stopping.is_set():
                    return
                if line.is_unwelcome():
                    continue
                if line.is_deaf() or (asked and not line.is_connected()):
                    log.warning("slack_line_replaced")
                    line.replace()


class WriteDown(Middleware):
    """The first thing that Bolt runs: writes the envelope down and ends the matter."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        wake: Callable[[], None],
        critic: Critic,
        kept: Kept,
        replies: Replies | None = None,
    ) -> None:
        self._replies = replies or Replies()
        self._store = store
        self._kept = kept
        self._clock = clock
        self._wake = wake
        self._critic = critic

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:
        """Acknowledge what is in the database; an exception here makes Bolt answer nothing.

        A window that may not close is answered with what is wrong, and not written down: it stays open.
        """
        if against := objections(req.body, self._critic):
            return BoltResponse(status=200, body=refusal(against))
        now = self._clock.now()
        self._replies.keep(key(req.body), req.body)
        try:
            with self._store.transaction() as tx:
                tx.inbox.receive(SOURCE, key(req.body), body(req.body), now)
        except StoreBroken:
            self._kept.keep(req.body, now)
            raise
        self._wake()
        return BoltResponse(status=200, body="")


def _app(client: WebClient, write_down: Middleware) -> App:
    """Return a Bolt app that calls nobody: no token check, no authorisation, no listeners."""
    app = App(
        name="triage-bot",
        client=client,
        logger=quiet_logger(),
        token_verification_enabled=False,
        before_authorize=write_down,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )

    @app.error
    def not_written_down(error: Exception) -> None:
        log.error("slack_envelope_not_written", error=type(error).__name__)

    return app
