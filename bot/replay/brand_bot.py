"""One brand's bot on a virtual clock: the real engine, guards, library and store, with the recording for its vendors.

It plays the recorded posts at the moments at which a poll would have brought them, and between them lets every timer
and every message have its turn. It never waits, and never looks at a post before its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.adapters.desks.local import LocalDesk
from bot.adapters.virtual_clock import VirtualClock
from bot.adapters.x.codec import BRAND_ACCOUNT
from bot.domain.case import Channel, Customer, Mention
from bot.domain.policy import Policy
from bot.engine import breaker
from bot.engine.own_post import OwnPost
from bot.ports.library import Library
from bot.ports.reader import Reader
from bot.ports.store import Store
from bot.replay.conversations import Conversation
from bot.replay.memory import MemoryStore
from bot.replay.readers import WatchedReader
from bot.replay.recording import Post
from bot.replay.vendor import QuietStaffroom, RecordedX
from bot.wiring.engine import Sides, assemble

AFTERWARDS = timedelta(hours=24)
"""How long time goes on after the last post: chains end, tickets open."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TRIAGE = "TRIAGE"


class Staff(StrEnum):
    """What the brand's people do during a replay."""

    SILENT = "silent"
    AS_RECORDED = "as-recorded"


@dataclass(frozen=True)
class _Heard:
    at: datetime
    post: Post
    conversation: str


class RingsNever:
    """Implements `ports.alarm.Alarm` where nobody sleeps: the replay asks the timers for their time itself."""

    def start(self, ring: Callable[[], None]) -> None:
        """Do nothing."""

    def set(self, due: datetime | None) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


class BrandBot:
    """Everything of one brand's replay; what came of it is read from `store`, `x`, `staffroom` and `reader`."""

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
        self.clock = VirtualClock(_EPOCH)
        self.store = MemoryStore()
        self.x = RecordedX(self.clock, policy.handle)
        self.staffroom = QuietStaffroom(self.clock)
        self.reader = WatchedReader(reader(self.store))
        self.policy = policy
        self._staff = staff
        self.poll_every = poll_every
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
        authors = {post.id: post.author for one in conversations for post in one.posts}
        heard = sorted(
            (_Heard(self._polled(post.at), post, one.id) for one in conversations for post in one.posts),
            # As the bot polls: mentions first, then what our own account wrote.
            key=lambda one: (one.at, not one.post.inbound, one.post.at, one.post.line),
        )
        for one in heard:
            self._live_until(one.at)
            if one.post.inbound:
                self._engine.intake.hear(_mention(one.post, one.conversation))
            elif self._staff is Staff.AS_RECORDED and one.post.author.casefold() == self.policy.handle.casefold():
                self._engine.intake.answered_elsewhere(_own_post(one.post, one.conversation, authors))
            self._settle()
            told(1)
        if heard:
            self._live_until(heard[-1].at + AFTERWARDS)

    def breaker_is_open(self) -> bool:
        """Tell whether a burst has stopped everything automatic."""
        with self.store.transaction() as tx:
            return breaker.is_open(tx)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def _polled(self, at: datetime) -> datetime:
        """Return the first poll at or after a moment; polls lie on whole multiples of their distance."""
        return at + (_EPOCH - at) % self.poll_every

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


def _mention(post: Post, conversation: str) -> Mention:
    customer = Customer(Channel.X, post.author, post.author, post.name or post.author)
    return Mention(Channel.X, post.id, conversation, customer, post.text, post.at)


def _own_post(post: Post, conversation: str, authors: dict[str, str]) -> OwnPost:
    return OwnPost(Channel.X, post.id, conversation, post.to, authors.get(post.to, ""), BRAND_ACCOUNT, post.text)
