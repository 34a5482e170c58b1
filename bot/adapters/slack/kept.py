"""Events that the database did not take: kept in memory and written down when it does.

Slack sends an event that nobody acknowledges again, but only three times within minutes; a disk may be full for longer.
A person's click is not kept: Slack tells the person that it failed, and a click that takes effect later would surprise.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog

from bot.adapters.slack.envelope import body, key
from bot.adapters.slack.inbound import SOURCE
from bot.domain.errors import StoreBroken
from bot.ports.store import Store

log = structlog.get_logger()

MOST = 2_000
"""Events kept at most; the oldest ones go first."""


class Kept:
    """Any thread may call it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._events: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def keep(self, payload: Mapping[str, Any], at: datetime) -> None:
        """Keep an event that came at `at` (UTC); anything else is left to Slack."""
        if payload.get("type") != "event_callback":
            return
        with self._lock:
            self._events[key(payload)] = (body(payload), at)
            while len(self._events) > MOST:
                self._events.popitem(last=False)

    def write_down(self) -> bool:
        """Write down what is kept, if the database takes it now; return whether anything was written."""
        with self._lock:
            if not self._events:
                return False
            events = dict(self._events)
        try:
            with self._store.transaction() as tx:
                for name, (text, at) in events.items():
                    tx.inbox.receive(SOURCE, name, text, at)
        except StoreBroken:
            return False
        with self._lock:
            for name in events:
                self._events.pop(name, None)
        log.info("slack_events_written_late", events=len(events))
        return True
