"""The whole engine on a real store in memory, with fakes at every port, and the clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from acme import NOON, mention, policy, reading
from fakes import (
    ContestedStore,
    FixedReader,
    HandClock,
    ListLibrary,
    ManualAlarm,
    Outcome,
    RecordingChannel,
    RecordingDesk,
    RecordingStaffroom,
)

from bot.adapters.store import SqliteStore
from bot.domain.budgets import Budget
from bot.domain.case import Case, Channel, Mention
from bot.domain.effects import Reply
from bot.domain.events import Event
from bot.domain.policy import Policy, Role, Staff
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.engine.answering import Answering
from bot.engine.delivery import Delivery
from bot.engine.dispatch import Dispatch
from bot.engine.former_desk import UNNAMED
from bot.engine.held import LeadIntake
from bot.engine.outbox import OutboxWorker
from bot.engine.pace import Pace
from bot.engine.promising import PromiseWriting
from bot.engine.story import PAUSED
from bot.engine.timers import TimerWorker
from bot.engine.wording import Wording
from bot.ports.channel import CustomerChannel
from bot.ports.store import OutboxRow, OutboxState

HOLD = "hold, second"
"""What Anna reads first: case C-1 gets wording number 1."""
LANES = ("x", "slack", "desk")
SETTLED = timedelta(seconds=10)
"""Longer than a doubtful message gets to appear before it is looked for."""


class House:
    """One bot. `run` delivers until nothing more can be delivered now."""

    def __init__(
        self,
        settings: Policy | None = None,
        distance: Mapping[str, timedelta] | None = None,
        triage_channel: str = "C0TRIAGE",
        budgets: Iterable[Budget] = (),
    ) -> None:
        self.policy = settings or policy()
        self.distance = distance or {}
        self.budgets = tuple(budgets)
        self.store = ContestedStore(SqliteStore(":memory:"))
        self.clock = HandClock(NOON + timedelta(seconds=1))
        self.x, self.slack = RecordingChannel("x"), RecordingChannel("C0HELP:")
        self.channels: dict[Channel, CustomerChannel] = {Channel.X: self.x, Channel.SLACK: self.slack}
        self.staffroom, self.desk = RecordingStaffroom(), RecordingDesk()
        self.library, self.reader, self.alarm = ListLibrary(), FixedReader(reading()), ManualAlarm()
        self.woken = 0
        self.triage_channel = triage_channel
        self.desks = UNNAMED
        self.start()

    def start(self) -> None:
        """Build everything that a process holds in memory, as at the start of the bot."""
        wording = Wording(self.library, self.policy)
        dispatch = self.dispatch = Dispatch(self.policy, wording, self.channels, self.triage_channel)
        self.intake = LeadIntake(
            self.store, self.reader, wording, dispatch, self.policy, self.clock, self._wake, self.channels
        )
        delivery = Delivery(self.policy, self.channels, self.staffroom, self.desk, self.desks)
        pace = Pace(self.distance, self.budgets)
        self.lanes = {
            lane: OutboxWorker(lane, self.store, self.intake, delivery, wording, self.policy, self.clock, pace)
            for lane in LANES
        }
        self.answering = Answering(self.store, self.intake, self.channels, self.policy, self.clock)
        self.promising = PromiseWriting(self.store, self.channels, self.policy, self.clock)
        self.timers = TimerWorker(self.store, self.intake, self.clock, self.alarm)

    def restart(self) -> int:
        """Start anew on the same store after a crash; return how many messages the crash interrupted."""
        self.start()
        return sum(lane.recover() for lane in self.lanes.values())

    def hear(self, post: Mention | None = None, envelope: int | None = None, **changes: object) -> None:
        """The customer writes; `changes` are what the reader understands."""
        self.reader.reading = reading(**changes)
        self.intake.hear(post or mention(), envelope)

    def run(self) -> None:
        """Deliver whatever can be delivered now."""
        while any(lane.work() for lane in self.lanes.values()):
            continue

    def later(self, by: timedelta = SETTLED) -> None:
        """Time passes, timers fire, messages leave."""
        self.clock.forward(by)
        while self.timers.work():
            continue
        self.run()

    def pause(self, on: bool = True) -> None:
        """Nothing automatic leaves while paused."""
        with self.store.transaction() as tx:
            tx.marks.set(PAUSED, "yes" if on else "")

    def happened(self, event: Event, who: str = "", envelope: int | None = None) -> None:
        """Something happens to the first case."""
        self.intake.happened("C-1", event, who, envelope)

    def case(self, case_id: str = "C-1") -> Case:
        """Return a case as it is now."""
        with self.store.transaction() as tx:
            case = tx.cases.get(case_id)
        assert case is not None
        return case

    def rows(self, case_id: str = "C-1") -> tuple[OutboxRow, ...]:
        """Return the outbox rows of a case."""
        with self.store.transaction() as tx:
            return tx.outbox.of(case_id)

    def replies(self, kind: ResponseKind | None = None) -> list[OutboxRow]:
        """Return the rows of the first case that speak to the customer."""
        return [row for row in self.rows() if isinstance(row.effect, Reply) and kind in (None, row.effect.kind)]

    def states(self) -> list[OutboxState]:
        """Return where the replies of the first case stand."""
        return [row.state for row in self.replies()]

    def envelope(self, key: str = "e1") -> int:
        """Write an envelope down and return its number."""
        with self.store.transaction() as tx:
            tx.inbox.receive("slack", key, "{}", self.clock.now())
            return tx.inbox.pending()[-1].seq

    def pending(self) -> list[int]:
        """Return the numbers of the envelopes that are not worked on yet."""
        with self.store.transaction() as tx:
            return [row.seq for row in tx.inbox.pending()]

    def _wake(self) -> None:
        self.woken += 1


def heard(script: Iterable[Outcome] = ()) -> House:
    """Return a house that has heard Anna, with what X does to the next messages."""
    house = House()
    house.hear()
    house.x.side.script = list(script)
    return house


def hold(house: House) -> OutboxState:
    """Return where the holding reply stands."""
    return house.replies(ResponseKind.HOLD)[0].state


def lead_told(house: House) -> list[str]:
    """Return what the lead was told about messages that were given up."""
    return [one.detail for one in house.staffroom.told if (one.who, one.why) == ("Grace", Why.NOT_DELIVERED)]


def shown_held(house: House) -> list[str]:
    """Return why the messages were held that the lead was shown."""
    return [held.reason for who, held in house.staffroom.held if who == "Grace"]


def waiting_with_two() -> House:
    """A house with two juniors, Ada and Tom, in which Anna waits for an answer."""
    acme = policy()
    house = House(replace(acme, staff=(*acme.staff, Staff("Tom", "U0TOM", Role.RESPONDER))))
    house.hear(mention("@acme my export is broken"), topic="export")
    house.run()
    return house
