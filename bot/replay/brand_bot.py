"""One brand's bot on a virtual clock: the real engine, guards, library and store, with the recording for its vendors.

It plays the recorded posts at the moments at which a poll would have brought them, and between them lets every timer
and every message have its turn. It never waits, and never looks at a post before its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.adapters.desks.local import LocalDesk
from bot.adapters.virtual_clock import VirtualClock
from bot.domain.case import Channel
from bot.domain.policy import Policy
from bot.engine import breaker
from bot.ports.library import Library
from bot.ports.reader import Reader
from bot.ports.store import Store
from bot.replay.conversations import Conversation
from bot.replay.memory import MemoryStore
from bot.replay.readers import WatchedReader
from bot.replay.timeline import EPOCH, Timeline
from bot.replay.vendor import QuietStaffroom, RecordedX
from bot.wiring.engine import Sides, assemble

AFTERWARDS = timedelta(hours=24)
"""How long time goes on after the last post: chains end, tickets open."""
_TRIAGE = "TRIAGE"


class Staff(StrEnum):
    """What the brand's people do during a replay."""

    SILENT = "silent"
    AS_RECORDED = "as-recorded"


class RingsNever:
    """Implements `ports.alarm.Alarm` where nobody sleeps: the replay asks the timers for their time itself."""

    def start(self, ring: Callable[[], None]) -> None:
        """Do nothing."""

    def set(self, due: datetime | None) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


class BrandBot:
    """Everything of one brand's replay; what came of it is read from `store`, `x`, `staffroom` and `reader`.

    The bot knows posts by the ids of its `timeline`.
    """

    def __init__(
        self,
        policy: Policy,
        library: Library,
        reader: Callable[[Store], Reader],
        staff: Staff,
        poll_every: timedelta,
    ) -> None:
        """Build the bot.

        Arguments:
            policy: the operator's, with this brand's name and handle.
            library: the response texts.
            reader: makes the reader that this bot's store belongs to.
            staff: whether recorded posts of the brand are a human's answers.
            poll_every: how often the bot looks for posts.
        """
        self.clock = VirtualClock(EPOCH)
        self.store = MemoryStore()
        self.x = RecordedX(self.clock, policy.handle)
        self.staffroom = QuietStaffroom(self.clock)
        self.reader = WatchedReader(reader(self.store))
        self.policy = policy
        self._staff = staff
        self.poll_every = poll_every
        self.timeline = Timeline((), poll_every)
        desk = LocalDesk(self.store, self.clock)
        sides = Sides({Channel.X: self.x}, self.staffroom, desk, _TRIAGE)
        self._engine = assemble(
            policy, self.store, self.clock, library, self.reader, sides, RingsNever(), lambda: None, timedelta(0)
        )

    @property
    def stopped_by(self) -> dict[str, int]:
        """How many messages each guard held."""
        return {guard: n for outbox in self._engine.outboxes for guard, n in outbox.stopped_by.items()}

    def play(self, conversations: Iterable[Conversation], told: Callable[[int], None]) -> None:
        """Let the bot live through the conversations.

        Arguments:
            conversations: of this brand.
            told: called now and then with the number of posts that were played since.
        """
        self.timeline = Timeline(conversations, self.poll_every)
        last = None
        for one in self.timeline:
            self._live_until(one.at)
            if one.post.inbound:
                self._engine.intake.hear(self.timeline.mention(one))
            elif self._staff is Staff.AS_RECORDED and one.post.author.casefold() == self.policy.handle.casefold():
                self._engine.intake.answered_elsewhere(self.timeline.own_post(one))
            self._settle()
            told(1)
            last = one.at
        if last is not None:
            self._live_until(last + AFTERWARDS)

    def breaker_is_open(self) -> bool:
        """Tell whether a burst has stopped everything automatic."""
        with self.store.transaction() as tx:
            return breaker.is_open(tx)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def _live_until(self, moment: datetime) -> None:
        """Let time pass up to a moment, stopping wherever something is due."""
        while (due := self._next_due()) is not None and due <= moment:
            self.clock.advance(due)
            self._settle()
        self.clock.advance(moment)

    def _next_due(self) -> datetime | None:
        """Return when the next timer or message has its turn; one that was due and not allowed to go tells its time."""
        now = self.clock.now()
        timer, lanes = self._dues()
        moments = [timer]
        for outbox, due in zip(self._engine.outboxes, lanes, strict=True):
            moments.append(outbox.next_try() if due is not None and due <= now else due)
        return min((moment for moment in moments if moment is not None), default=None)

    def _settle(self) -> None:
        """Let every worker that has something to do at this moment do it, until none has."""
        idle = False
        while not idle:
            idle = True
            now = self.clock.now()
            timer, lanes = self._dues()
            if timer is not None and timer <= now:
                idle = not self._engine.timers.work()
            for outbox, due in zip(self._engine.outboxes, lanes, strict=True):
                while due is not None and due <= now and outbox.work():
                    idle, due = False, self._next_of(outbox.lane)

    def _next_of(self, lane: str) -> datetime | None:
        with self.store.transaction() as tx:
            return tx.outbox.next_try(lane)

    def _dues(self) -> tuple[datetime | None, tuple[datetime | None, ...]]:
        """Return when the next timer is due, and the next message of each lane, in one look."""
        with self.store.transaction() as tx:
            return tx.timers.next_due(), tuple(tx.outbox.next_try(outbox.lane) for outbox in self._engine.outboxes)
