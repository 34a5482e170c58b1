"""Builds, starts and stops the bot; it decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import time as time_of_day

import structlog

from bot.adapters.alarm.with_apscheduler import ApschedulerAlarm
from bot.adapters.calendars import IcalCalendars
from bot.adapters.chart.today import paint
from bot.adapters.library.reloading import ReloadingLibrary
from bot.adapters.search.fts import MemoryIndex
from bot.adapters.store.sqlite import SqliteStore
from bot.config import Settings
from bot.domain.case import Channel
from bot.domain.errors import Problem
from bot.domain.health import Ailment
from bot.engine.deleted import DeletedPosts
from bot.engine.desk_watch import DeskWatch
from bot.engine.dispatch import Dispatch
from bot.engine.former_desk import name_desks
from bot.engine.inbox import InboxWorker
from bot.engine.nightly import Nightly
from bot.engine.outbox import OutboxWorker
from bot.engine.pump import Pump
from bot.engine.roster_watch import RosterWatch
from bot.engine.searching import REST as SEARCH_REST
from bot.engine.staff_list import REST as STAFF_REST
from bot.engine.staff_list import StaffList, StaffWatch
from bot.engine.tidying import LAST_TIDYING, Tidying
from bot.engine.told_once import tell_leads_once
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.part import Part
from bot.ports.staffroom import Staffroom
from bot.wiring.engine import Sides, assemble, earlier_language
from bot.wiring.health import Health
from bot.wiring.learning import NIGHT_EVERY, LearningBot
from bot.wiring.past import StoredPast
from bot.wiring.reading import reader_of
from bot.wiring.sides import (
    EngineCritic,
    connect_slack,
    connect_x,
    desk,
    introduce,
    introduce_to_slack,
    say_unfit,
    use_cases,
)
from bot.wiring.stopping import stop_together
from bot.wiring.texts import folders, in_words

log = structlog.get_logger()

TIDY_AT = time_of_day(4)
"""When what was kept long enough goes, every night, where the first team is."""

LONGEST_REST = 1.0
"""Seconds after which every worker looks again even if nobody woke it."""
SHORTEST_REST = 0.05
"""Seconds of rest before looking again at a row that is due but may not go, as while the bot is paused."""
LOOK_UP_EVERY = 600.0
"""Seconds after which it looks whether posts are due to be looked up at X."""


class Bot:
    """The whole bot. `start` raises ConfigurationError or another TriageError with words for the operator."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        # Everything that is made from the policy sees the staff of the moment, not those of the start.
        self._staff = StaffList(settings.policy.staff)
        settings = replace(settings, policy=replace(settings.policy, staff=self._staff))
        self._settings = settings
        self._clock = clock
        past = StoredPast(lambda: self._store)
        self._library = ReloadingLibrary(
            folders(settings), settings.policy.languages[0], self._texts_changed, past=past
        )
        self._dispatch: Dispatch | None = None
        self._store = SqliteStore(settings.database, clock, exclusive=True)
        self._health = Health(settings, self._store, clock)
        self._pumps: dict[str, Pump] = {}
        # The watch is told first: a bot that was told to stop is not ill.
        self._stops: list[Callable[[], None]] = [self._health.stop]

    def start(self) -> None:
        """Connect to every configured side, take up what an earlier run left, and listen.

        Whatever ends it midway, `stop` ends what has begun: a part is to be stopped before it is started.
        """
        settings, clock, store = self._settings, self._clock, self._store
        policy = settings.policy
        channels: dict[Channel, CustomerChannel] = {}

        x = connect_x(settings, clock, store, self._health.heard)
        if x is not None:
            # Known before the first timer fires: the link of an email ask is made from our account's id.
            introduce(x)
            channels[Channel.X] = x.channel()
        slack = connect_slack(settings, clock, self._health.heard)
        unfit: tuple[Problem, ...] | None = None
        staffroom: Staffroom | None = None
        if slack is not None:
            unfit = introduce_to_slack(slack)
            channels[Channel.SLACK] = slack.channel()
            staffroom = slack.staffroom()

        triage_channel = settings.slack.triage_channel if settings.slack else ""
        helpdesk = desk(settings, store, clock)
        with store.transaction() as tx:
            desks = name_desks(tx, settings.desk.name)
        sides = Sides(channels, staffroom, helpdesk, triage_channel, desks=desks)
        if slack is not None:
            sides = replace(
                sides, home=slack.home_screen(), paint=paint, index=MemoryIndex(), is_shared=slack.is_shared
            )
        learning = LearningBot(settings, self._library.responses, store, clock)
        models = learning.models
        reader = reader_of(settings, self._library.responses, earlier_language(store), models, models.learned)
        alarm = ApschedulerAlarm(clock)
        engine = assemble(
            policy, store, clock, self._library, reader, sides, alarm, self._wake, tally=self._health.tally
        )
        self._dispatch, intake = engine.dispatch, engine.intake
        staff: StaffWatch | None = None
        fire = engine.timers.work
        if slack is not None and settings.slack is not None:
            groups = (settings.slack.responders_group, settings.slack.leads_group)
            staff = StaffWatch(self._staff, slack.staff, clock, self._wake, store, engine.dispatch, policy, groups)
            fire = staff.once_asked(fire)
            # Before the first card leaves: since an earlier run the triage channel may be another, or shared.
            engine.premises.begin()
            engine.premises.work()
        if unfit is not None:
            with store.transaction() as tx:
                tell_leads_once(tx, engine.dispatch, "slack channels", say_unfit(unfit), clock.now())
        for outbox in engine.outboxes:
            if interrupted := outbox.recover():
                log.info("taking_up", lane=outbox.lane, interrupted=interrupted)
            self._pumps[outbox.lane] = Pump(f"outbox-{outbox.lane}", outbox.work, self._until(outbox))
        if helpdesk.tells_state:
            every = settings.desk.look_every
            watch = DeskWatch(store, intake, engine.dispatch, helpdesk, clock, every, desks)
            self._pumps["desk-watch"] = Pump("desk-watch", watch.work, lambda: LONGEST_REST)
        self._pumps["timers"] = Pump("timers", fire, lambda: LONGEST_REST)

        if slack is not None and staff is not None:
            inbox = InboxWorker(store, slack.handler(store, use_cases(engine), policy.staff))
            self._pumps["inbox"] = Pump("inbox", staff.once_asked(inbox.work), lambda: LONGEST_REST)
            self._pumps["search"] = Pump("search", engine.searching.work, lambda: SEARCH_REST)
            self._pumps["staff"] = Pump("staff", staff.work, lambda: STAFF_REST)
            self._pumps["premises"] = Pump("premises", engine.premises.work, engine.premises.rest)
            self._pumps["homes"] = Pump("homes", engine.homes.work, engine.homes.rest)
            self._pumps["presences"] = Pump("presences", engine.answering.end_old, lambda: LONGEST_REST)
        roster = RosterWatch(
            store,
            policy,
            clock,
            slack.whereabouts() if slack is not None else None,
            IcalCalendars(),
            settings.calendars,
            presence=bool(settings.slack and settings.slack.presence),
        )
        self._pumps["roster"] = Pump("roster", roster.work, lambda: LONGEST_REST)
        clock.on_jump(roster.jumped)
        tidying = Tidying(store, settings.keep, clock)
        nightly = Nightly(TIDY_AT, policy.teams[0].hours.zone, store, clock, tidying.work, LAST_TIDYING)
        self._pumps["tidying"] = Pump("tidying", nightly.work, lambda: NIGHT_EVERY)
        self._stops.append(learning.stop)
        learning.start()
        clock.on_jump(self._wake)
        if x is not None:
            deleted = DeletedPosts(store, x.client().gone, intake.deleted, clock)
            self._pumps["deleted-posts"] = Pump("deleted-posts", deleted.work, lambda: LOOK_UP_EVERY)
        for pump in self._pumps.values():
            pump.start()
        self._stops.append(self._library.stop)
        self._library.start()
        self._stops.append(alarm.stop)
        alarm.start(self._pumps["timers"].wake)

        parts: dict[Ailment, Part] = {}
        reading_for: Callable[[], float] | None = None
        if x is not None:
            poller = parts[Ailment.X_STALLED] = x.poller(intake, store, engine.unread.tell, staff=policy.staff)
            reading_for = poller.busy_for
            self._stops.append(poller.stop)
            poller.start()
            if stream := x.stream(poller.wake):
                self._stops.append(stream.stop)
                stream.start()
                parts[Ailment.X_STREAM_SILENT] = stream
        if slack is not None and staff is not None:
            parts[Ailment.STAFF_NOT_TOLD] = staff
            listener = slack.listener(store, self._pumps["inbox"].wake, EngineCritic(engine))
            self._stops.append(listener.stop)
            listener.start()
            parts[Ailment.SLACK_DEAF] = listener
        self._health.start(parts, engine.outboxes, self._pumps, self._wake, reading_for)
        log.info("started", channels=sorted(channels), database=str(settings.database))

    def stop(self, within: float) -> bool:
        """Listen no more, finish what is in flight, close the database. Everything is told at once to stop.

        Returns whether everything stood still within so many seconds; what did not is looked for at the next start.
        """
        deadline = time.monotonic() + within
        for pump in self._pumps.values():
            pump.stop()
        still = [stop_together(self._stops, deadline)]
        still += [pump.join(max(0.0, deadline - time.monotonic())) for pump in self._pumps.values()]
        if all(still):
            self._store.close()
        return all(still)

    def is_live(self) -> bool:
        """Tell whether every worker turns, or rests as it should; any thread may ask."""
        return self._health.is_live()

    def _texts_changed(self, problems: tuple[Problem, ...]) -> None:
        """Tell the leads that the operator's texts are broken and the old ones stay, or that they are mended."""
        if self._dispatch is not None:
            now = self._clock.now()
            with self._store.transaction() as tx:
                self._dispatch.tell_leads(tx, in_words(problems), now)
            self._wake()

    def _wake(self) -> None:
        for pump in self._pumps.values():
            pump.wake()

    def _until(self, outbox: OutboxWorker) -> Callable[[], float]:
        """Return how long an outbox may rest: until its next row is due."""

        def rest() -> float:
            due = outbox.next_try()
            if due is None:
                return LONGEST_REST
            return min(LONGEST_REST, max(SHORTEST_REST, (due - self._clock.now()).total_seconds()))

        return rest
