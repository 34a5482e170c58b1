"""One process of the bot on the database file: built anew at every start, driven by hand, gone at once when killed.

Its engine is put together by the function that a running bot uses. Where a running bot has threads, `turn` lets one
worker after the other do what is due, so that the same run comes out the same.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from slack_bolt import BoltRequest, BoltResponse

from bot.adapters.slack.channel import SlackChannel
from bot.adapters.slack.inbound import SlackInbound
from bot.adapters.slack.kept import Kept
from bot.adapters.slack.listener import WriteDown
from bot.adapters.slack.people import People
from bot.adapters.slack.staffroom import SlackStaffroom
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Identity, Workspace
from bot.adapters.virtual_clock import VirtualClock
from bot.adapters.x.channel import XChannel
from bot.adapters.x.codec import Brand
from bot.domain.case import Channel
from bot.domain.errors import StoreBroken
from bot.domain.policy import Policy
from bot.engine.clock_step import StepBack
from bot.engine.first_hearing import FirstHearing
from bot.engine.inbox import InboxWorker
from bot.engine.outbox import OutboxWorker
from bot.ports.channel import CustomerChannel
from bot.ports.store import Store
from bot.simulation import company
from bot.simulation.desk_side import SimulatedDesk
from bot.simulation.faults import Faults
from bot.simulation.polling import Polling
from bot.simulation.slack_api import SimulatedSlackClient
from bot.simulation.slack_side import BOT, BOT_USER
from bot.simulation.store import Changes, SimulatedStore
from bot.simulation.x_api import SimulatedXClient, XApi
from bot.simulation.x_side import BRAND_ID, XSide
from bot.wiring.engine import Sides, assemble, earlier_language
from bot.wiring.sides import EngineCritic, use_cases

log = structlog.get_logger()

REST = timedelta(seconds=1)
"""What a worker rests after a fault of our own, and before it looks again at what it had to leave."""
WRITTEN_AGAIN = timedelta(seconds=5)
"""How often the listener tries to write down what the database refused."""
SWEEP = timedelta(minutes=5)
"""Every worker looks again so often, whatever it was told."""
MOST_ROUNDS = 2_000
"""So often the workers may wake one another without time passing."""
Spoil = Callable[[Store], Store]


@dataclass(frozen=True)
class Outside:
    """Everything that is not the process and outlives it."""

    path: Path
    policy: Policy
    clock: VirtualClock
    faults: Faults
    x_side: XSide
    x_api: XApi
    slack: SimulatedSlackClient
    desk: SimulatedDesk
    spoil: Spoil


@dataclass
class _Worker:
    """What a pump is in a running bot. `due` is when it wants to look again by itself (the bot's own time)."""

    name: str
    work: Callable[[], bool]
    due_of: Callable[[], datetime | None]
    due: datetime | None = None
    rests_until: datetime | None = None
    woken: bool = True
    busy: bool = False


class _Alarm:
    """Remembers the next timer that is due."""

    due: datetime | None = None

    def start(self, ring: Callable[[], None]) -> None:
        """Do nothing: whoever drives looks at `due`."""

    def set(self, due: datetime | None) -> None:
        """Remember."""
        self.due = due

    def stop(self) -> None:
        """Do nothing."""


@dataclass
class Process:
    """A running bot; every method may raise Killed."""

    outside: Outside
    changes: Changes = field(default_factory=Changes)

    def __post_init__(self) -> None:
        out, clock = self.outside, self.outside.clock
        self._file = SimulatedStore(out.path, clock, out.faults, self.changes)
        try:
            self._build(out.spoil(self._file))
        except BaseException:
            self.end()
            raise

    def _build(self, store: Store) -> None:
        out, clock, policy = self.outside, self.outside.clock, self.outside.policy
        brand = Brand(BRAND_ID, company.HANDLE)
        client = SimulatedXClient(out.x_api, out.x_side)
        channels: dict[Channel, CustomerChannel] = {
            Channel.X: XChannel(client, lambda: brand, lambda: brand.id, company.HANDLE),
            Channel.SLACK: SlackChannel(out.slack, clock),
        }
        sides = Sides(channels, SlackStaffroom(out.slack, company.TRIAGE, clock), out.desk, company.TRIAGE)
        alarm = _Alarm()
        reader = company.reader(earlier_language(store))
        engine = assemble(policy, store, clock, company.library(), reader, sides, alarm, lambda: None)
        us = Identity(company.OUR_TEAM, company.BRAND, "https://acme.slack.example/", BOT_USER, BOT)
        workspace = Workspace.of(us, company.TRIAGE, (company.HELP,), policy.staff)
        people, windows = People(out.slack, clock), Windows(out.slack, clock)
        inbound = SlackInbound(store, use_cases(engine), workspace, people, windows)
        inbox = InboxWorker(store, inbound.handle, clock, lambda row: engine.unread.tell_of(inbound.unread(row)))
        self._kept = Kept(store)
        self._listener = WriteDown(store, clock, lambda: None, EngineCritic(engine), self._kept)
        x_client = SimulatedXClient(out.x_api, out.x_side)
        self._polling = Polling(x_client, brand, engine.intake, store, clock, engine.unread)
        first = self._first = FirstHearing(store, clock, self._polling.has_read)
        for outbox in engine.outboxes:
            outbox.recover()
        self._workers = [
            _Worker("inbox", inbox.work, self._inbox_again(store)),
            _Worker("timers", first.before(engine.timers.work), lambda: first.ends() or alarm.due),
            *(self._lane(outbox) for outbox in engine.outboxes),
            _Worker("kept", self._write_late, lambda: clock.now() + WRITTEN_AGAIN if self._keeps else None),
            _Worker("polling", self._read_x, lambda: self._polling.due),
        ]
        self._keeps = False
        self._step_back = StepBack(store, None)
        self._swept = clock.true
        clock.on_jump(self.changes.all)

    def end(self) -> None:
        """Be gone: nothing is finished, nothing is said."""
        self.outside.clock.forget()
        self._file.close()

    def news_at_x(self, *, private: bool) -> None:
        """Something is to be seen at X by the next poll."""
        self._polling.news(private=private)
        self._workers[-1].due = self._polling.due

    def receive(self, payload: dict[str, Any]) -> dict[str, Any] | str:
        """Take an envelope from Slack and return the answer to it; raises where it is not acknowledged."""
        request = BoltRequest(body=payload, mode="socket_mode")
        try:
            response = self._listener.process(
                req=request, resp=BoltResponse(status=404), next=lambda: BoltResponse(status=404)
            )
        except StoreBroken:
            if payload.get("type") == "event_callback":
                # The listener keeps it and tries again by itself; Slack does so too.
                self._keeps = True
                self.changes.names.add("kept")
            raise
        assert response is not None
        return response.body

    def turn(self) -> bool:
        """Let every worker do what is due now, until nothing more is; False where that has no end."""
        clock = self.outside.clock
        with contextlib.suppress(StoreBroken):
            # As the watch of a running bot does: what it could not write down it notices at its next look.
            self._step_back.noticed(clock.now())
        if clock.true - self._swept >= SWEEP:
            self._swept = clock.true
            self.changes.all()
        for _ in range(MOST_ROUNDS):  # noqa: SIM110 - a search in one line would hide that it works
            if sum(self._let(worker) for worker in self._workers) == 0:
                return True
        return False

    def next_moment(self) -> datetime | None:
        """Return when (true time) something is due next."""
        error = self.outside.clock.error
        own = [one.rests_until or one.due for one in self._workers if not one.busy]
        moments = [moment - error for moment in own if moment is not None]
        return min((*moments, self._swept + SWEEP))

    def _let(self, worker: _Worker) -> bool:
        now = self.outside.clock.now()
        if worker.name in self.changes.names:
            self.changes.names.discard(worker.name)
            worker.woken = True
        if worker.busy or (worker.rests_until is not None and worker.rests_until > now):
            return False
        if not worker.woken and not (worker.due is not None and worker.due <= now):
            return False
        worker.woken, worker.busy, worker.rests_until = False, True, None
        try:
            while worker.work():
                continue
            # The last look, which found nothing, has seen everything that changed before it.
            self.changes.names.discard(worker.name)
            worker.due = worker.due_of()
            if worker.due is not None and worker.due <= self.outside.clock.now():
                worker.rests_until = self.outside.clock.now() + REST
        except Exception as fault:
            # As the pump of a running bot does.
            log.exception("pump_fault", pump=worker.name, error=type(fault).__name__)
            worker.woken = True
            worker.rests_until = self.outside.clock.now() + REST
        finally:
            worker.busy = False
        return True

    def _lane(self, outbox: OutboxWorker) -> _Worker:
        if outbox.lane != Channel.X:
            return _Worker(outbox.lane, outbox.work, outbox.next_try)
        return _Worker(outbox.lane, self._first.before(outbox.work), lambda: self._first.ends() or outbox.next_try())

    def _read_x(self) -> bool:
        waited = self._first.ends()
        more = self._polling.work()
        if waited:
            self.changes.names.update(("timers", "x"))
        return more

    def _write_late(self) -> bool:
        """Write down what the listener could not, as its watchdog does."""
        if self._kept.write_down():
            self._keeps = False
        return False

    def _inbox_again(self, store: Store) -> Callable[[], datetime | None]:
        def again() -> datetime | None:
            with store.transaction() as tx:
                waits = bool(tx.inbox.pending(1))
            return self.outside.clock.now() + REST if waits else None

        return again
