"""Threads that turn the wheels: one per worker, woken by commits, stopped within seconds."""

from __future__ import annotations

import threading
import time
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
        self._name = name
        self._thread = self._new_thread()
        self._began: float | None = None

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once whether there is something to do; safe from any thread."""
        self._woken.set()

    @property
    def is_alive(self) -> bool:
        """Tell whether the thread lives, or was told to stop."""
        return self._thread.is_alive() or self._stopping.is_set()

    def busy_for(self) -> float:
        """Return for how many seconds one turn of `work` has not come back; 0 at rest."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    def mend(self) -> None:
        """Put a new thread in the place of a dead one, and look at once whether there is something to do."""
        if self._thread.ident is not None and not self.is_alive:
            log.error("pump_revived", pump=self._name)
            self._thread = self._new_thread()
            self._thread.start()
        self.wake()

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
            self._began = time.monotonic()
            try:
                busy = self._work()
                rest = 0.0 if busy else self._rest()
            except Exception:
                log.exception("pump_fault", pump=self._name)
                rest = AFTER_A_FAULT
            finally:
                self._began = None
            if rest > 0 and not self._stopping.is_set():
                self._woken.wait(rest)

    def _new_thread(self) -> threading.Thread:
        return threading.Thread(target=self._run, name=self._name, daemon=True)
