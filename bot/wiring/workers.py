"""The workers of a running bot: what each one does, turn by turn, and how long it rests in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time as time_of_day

from bot.adapters.calendars import IcalCalendars
from bot.adapters.slack.connection import SlackConnection
from bot.adapters.x.connect import XConnection
from bot.config import Settings
from bot.domain.case import Channel
from bot.engine.deleted import DeletedPosts
from bot.engine.desk_watch import DeskWatch
from bot.engine.first_hearing import FirstHearing
from bot.engine.inbox import InboxWorker
from bot.engine.nightly import Nightly
from bot.engine.outbox import OutboxWorker
from bot.engine.pump import Pump
from bot.engine.roster_watch import RosterWatch
from bot.engine.searching import REST as SEARCH_REST
from bot.engine.staff_list import REST as STAFF_REST
from bot.engine.staff_list import StaffWatch
from bot.engine.tidying import LAST_TIDYING, Tidying
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.wiring.connected import Connected
from bot.wiring.engine import Engine
from bot.wiring.learning import NIGHT_EVERY
from bot.wiring.sides import use_cases

TIDY_AT = time_of_day(4)
"""When what was kept long enough goes, every night, where the first team is."""

LONGEST_REST = 1.0
"""Seconds after which every worker looks again even if nobody woke it."""
SHORTEST_REST = 0.05
"""Seconds of rest before looking again at a row that is due but may not go, as while the bot is paused."""
LOOK_UP_EVERY = 600.0
"""Seconds after which it looks whether posts are due to be looked up at X."""


@dataclass(frozen=True)
class Workers:
    """Builds the pumps of one bot; none of them turns yet. `staff` is None without Slack.

    `has_read_x` tells whether X, where it is configured, was read since the start.
    """

    settings: Settings
    store: Store
    clock: Clock
    engine: Engine
    connected: Connected
    staff: StaffWatch | None
    has_read_x: Callable[[], bool]

    def pumps(self) -> dict[str, Pump]:
        """Return every worker by its name, in the order in which they are to be started."""
        found = [*self._engine()]
        if self.connected.slack is not None and self.staff is not None:
            found += self._slack(self.connected.slack, self.staff)
        found += [self._roster(), self._tidying()]
        if self.connected.x is not None:
            found.append(self._deleted_posts(self.connected.x))
        return dict(found)

    def _engine(self) -> Iterator[tuple[str, Pump]]:
        first = FirstHearing(self.store, self.clock, self.has_read_x)
        for outbox in self.engine.outboxes:
            work = first.before(outbox.work) if outbox.lane == Channel.X else outbox.work
            yield outbox.lane, Pump(f"outbox-{outbox.lane}", work, self._until(outbox))
        desk, desks = self.connected.sides.desk, self.connected.sides.desks
        if desk.tells_state:
            every = self.settings.desk.look_every
            watch = DeskWatch(self.store, self.engine.intake, self.engine.dispatch, desk, self.clock, every, desks)
            yield _often("desk-watch", watch.work)
        fire = first.before(self.engine.timers.work)
        yield _often("timers", self.staff.once_asked(fire) if self.staff else fire)

    def _slack(self, slack: SlackConnection, staff: StaffWatch) -> Iterator[tuple[str, Pump]]:
        engine, people = self.engine, self.settings.policy.staff
        inbound = slack.late_inbound(self.store, use_cases(engine), people)
        inbox = InboxWorker(
            self.store, inbound.handle, self.clock, lambda row: engine.unread.tell_of(inbound.unread(row))
        )
        yield _often("inbox", staff.once_asked(inbox.work))
        yield _named("search", engine.searching.work, lambda: SEARCH_REST)
        yield _named("staff", staff.work, lambda: STAFF_REST)
        yield _named("premises", engine.premises.work, engine.premises.rest)
        yield _named("homes", engine.homes.work, engine.homes.rest)
        yield _often("presences", engine.answering.end_old)

    def _roster(self) -> tuple[str, Pump]:
        settings, slack = self.settings, self.connected.slack
        roster = RosterWatch(
            self.store,
            settings.policy,
            self.clock,
            slack.whereabouts() if slack is not None else None,
            IcalCalendars(),
            settings.calendars,
            presence=bool(settings.slack and settings.slack.presence),
        )
        self.clock.on_jump(roster.jumped)
        return _often("roster", roster.work)

    def _tidying(self) -> tuple[str, Pump]:
        tidying = Tidying(self.store, self.settings.keep, self.clock)
        zone = self.settings.policy.teams[0].hours.zone
        nightly = Nightly(TIDY_AT, zone, self.store, self.clock, tidying.work, LAST_TIDYING)
        return _named("tidying", nightly.work, lambda: NIGHT_EVERY)

    def _deleted_posts(self, x: XConnection) -> tuple[str, Pump]:
        deleted = DeletedPosts(self.store, x.client().gone, self.engine.intake.deleted, self.clock)
        return _named("deleted-posts", deleted.work, lambda: LOOK_UP_EVERY)

    def _until(self, outbox: OutboxWorker) -> Callable[[], float]:
        """Return how long an outbox may rest: until its next row is due."""

        def rest() -> float:
            due = outbox.next_try()
            if due is None:
                return LONGEST_REST
            return min(LONGEST_REST, max(SHORTEST_REST, (due - self.clock.now()).total_seconds()))

        return rest


def _often(name: str, work: Callable[[], bool]) -> tuple[str, Pump]:
    return _named(name, work, lambda: LONGEST_REST)


def _named(name: str, work: Callable[[], bool], rest: Callable[[], float]) -> tuple[str, Pump]:
    return name, Pump(name, work, rest)
