"""Virtual time and everybody in it: what is to happen when, the one process of the bot, its deaths and its restarts.

One thing happens after the other, in an order that only the seed decides.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.virtual_clock import VirtualClock
from bot.domain.errors import StoreInUse, TriageError
from bot.simulation import company
from bot.simulation.chance import stream
from bot.simulation.desk_side import SimulatedDesk
from bot.simulation.faults import Fault, Faults, Killed
from bot.simulation.ledger import NOBODY, Deed, Fact, Ledger
from bot.simulation.process import Outside, Process, Spoil
from bot.simulation.records import Records
from bot.simulation.slack_api import SimulatedSlackClient
from bot.simulation.slack_side import SlackSide
from bot.simulation.store import SimulatedStore
from bot.simulation.weather import Outage, Skies
from bot.simulation.x_api import XApi
from bot.simulation.x_side import BRAND_ID, Person, XSide

_REDELIVERED_AFTER = (10, 60, 300, 900, 3600)
"""Seconds after which Slack delivers an envelope again that was not acknowledged."""
_MOST_AT_ONCE = 20_000
_VENDORS = ("x", "slack", "desk")


class World:
    """Everything of one run. `go` lets time pass."""

    def __init__(self, seed: int, path: Path, faults: Faults, hours: float, spoil: Spoil) -> None:
        self.seed = seed
        self.faults = faults
        self.begin = company.OPENING
        self.clock = VirtualClock(self.begin, stream(seed, "scatter").random)
        self.ledger = Ledger()
        faults.tell = self.fault
        self.skies = Skies(seed, faults, self.clock, self.meanwhile)
        self.x = XSide(lambda: self.clock.true)
        self.slack = SlackSide(lambda: self.clock.true)
        self.records = Records(self.clock, self.ledger, self.x, self.slack)
        self.x.join(Person(BRAND_ID, company.HANDLE, company.BRAND))
        api = XApi(self.x, self.skies, faults, self.records.at_x, self.records.served)
        client = SimulatedSlackClient(self.slack, self.skies, self.records.in_slack)
        blind = stream(seed, "desk").random() < 0.1
        self.desk = SimulatedDesk(self.clock, self.skies, self.records.at_desk, blind)
        self.policy = company.policy(stream(seed, "policy"))
        self.outside = Outside(path, self.policy, self.clock, faults, self.x, api, client, self.desk, spoil)
        self.process: Process | None = None
        self.crashes = 0
        self.stuck = False
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self._depth = 0
        self._plan(timedelta(hours=hours))

    def later(self, wait: timedelta, what: Callable[[], None]) -> None:
        """Let something happen after a while."""
        self._count += 1
        heapq.heappush(self._events, (self.clock.true + wait, self._count, what))

    def fault(self, words: str, until: datetime | None = None, vendor: str = "") -> None:
        """Write down that something went wrong for everybody, until when (UTC) if it lasts, and with which vendor."""
        self.ledger.write(Fact(self.clock.true, NOBODY, Deed.FAULT, words, place=vendor, until=until))

    def deliver(self, payload: dict[str, Any], taken: Callable[[Any], None], again: int = 0) -> None:
        """Hand an envelope to the process as Slack does; `taken` hears the answer once it is acknowledged.

        `again` counts how often it was delivered before.
        """
        try:
            if self.process is None or self.faults.hit(Fault.DISCONNECTED):
                raise ConnectionError
            answer = self.process.receive(payload)
        except Killed:
            self._redeliver(payload, taken, again)
            if payload.get("type") != "event_callback":
                # Nobody clicks again for Slack: it may have been written down in the last moment.
                taken(None)
            raise
        except Exception:
            self._redeliver(payload, taken, again)
            return
        taken(answer)
        if self.faults.hit(Fault.LOST_ACK) or self.faults.hit(Fault.REDELIVERED):
            self._redeliver({**payload, "event_id": f"{payload.get('event_id')}-again"}, lambda _: None, again)

    def news_at_x(self, *, private: bool = False) -> None:
        """Something new is to be seen at X."""
        if self.process is not None:
            self.process.news_at_x(private=private)

    def go(self, until: datetime) -> None:
        """Let time pass until `until` (true, UTC)."""
        while self.clock.true < until and not self.stuck:
            try:
                if self.process is None and not self._start():
                    continue
                self._pass(until)
            except Killed:
                self._die()

    def set_clock_right(self) -> None:
        """Let the clock of the bot go as it should from now on."""
        if self.clock.error:
            self.fault("the clock is wrong by 0.0 s")
        self.clock.step(timedelta(0))

    def end(self) -> None:
        """The run is over."""
        if self.process is not None:
            self.process.end()
            self.process = None

    def meanwhile(self, wait: timedelta) -> None:
        """Let time pass within a call: everything but what waits for that call goes on."""
        if self._depth == 0:
            self._depth += 1
            try:
                self._pass(self.clock.true + wait)
            finally:
                self._depth -= 1

    def _pass(self, until: datetime) -> None:
        turns, moment = 0, self.clock.true
        while True:
            if self.process is not None and not self.process.turn():
                self.stuck = True
                return
            due = self.process.next_moment() if self.process is not None else None
            event = self._events[0][0] if self._events else until
            following = min((one for one in (due, event) if one is not None), default=until)
            if following >= until and event >= until:
                self.clock.advance(until)
                return
            self.clock.advance(following)
            turns, moment = (turns + 1, moment) if self.clock.true == moment else (0, self.clock.true)
            if turns > _MOST_AT_ONCE:
                self.stuck = True
                return
            while self._events and self._events[0][0] <= self.clock.true:
                heapq.heappop(self._events)[2]()

    def _start(self) -> bool:
        try:
            self.process = Process(self.outside)
            return True
        except TriageError as problem:
            self.fault(f"the process did not start: {type(problem).__name__}")
            self.process = None
            self._wait_without_process(timedelta(seconds=30))
            return False

    def _die(self) -> None:
        self.crashes += 1
        self._depth = 0
        self.fault("the process was killed")
        self.end()
        chance = self.faults.chance(Fault.KILLED)
        long = chance.random() < 0.05
        self._wait_without_process(timedelta(seconds=chance.uniform(0.5, 900 if long else 30)))

    def _wait_without_process(self, wait: timedelta) -> None:
        until = self.clock.true + wait
        while self._events and self._events[0][0] <= until:
            moment, _, what = heapq.heappop(self._events)
            self.clock.advance(moment)
            what()
        self.clock.advance(until)

    def _redeliver(self, payload: dict[str, Any], taken: Callable[[Any], None], again: int) -> None:
        if again < len(_REDELIVERED_AFTER) and payload.get("type") == "event_callback":
            wait = timedelta(seconds=_REDELIVERED_AFTER[again])
            self.later(wait, lambda: self.deliver(payload, taken, again + 1))

    def _plan(self, long: timedelta) -> None:
        """Plan what comes a few times in a run: outages, wrong clocks, a second process."""
        chance, enabled = stream(self.seed, "plan"), self.faults.enabled
        plans = [(chance.random(), chance.random(), chance.choice(_VENDORS), chance.random()) for _ in range(4)]
        outages = []
        for begin, size, vendor, _ in plans[:3]:
            minutes = size * 5 if size < 0.5 else size * 60 if size < 0.9 else size * 200
            since = self.begin + begin * long
            until = min(since + timedelta(minutes=minutes), self.begin + timedelta(minutes=1) + long)
            outages.append(Outage(vendor, since, until))
        if Fault.OUTAGE in enabled:
            self.skies.outages = tuple(outages)
            for one in outages:
                self.later(one.since - self.begin, lambda one=one: self._outage(one))  # type: ignore[misc]
        for begin, size, _, direction in plans[1:]:
            if Fault.CLOCK_STEP in enabled:
                error = timedelta(seconds=size * 90) * (1 if direction < 0.5 else -1)
                self.later(begin * long, lambda error=error: self._step(error))  # type: ignore[misc]
                self.later(begin * long + timedelta(minutes=20), lambda: self._step(timedelta(0)))
            if Fault.TWO_PROCESSES in enabled:
                self.later(size * long, self._second_process)

    def _outage(self, one: Outage) -> None:
        self.faults.count(Fault.OUTAGE)
        self.fault(f"{one.vendor} is away until {one.until:%H:%M:%S}", one.until, one.vendor)

    def _step(self, error: timedelta) -> None:
        self.faults.count(Fault.CLOCK_STEP)
        self.fault(f"the clock is wrong by {error.total_seconds():.1f} s")
        self.clock.step(error)

    def _second_process(self) -> None:
        if self.process is None:
            return
        self.faults.count(Fault.TWO_PROCESSES)
        try:
            SimulatedStore(self.outside.path, self.clock, self.faults, self.process.changes).close()
        except StoreInUse:
            return
        self.ledger.write(Fact(self.clock.true, NOBODY, Deed.LEAKED, "a second process opened the database"))
