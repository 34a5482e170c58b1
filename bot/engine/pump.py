"""Threads that turn the wheels: one per worker, woken by commits, stopped within seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger()

AFTER_A_FAULT = 1.0
"""Seconds of rest after a fault of our own, so that it does not fill the log."""


class Pump:
    """Calls `work` until it returns False, then sleeps until woken, at most `rest()` seconds."""

    def __init__(self, name: str, work: Callable[[], bool], rest: Callable[[], float]) -> None:
        self._work = work
        self._rest = rest
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once whether there is something to do; safe from any thread."""
        self._woken.set()

    def stop(self) -> None:
        """Begin nothing more; `join` waits for what is in flight."""
        self._stopping.set()
        self._woken.set()

    def join(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds; return whether the pump stands still, as one does that was never started."""
        if self._thread.ident is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                busy = self._work()
                rest = 0.0 if busy else self._rest()
            except Exception:
                log.exception("pump_fault", pump=self._thread.name)
                rest = AFTER_A_FAULT
            if rest > 0 and not self._stopping.is_set():
                self._woken.wait(rest)
