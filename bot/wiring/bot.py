"""Builds, starts and stops the bot; it decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.adapters.alarm.with_apscheduler import ApschedulerAlarm
from bot.adapters.library.reloading import ReloadingLibrary
from bot.adapters.store.sqlite import SqliteStore
from bot.adapters.x.poller import XPoller
from bot.config import Settings
from bot.domain.errors import Problem
from bot.domain.health import Ailment
from bot.engine.dispatch import Dispatch
from bot.engine.pump import Pump
from bot.engine.staff_list import StaffList, StaffWatch
from bot.engine.told_once import tell_leads_once
from bot.ports.clock import Clock
from bot.ports.part import Part
from bot.wiring.connected import Connected, connect
from bot.wiring.engine import Engine, assemble, earlier_language
from bot.wiring.health import Health
from bot.wiring.learning import LearningBot
from bot.wiring.past import StoredPast
from bot.wiring.reading import reader_of
from bot.wiring.sides import EngineCritic, say_unfit
from bot.wiring.stopping import stop_together
from bot.wiring.texts import folders, in_words
from bot.wiring.workers import Workers

log = structlog.get_logger()


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
        settings, store, clock = self._settings, self._store, self._clock
        connected = connect(settings, store, clock, self._health.heard)
        learning = LearningBot(settings, self._library.responses, store, clock)
        alarm = ApschedulerAlarm(clock)
        engine = self._assemble(connected, learning, alarm)
        self._dispatch = engine.dispatch
        staff = self._staff_watch(connected, engine)
        self._take_up(connected, engine)
        people = settings.policy.staff
        poller = x.poller(engine.intake, store, engine.unread.tell, staff=people) if (x := connected.x) else None
        has_read_x = poller.has_read if poller else lambda: True
        self._pumps.update(Workers(settings, store, clock, engine, connected, staff, has_read_x).pumps())

        self._stops.append(learning.stop)
        learning.start()
        clock.on_jump(self._wake)
        for pump in self._pumps.values():
            pump.start()
        self._stops.append(self._library.stop)
        self._library.start()
        self._stops.append(alarm.stop)
        alarm.start(self._pumps["timers"].wake)
        parts = self._listen(connected, engine, poller)
        if staff is not None:
            parts[Ailment.STAFF_NOT_TOLD] = staff
        reading_for = poller.busy_for if poller else None
        self._health.start(parts, engine.outboxes, self._pumps, self._wake, reading_for)
        log.info("started", channels=sorted(connected.sides.channels), database=str(settings.database))

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

    def _assemble(self, connected: Connected, learning: LearningBot, alarm: ApschedulerAlarm) -> Engine:
        settings, store, models = self._settings, self._store, learning.models
        reader = reader_of(settings, self._library.responses, earlier_language(store), models, models.learned)
        return assemble(
            settings.policy,
            store,
            self._clock,
            self._library,
            reader,
            connected.sides,
            alarm,
            self._wake,
            tally=self._health.tally,
        )

    def _staff_watch(self, connected: Connected, engine: Engine) -> StaffWatch | None:
        table, slack = self._settings.slack, connected.slack
        if slack is None or table is None:
            return None
        groups = (table.responders_group, table.leads_group)
        policy, dispatch = self._settings.policy, engine.dispatch
        return StaffWatch(self._staff, slack.staff, self._clock, self._wake, self._store, dispatch, policy, groups)

    def _take_up(self, connected: Connected, engine: Engine) -> None:
        """Find out what has changed since an earlier run, and what that run left unfinished."""
        if connected.slack is not None:
            # Before the first card leaves: since an earlier run the triage channel may be another, or shared.
            engine.premises.begin()
            engine.premises.work()
        if connected.unfit is not None:
            with self._store.transaction() as tx:
                words = say_unfit(connected.unfit)
                tell_leads_once(tx, engine.dispatch, "slack channels", words, self._clock.now())
        for outbox in engine.outboxes:
            if interrupted := outbox.recover():
                log.info("taking_up", lane=outbox.lane, interrupted=interrupted)

    def _listen(self, connected: Connected, engine: Engine, poller: XPoller | None) -> dict[Ailment, Part]:
        """Begin to hear; return what the watch looks at."""
        parts: dict[Ailment, Part] = {}
        if (x := connected.x) is not None and poller is not None:
            parts[Ailment.X_STALLED] = poller
            self._stops.append(poller.stop)
            poller.start()
            if stream := x.stream(poller.wake):
                self._stops.append(stream.stop)
                stream.start()
                parts[Ailment.X_STREAM_SILENT] = stream
        if (slack := connected.slack) is not None:
            listener = slack.listener(self._store, self._pumps["inbox"].wake, EngineCritic(engine))
            self._stops.append(listener.stop)
            listener.start()
            parts[Ailment.SLACK_DEAF] = listener
        return parts

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
