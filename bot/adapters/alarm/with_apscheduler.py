"""The alarm port by APScheduler: one job at the earliest due time and a sweep every minute, both in memory.

It holds no timers (rows in the store do) and its jobs do nothing but ring, so that nothing is lost with the process.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.ports.clock import Clock

_DUE = "due"
_SWEEP = "sweep"
# Ring however late it is, and once for many missed times. A job whose last ring has not returned yet would be left out
# with the usual limit of one, and the alarm would be deaf until the next sweep.
_JOB: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True, "max_instances": 100}

logging.getLogger("apscheduler").setLevel(logging.ERROR)


class _Once(BaseTrigger):  # type: ignore[misc]
    """Fires one time, a while after it was added; the scheduler itself tells it the machine's time."""

    def __init__(self, delay: timedelta) -> None:
        self._delay = delay

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        return None if previous_fire_time else now + self._delay


class ApschedulerAlarm:
    """Rings at one moment of the clock that it was given, and every minute.

    The clock may be moved by hand: what is left until the moment is reckoned anew then.
    """

    def __init__(self, clock: Clock, sweep_every: timedelta = timedelta(minutes=1)) -> None:
        """Prepare the alarm; it rings from `start` on.

        Arguments:
            clock: whose time `set` is told in.
            sweep_every: how often it rings in any case.
        """
        self._clock = clock
        self._sweep_every = sweep_every
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(max_workers=2)}, job_defaults=_JOB
        )
        self._ring: Callable[[], None] | None = None
        self._due: datetime | None = None
        self._lock = threading.Lock()
        self._stopped = False
        clock.on_jump(self._rearm)

    def start(self, ring: Callable[[], None]) -> None:
        """Begin; `ring` is called from a thread of the scheduler and must return at once."""
        with self._lock:
            self._ring = ring
            self._scheduler.start()
            trigger = IntervalTrigger(seconds=self._sweep_every.total_seconds(), timezone=UTC)
            self._scheduler.add_job(ring, trigger, id=_SWEEP)
            self._arm()

    def set(self, due: datetime | None) -> None:
        """Ring at `due` (UTC, at once when it is past) instead of what was set before; None leaves only the sweep."""
        with self._lock:
            self._due = due
            self._arm()

    def stop(self) -> None:
        """Ring no more; a ring that has begun may still come to its end."""
        with self._lock:
            if self._ring is not None and not self._stopped:
                # APScheduler's thread dies of a JobLookupError when it is shut down while it handles a job's last ring.
                self._scheduler.remove_all_jobs()
                self._scheduler.shutdown(wait=False)
            self._stopped = True

    def _rearm(self) -> None:
        with self._lock:
            self._arm()

    def _arm(self) -> None:
        if self._ring is None or self._stopped:
            return
        if self._due is None:
            with contextlib.suppress(JobLookupError):
                self._scheduler.remove_job(_DUE)
            return
        delay = max(self._due - self._clock.now(), timedelta(0))
        self._scheduler.add_job(self._ring, _Once(delay), id=_DUE, replace_existing=True)
