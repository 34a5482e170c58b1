"""Prints how late steps of chains come when many fall due at once: python -m tests.bench.bench_escalations [options].

The engine, its database on a file and its workers in their threads are the real ones; the staff's place only counts and
takes its time for each call. Every case waits in step one of a chain that tells somebody else in step two. What is
measured is the time from the moment when a step is due to the moment when its message is handed to the staff's place.
Exit code 1: one was lost, or one came twice.

Slack takes about one message a second per Slack channel, a direct message included, and the bot keeps to that: with
--people 25 --within 1 forty messages go to each person at once, and the last one comes forty seconds late, whatever the
engine does. And one call to Slack is made after the other: --call tells how long one takes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.adapters.alarm.with_apscheduler import ApschedulerAlarm
from bot.adapters.clock import SystemClock
from bot.adapters.store.sqlite import SqliteStore
from bot.domain.case import Case, Channel, Customer, Escalation, EscalationState, State, Step, Timer
from bot.domain.effects import Tell
from bot.domain.policy import Policy, Role, Staff
from bot.engine.pump import Pump
from bot.ports.staffroom import Story
from bot.wiring.engine import Engine, Sides, assemble
from tests.acme import GRACE, policy, reading
from tests.fakes import FixedReader, ListLibrary, RecordingDesk, RecordingStaffroom

HOUR = timedelta(hours=1)
AHEAD = timedelta(seconds=5)
"""How long after everything is written down the first step falls due."""
GIVE_UP = 900.0


class CountingStaffroom(RecordingStaffroom):
    """Counts which case's step was handed over when; every call takes so many seconds."""

    def __init__(self, call: float) -> None:
        super().__init__()
        self._call = call
        self.clock = SystemClock()
        self.came: list[tuple[str, datetime]] = []

    def ask(self, effect: str, person: Staff | None, story: Story, told: Tell) -> str:
        """Note when it came."""
        self.came.append((story.case.id, self.clock.now()))
        time.sleep(self._call)
        return super().ask(effect, person, story, told)

    def post_card(self, effect: str, story: Story) -> str:
        """Take as long as any call."""
        time.sleep(self._call)
        return super().post_card(effect, story)

    def update_card(self, card: str, story: Story) -> None:
        """Take as long as any call."""
        time.sleep(self._call)


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "triage.db", SystemClock())
        room = CountingStaffroom(asked.call / 1_000)
        settings = _policy(asked.people)
        due = _write(store, asked.cases, asked.people, timedelta(seconds=asked.within))
        took = _run(store, settings, room, asked.cases)
        store.close()
    _print(asked, room, due, took)


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description="How late do steps come when many fall due at once?")
    reader.add_argument("--cases", type=int, default=1_000, help="so many cases wait")
    reader.add_argument("--people", type=int, default=1_000, help="so many people are told")
    reader.add_argument("--within", type=float, default=60.0, help="all steps fall due within so many seconds")
    reader.add_argument("--call", type=float, default=0.0, help="milliseconds that a call to Slack takes")
    return reader.parse_args()


def _policy(people: int) -> Policy:
    staff = tuple(Staff(f"P{number}", f"U0P{number}", Role.RESPONDER) for number in range(people))
    return replace(policy(), staff=(*staff, GRACE))


def _write(store: SqliteStore, cases: int, people: int, within: timedelta) -> Mapping[str, datetime]:
    """Write cases that wait in step one, and their timers; return when step two of each is due."""
    begin = SystemClock().now() + AHEAD + timedelta(seconds=cases / 500)
    due: dict[str, datetime] = {}
    for first in range(0, cases, 100):
        with store.transaction() as tx:
            for number in range(first, min(first + 100, cases)):
                customer = Customer(Channel.X, str(10_000 + number), f"c{number}", f"Customer {number}")
                chain = (Step(("Grace",), HOUR), Step((f"P{number % people}",), HOUR), Step(("Grace",), HOUR))
                waits = Escalation(EscalationState.NOTIFIED, 0, chain, 1, asked=("Grace",), team="billing")
                case = Case(tx.cases.new_id(), Channel.X, customer, str(number), begin, State.WAITING)
                saved = tx.cases.save(replace(case, team="billing", waiting_since=begin, escalation=waits))
                due[saved.id] = begin + within * number / cases
                tx.timers.set(saved.id, Timer.ACKNOWLEDGE, due[saved.id])
    return due


def _run(store: SqliteStore, settings: Policy, room: CountingStaffroom, cases: int) -> float:
    """Turn the wheels as the bot does until every step came, and a little longer; return how many seconds that took."""
    clock, pumps = SystemClock(), dict[str, Pump]()
    alarm = ApschedulerAlarm(clock)

    def wake() -> None:
        for pump in pumps.values():
            pump.wake()

    sides = Sides({}, room, RecordingDesk(), "C0TRIAGE")
    engine: Engine = assemble(settings, store, clock, ListLibrary(), FixedReader(reading()), sides, alarm, wake)
    slack = next(one for one in engine.outboxes if one.lane == "slack")
    pumps["slack"] = Pump("slack", slack.work, lambda: 0.05)
    pumps["timers"] = Pump("timers", engine.timers.work, lambda: 1.0)
    began = time.monotonic()
    for pump in pumps.values():
        pump.start()
    alarm.start(pumps["timers"].wake)
    done = threading.Event()
    while len(room.came) < cases and time.monotonic() - began < GIVE_UP:
        done.wait(0.1)
    took = time.monotonic() - began
    # A second one would come now.
    done.wait(2.0)
    for pump in pumps.values():
        pump.stop()
    alarm.stop()
    for pump in pumps.values():
        pump.join(10.0)
    return took


def _print(asked: argparse.Namespace, room: CountingStaffroom, due: Mapping[str, datetime], took: float) -> None:
    came = Counter(case for case, _ in room.came)
    late = sorted((at - due[case]).total_seconds() for case, at in room.came)
    lost, doubled = len(due) - len(came), sum(number > 1 for number in came.values())
    print(f"{asked.cases} steps due within {asked.within:g} s, to {asked.people} people, {asked.call:g} ms a call")
    print(f"lost {lost}, doubled {doubled}, too early {sum(one < 0 for one in late)}, all out after {took:.1f} s")
    if late:
        p99 = late[min(len(late) - 1, int(len(late) * 0.99))]
        print(f"lateness: median {statistics.median(late):.3f} s, p99 {p99:.3f} s, worst {late[-1]:.3f} s")
    if lost or doubled:
        sys.exit(1)


if __name__ == "__main__":
    main()
