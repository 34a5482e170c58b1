"""Tells systemd how the bot is, by its notification protocol; without systemd every word goes nowhere.

A few lines of our own: the libraries for it have had no release for years. It must never raise.
Source: https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Mapping

import structlog

log = structlog.get_logger()


class Supervisor:
    """Says READY=1, STOPPING=1, and WATCHDOG=1 as long as the bot lives."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Read from the environment whether and where a supervisor listens."""
        self._address = environ.get("NOTIFY_SOCKET", "")
        self._every = _seconds(environ) / 2
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def ready(self, is_live: Callable[[], bool]) -> None:
        """Say that the bot listens, and from now on that it lives, as often as the supervisor wants to hear it.

        `is_live` is asked each time; while it says no, nothing is said, and the supervisor ends the process.
        """
        self._say("READY=1")
        if self._every > 0 and self._address:
            self._thread = threading.Thread(target=self._watch, args=(is_live,), name="supervisor", daemon=True)
            self._thread.start()

    def stopping(self) -> None:
        """Say that the bot was told to stop."""
        self._stopping.set()
        self._say("STOPPING=1")

    def _watch(self, is_live: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            if is_live():
                self._say("WATCHDOG=1")
            else:
                log.error("watchdog_withheld")
            self._stopping.wait(self._every)

    def _say(self, word: str) -> None:
        if not self._address:
            return
        # "@" begins an address in the abstract name space.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door:
                door.sendto(word.encode("ascii"), address)
        except OSError as problem:
            log.warning("supervisor_not_told", error=type(problem).__name__)


def _seconds(environ: Mapping[str, str]) -> float:
    """Return how often the supervisor wants a sign of life from this process, 0.0 for never."""
    wanted = environ.get("WATCHDOG_USEC", "")
    meant = environ.get("WATCHDOG_PID", "") in ("", str(os.getpid()))
    return int(wanted) / 1e6 if meant and wanted.isascii() and wanted.isdigit() else 0.0
