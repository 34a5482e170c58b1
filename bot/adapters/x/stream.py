"""The accelerator: X's filtered stream, whose every line only wakes the poller.

It may fall silent, break or be refused without anything being lost. It must never answer a post itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.adapters.x.stream_ear import StreamEar
from bot.domain.budgets import believable
from bot.domain.errors import DeliveryError, Temporary
from bot.domain.health import Pulse
from bot.ports.clock import Clock

SILENCE = timedelta(seconds=25)
"""X sends something every 20 s: https://docs.x.com/x-api/posts/filtered-stream/integrate/handling-disconnections"""
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
REFUSED_WAIT = timedelta(minutes=1)
ONE_CONNECTION = timedelta(seconds=15)
"""How long it takes to notice that a connection is dead and to make another one."""
_TOO_MANY = 429
_LOOK_EVERY = 0.25
_LEAVE_WITHIN = 4.0

log = structlog.get_logger()


class XStream:
    """Keeps one connection to the stream, watches it, and builds it anew when it is deaf or dead."""

    def __init__(
        self,
        connect: Callable[[Callable[[], None]], StreamEar],
        handle: str,
        wake: Callable[[], None],
        clock: Clock,
        silence: timedelta = SILENCE,
        first_wait: timedelta = FIRST_WAIT,
    ) -> None:
        """Prepare; nothing is called before `start`.

        Args:
            connect: builds an ear that calls what it is given for every line; raises a DeliveryError.
            handle: our handle, without the @.
            wake: called for every line, from the ear's thread.
            clock: tells how long X's refusals last.
            silence: how long nothing may come before the connection counts as deaf.
            first_wait: how long to wait before the first new attempt.
        """
        self._connect = connect
        self._wake = wake
        self._clock = clock
        self._silence = silence.total_seconds()
        self._first_wait = first_wait.total_seconds()
        self._rules = {"mentions": f"@{handle} -is:retweet", "posts": f"from:{handle} -is:retweet"}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._bell = threading.Event()
        self._failures = 0
        self.connections = 0
        self.waiting = 0.0
        self._ear: StreamEar | None = None
        self._heard_at = time.monotonic()
        self._ever = False
        self._reason = ""
        clock.on_jump(self._bell.set)

    def start(self) -> None:
        """Begin to listen; never raises, because nothing depends on it."""
        self._begin()

    def pulse(self) -> Pulse:
        """Tell when X last said anything on the stream, a sign of life included; see `bot.ports.part.Part`."""
        ear = self._ear
        if ear is not None and ear.was_connected:
            self._heard_at, self._ever = max(self._heard_at, ear.heard_at), True
        silent = timedelta(seconds=time.monotonic() - self._heard_at)
        return Pulse(silent, timedelta(seconds=2 * self._silence) + ONE_CONNECTION, self._reason, self._ever)

    def mend(self) -> None:
        """Put a new thread in the place of a dead one, and poll at once: nobody else tells of posts now.

        A living thread connects anew by itself, as soon as X allows it.
        """
        thread = self._thread
        if thread is not None and not thread.is_alive() and not self._stopping.is_set():
            log.error("x.stream_revived")
            self._begin()
        self._wake()

    def stop(self) -> None:
        """End the connection and the thread."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None:
            self._thread.join(_LEAVE_WITHIN)

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._run, name="x-stream", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                wait = self._listen_once()
            except Exception as error:
                reason = str(error) if isinstance(error, DeliveryError) else ""
                self._reason = reason or type(error).__name__
                log.warning("x.stream_failed", error=type(error).__name__, reason=reason)
                wait = self._wait(error.retry_at if isinstance(error, Temporary) else None)
            self.waiting = wait
            self._bell.wait(wait)
            self._bell.clear()

    def _listen_once(self) -> float:
        """Listen until the connection ends; return how many seconds to wait before the next."""
        ear = self._ear = self._connect(self._wake)
        try:
            ear.set_rules(self._rules)
            thread = ear.listen()
            self.connections += 1
            self._watch(ear, thread)
        finally:
            ear.close()
        thread.join(_LEAVE_WITHIN / 2)
        if ear.was_connected:
            self._failures = 0
            self._heard_at, self._reason = max(self._heard_at, ear.heard_at), ""
            # What was written while nobody listened is not sent again.
            self._wake()
            return self._first_wait
        if not self._stopping.is_set():
            self._reason = f"X refuses the stream ({ear.status})" if ear.status else "X cannot be reached"
            log.warning("x.stream_refused", status=ear.status)
        if ear.status == _TOO_MANY:
            return max(REFUSED_WAIT.total_seconds(), self._wait(ear.welcome_again))
        return self._wait(None)

    def _watch(self, ear: StreamEar, thread: threading.Thread) -> None:
        while thread.is_alive() and not self._stopping.wait(_LOOK_EVERY):
            if time.monotonic() - ear.heard_at > self._silence:
                log.warning("x.stream_silent")
                return

    def _wait(self, until: datetime | None) -> float:
        """Return the seconds to X's own word, or else twice as many as the last time."""
        if until:
            now = self._clock.now()
            return max(0.0, (believable(until, now) - now).total_seconds())
        self._failures += 1
        doubled: float = self._first_wait * 2.0 ** min(self._failures, 12)
        return min(doubled, LONGEST_WAIT.total_seconds()) * (0.75 + self._clock.jitter() / 2)
