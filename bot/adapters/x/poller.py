"""Polls X on one thread: polling is the truth, everything else only makes it faster.

Our own posts and mentions share one pace, direct messages have a slower one. Where X's limits do not allow the
operator's pace, it stretches. Nothing that goes wrong ends the thread. It must never poll before X said that it may.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.adapters.x.client import XClient
from bot.adapters.x.codec import Brand
from bot.adapters.x.progress import OVERLAP, Progress
from bot.adapters.x.settings import XSettings
from bot.adapters.x.sources import POSTS, DirectMessages, Ears, Source
from bot.domain.budgets import believable
from bot.domain.errors import DeliveryError, Misconfigured, Temporary
from bot.domain.health import Pulse
from bot.domain.policy import Staff
from bot.engine.meter import Meter
from bot.engine.unread import Unread
from bot.ports.clock import Clock
from bot.ports.store import Store

LONGEST_WAIT = timedelta(minutes=5)
WINDOW = timedelta(minutes=15)
WAKES = 200
"""Polls out of turn in one window: X allows 300 for mentions, and the regular ones need their share."""
HASTE = 10
"""How many times faster than X's limits allow for long polls out of turn may come: a burst then never uses them up."""
LOOK_AGAIN = timedelta(seconds=4)
"""The stream tells of a post before the timeline shows it: a second look follows soon."""
ONE_READING = timedelta(seconds=12)
"""How long a reading may take on which X does not answer: connecting, and then waiting."""
_LEAVE_WITHIN = 4.0

log = structlog.get_logger()


@dataclass(frozen=True)
class _Shut:
    """A silence that X asked for: over at `at` (UTC), and at the latest at `ends` (monotonic).

    A clock that is set back meanwhile makes it no longer, and one that is moved ahead by hand ends it.
    """

    at: datetime
    ends: float

    @classmethod
    def until(cls, at: datetime, now: datetime) -> _Shut:
        """Return a silence until `at` that begins `now` (UTC)."""
        at = believable(at, now)
        return cls(at, time.monotonic() + (at - now).total_seconds())

    def wait(self, now: datetime) -> float:
        """Return how many seconds are left of it."""
        return min((self.at - now).total_seconds(), self.ends - time.monotonic())


@dataclass
class _Lane:
    """Sources that are read one after the other at one pace.

    `due` is monotonic time, and so is `soonest`, before which no poll out of turn begins. `shut` is X's own word: until
    when a source, by its name, may not be read. A source that cannot be read does not keep the others from it.
    """

    sources: Sequence[Source]
    every: timedelta
    wakes: bool
    due: float = 0.0
    soonest: float = 0.0
    shut: dict[str, _Shut] = field(default_factory=dict)
    woken: bool = False
    failures: int = 0
    read_at: float = field(default_factory=time.monotonic)
    reason: str = ""
    ever: bool = False
    spacing: float = 0.0

    def pulse(self) -> Pulse:
        """Tell how long ago everything was read the last time."""
        silent = timedelta(seconds=time.monotonic() - self.read_at)
        every = max(self.every, timedelta(seconds=self.spacing))
        return Pulse(silent, 3 * every + ONE_READING, self.reason, self.ever)


class XPoller:
    """Brings what is new at X to the intake."""

    def __init__(
        self,
        client: XClient,
        whoami: Callable[[], Brand],
        ears: Ears,
        store: Store,
        clock: Clock,
        settings: XSettings,
        unread: Callable[[Sequence[Unread]], None],
        overlap: timedelta = OVERLAP,
        most_wakes: int = WAKES,
        meter: Meter | None = None,
        ahead: Callable[[], timedelta] = lambda: timedelta(0),
        staff: Sequence[Staff] = (),
    ) -> None:
        """Prepare; nothing is called before `start`.

        Args:
            client: the calls; nobody else may use it.
            whoami: asks for our account if it is not known yet; raises a DeliveryError.
            ears: the intake.
            store: keeps how far was read.
            clock: the time, and jumps of it.
            settings: the pace.
            unread: is told what could not be taken in.
            overlap: how much is read again each time.
            most_wakes: how many polls out of turn there may be in 15 minutes.
            meter: knows what X's limits leave; None without limits.
            ahead: how far our clock is known to go before X's.
            staff: whose own handles are no customers'; read anew for every post.
        """
        self._client = client
        self._whoami = whoami
        self._clock = clock
        self._stopping = threading.Event()
        self._bell = threading.Event()
        self._thread: threading.Thread | None = None
        self._most_wakes = most_wakes
        self._meter = meter
        self._wakes: deque[float] = deque()
        self._began: float | None = None

        def source(kind: type[Source]) -> Source:
            progress = Progress(store, clock, kind.name, overlap, ahead)
            return kind(client, whoami, ears, progress, self._stopping, unread, staff)

        self._lanes = (
            _Lane(tuple(map(source, POSTS)), settings.poll_every, wakes=True),
            _Lane((source(DirectMessages),), settings.dm_poll_every, wakes=False),
        )
        clock.on_jump(self._jumped)

    def start(self) -> None:
        """Begin to poll.

        Raises:
            Misconfigured: X does not accept our keys, or they belong to another account.
        """
        try:
            self._whoami()
        except Misconfigured:
            raise
        except DeliveryError as error:
            log.warning("x.not_reached_at_start", reason=str(error))
        self._begin()

    def pulse(self) -> Pulse:
        """Tell how the lane is that is worst off; see `bot.ports.part.Part`."""
        return max((lane.pulse() for lane in self._lanes), key=lambda pulse: pulse.silent_for - pulse.patience)

    def has_read(self) -> bool:
        """Tell whether everything was read at least once since the start."""
        return all(lane.ever for lane in self._lanes)

    def busy_for(self) -> float:
        """Return for how many seconds one source has been read without an end; 0 at rest."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    def mend(self) -> None:
        """Put a new thread in the place of a dead one, and read at once unless X has asked us to wait."""
        thread = self._thread
        if thread is not None and not thread.is_alive() and not self._stopping.is_set():
            log.error("x.poller_revived")
            self._begin()
        self._ring(lambda _lane: True)

    def wake(self) -> None:
        """Poll posts at once, but not so often that the regular polls have no room left. Any thread may call it."""
        now = time.monotonic()
        while self._wakes and self._wakes[0] < now - WINDOW.total_seconds():
            self._wakes.popleft()
        if len(self._wakes) >= self._most_wakes:
            return
        self._wakes.append(now)
        self._ring(lambda lane: lane.wakes)

    def stop(self) -> None:
        """End the thread; what is half done is read again after the next start."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None:
            self._thread.join(_LEAVE_WITHIN)
        self._client.close()

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._run, name="x-poller", daemon=True)
        self._thread.start()

    def _jumped(self) -> None:
        """The clock was moved by hand: everything that waits for a time may be due."""
        self._ring(lambda _lane: True)

    def _ring(self, which: Callable[[_Lane], bool]) -> None:
        for lane in self._lanes:
            if which(lane):
                lane.woken = True
        self._bell.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            for lane in self._lanes:
                if self._wait(lane) <= 0 and not self._stopping.is_set():
                    self._read(lane)
            self._bell.wait(max(0.0, min(self._wait(lane) for lane in self._lanes)))
            self._bell.clear()

    def _wait(self, lane: _Lane) -> float:
        """Return how many seconds a lane has to wait."""
        now = self._clock.now()
        waits = {name: shut.wait(now) for name, shut in lane.shut.items()}
        if ended := [name for name, wait in waits.items() if wait <= 0]:
            for name in ended:
                del lane.shut[name]
            lane.due = 0.0
        if len(lane.shut) == len(lane.sources):
            return min(WINDOW.total_seconds(), *waits.values())
        return (lane.soonest if lane.woken else lane.due) - time.monotonic()

    def _read(self, lane: _Lane) -> None:
        woken, lane.woken = lane.woken, False
        outcomes = [self._read_one(lane, source) for source in lane.sources if source.name not in lane.shut]
        if not all(outcomes):
            lane.failures += 1
            lane.due = time.monotonic() + self._backoff(lane)
            return
        lane.failures = 0
        lane.spacing = spacing = self._spacing(lane)
        if not lane.shut:
            lane.read_at, lane.reason, lane.ever = time.monotonic(), "", True
        wait = lane.every.total_seconds()
        if woken:
            wait = min(wait, LOOK_AGAIN.total_seconds())
        lane.due = time.monotonic() + max(wait, spacing)
        lane.soonest = time.monotonic() + spacing / HASTE

    def _read_one(self, lane: _Lane, source: Source) -> bool:
        """Read one source; False when it failed and nobody said until when."""
        self._began = time.monotonic()
        try:
            source.read()
        except Exception as error:
            reason = str(error) if isinstance(error, DeliveryError) else ""
            lane.reason = reason or type(error).__name__
            until = error.retry_at if isinstance(error, Temporary) else None
            log.warning(
                "x.poll_failed",
                source=source.name,
                error=type(error).__name__,
                reason=reason,
                until=until.isoformat() if until else "",
            )
            now = self._clock.now()
            if until is None or until <= now:
                return False
            lane.shut[source.name] = _Shut.until(until, now)
        finally:
            self._began = None
        return True

    def _spacing(self, lane: _Lane) -> float:
        """Return how many seconds apart rounds must be for what X's limits leave to last."""
        if self._meter is None:
            return 0.0
        open_ones = (source.budget for source in lane.sources if source.name not in lane.shut)
        return self._meter.spacing(open_ones).total_seconds()

    def _backoff(self, lane: _Lane) -> float:
        doubled: float = lane.every.total_seconds() * 2.0 ** min(lane.failures, 12)
        return min(doubled, max(LONGEST_WAIT, lane.every).total_seconds()) * (0.75 + self._clock.jitter() / 2)
