"""Polls X as the poller does, with its own sources and its own pace, but by hand and only when there is news.

A poll that would show what the last one showed is left out: the store knows all of it already.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.adapters.x.client import XClient
from bot.adapters.x.codec import Brand
from bot.adapters.x.progress import Progress
from bot.adapters.x.sources import POSTS, DirectMessages, Source
from bot.domain.case import Mention
from bot.domain.errors import Temporary
from bot.engine.intake import Intake
from bot.engine.own_post import OwnPost
from bot.engine.unread import UnreadNews
from bot.ports.clock import Clock
from bot.ports.store import Store

log = structlog.get_logger()

LONGEST_WAIT = timedelta(minutes=5)


@dataclass
class _Lane:
    sources: Sequence[Source]
    every: timedelta
    due: datetime | None = None
    last: datetime | None = None
    ever: bool = False
    failures: int = 0
    shut: dict[str, datetime] = field(default_factory=dict)


class Polling:
    """A worker: `due` is when it wants to look (the bot's own time), None while there is no news."""

    def __init__(
        self, client: XClient, brand: Brand, intake: Intake, store: Store, clock: Clock, unread: UnreadNews
    ) -> None:
        self._clock = clock
        self._ears = _Ears(intake)
        stopping = threading.Event()

        def source(kind: type[Source]) -> Source:
            progress = Progress(store, clock, kind.name)
            return kind(client, lambda: brand, self._ears, progress, stopping, unread.tell)

        self._posts = _Lane(tuple(map(source, POSTS)), timedelta(seconds=30))
        self._messages = _Lane((source(DirectMessages),), timedelta(seconds=60))
        for lane in (self._posts, self._messages):
            # A process that has just started looks at once.
            lane.due = clock.now()

    @property
    def due(self) -> datetime | None:
        """When the next poll is due."""
        return min((lane.due for lane in (self._posts, self._messages) if lane.due), default=None)

    def has_read(self) -> bool:
        """Tell whether everything was read at least once."""
        return all(lane.ever for lane in (self._posts, self._messages))

    def news(self, *, private: bool) -> None:
        """Let the next poll of this kind come at its time."""
        lane = self._messages if private else self._posts
        earliest = lane.last + lane.every if lane.last else self._clock.now()
        lane.due = lane.due or max(earliest, self._clock.now())

    def work(self) -> bool:
        """Poll what is due; never more to do at once."""
        for lane in (self._posts, self._messages):
            if lane.due is not None and lane.due <= self._clock.now():
                self._read(lane)
        return False

    def _read(self, lane: _Lane) -> None:
        lane.last, lane.due = self._clock.now(), None
        self._ears.incomplete = False
        now = lane.last
        outcomes = [self._read_one(lane, one) for one in lane.sources if lane.shut.get(one.name, now) <= now]
        now = self._clock.now()
        if not all(outcomes):
            lane.failures += 1
            lane.due = now + max(lane.every, min(lane.every * 2.0 ** min(lane.failures, 12), LONGEST_WAIT))
        else:
            lane.failures = 0
            lane.ever = lane.ever or not any(until > now for until in lane.shut.values())
            if self._ears.incomplete:
                lane.due = now + lane.every
        opens = (max(until, now + lane.every) for until in lane.shut.values() if until > now)
        lane.due = min((moment for moment in (lane.due, *opens) if moment), default=None)

    def _read_one(self, lane: _Lane, source: Source) -> bool:
        """Read one source, as the poller does; False when it failed and nobody said until when."""
        try:
            source.read()
        except Exception as error:
            log.warning("x.poll_failed", source=source.name, error=type(error).__name__, reason=str(error))
            until = error.retry_at if isinstance(error, Temporary) else None
            if until is None or until <= self._clock.now():
                return False
            lane.shut[source.name] = until
        return True


class _Ears:
    """The intake, and whether it asked to be shown something again."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.incomplete = False

    def hear(self, mention: Mention) -> None:
        """Pass it on; what fails comes with the next poll."""
        before, self.incomplete = self.incomplete, True
        self._intake.hear(mention)
        self.incomplete = before

    def answered_elsewhere(self, post: OwnPost) -> bool:
        """Pass it on."""
        told = self._intake.answered_elsewhere(post)
        self.incomplete = self.incomplete or not told
        return told
