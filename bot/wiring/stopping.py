"""Stops parts beside one another, so that the whole takes as long as the slowest and not as long as all of them.

Each part may wait for its own thread or connection when it is told to stop; nobody waits for one that does not obey.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import structlog

log = structlog.get_logger()


def stop_together(stops: Sequence[Callable[[], None]], deadline: float) -> bool:
    """Begin every stop, in their order, then wait for all of them.

    Arguments:
        stops: tell a part to stop and wait for it; one that fails is logged and keeps no other from its turn.
        deadline: until when to wait, in monotonic seconds.

    Returns whether all of them came back in time.
    """
    running = [threading.Thread(target=_stop, args=(stop,), name="stop", daemon=True) for stop in stops]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(max(0.0, deadline - time.monotonic()))
    return not any(thread.is_alive() for thread in running)


def _stop(stop: Callable[[], None]) -> None:
    try:
        stop()
    except Exception:
        log.exception("part_not_stopped")
