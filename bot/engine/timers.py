"""Fires timers that are due. The rows in the store are the timers; the alarm only wakes this worker."""

from __future__ import annotations

import structlog

from bot.domain.errors import NotAllowed
from bot.engine.intake import Intake
from bot.ports.alarm import Alarm
from bot.ports.clock import Clock
from bot.ports.store import Store

log = structlog.get_logger()


class TimerWorker:
    """Takes due timers, earliest first, and sets the alarm for the next one."""

    def __init__(self, store: Store, intake: Intake, clock: Clock, alarm: Alarm) -> None:
        self._store = store
        self._intake = intake
        self._clock = clock
        self._alarm = alarm

    def work(self) -> bool:
        """Fire every timer that is due now, then set the alarm; return whether there was any.

        Raises a fault of our own only after the others have been fired.
        """
        now = self._clock.now()
        with self._store.transaction() as tx:
            due = tx.timers.due(now)
        fault: Exception | None = None
        for timer in due:
            try:
                self._intake.fire(timer)
            except NotAllowed:
                # The case is gone or stands where this timer means nothing: it must not be found due for ever.
                log.exception("timer_without_meaning", case=timer.case_id, timer=timer.timer)
                with self._store.transaction() as tx:
                    tx.timers.cancel(timer.case_id, timer.timer)
            except Exception as problem:
                # One case that cannot be decided must not keep the others from being heard.
                fault = problem
        if fault is not None:
            raise fault
        with self._store.transaction() as tx:
            self._alarm.set(tx.timers.next_due())
        return bool(due)
