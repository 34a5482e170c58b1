"""One run from a seed: puts the world together, lets it go on for some hours and then settle, and checks everything."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.ports.store import Store
from bot.simulation import slack_events
from bot.simulation.chance import stream
from bot.simulation.customers import Customer
from bot.simulation.faults import ALL_FAULTS, Fault, Faults
from bot.simulation.invariants import Evidence, violations
from bot.simulation.ledger import Deed, Fact
from bot.simulation.outcome import Outcome
from bot.simulation.process import Spoil
from bot.simulation.records import Records
from bot.simulation.staff import Staffers
from bot.simulation.world import World

SETTLES = timedelta(hours=2)
"""How long everybody gets at the end, without faults: longer than every retry and every chain."""
CASES_AN_HOUR = 25
_MEMORY = Path("/dev/shm")


def unspoilt(store: Store) -> Store:
    """Return the store as it is."""
    return store


@dataclass(frozen=True)
class Plan:
    """What to run. `hours` of 0 gives every 25 cases an hour; `spoil` changes the store, to try the checks themselves.

    `only` leaves out all other customers, for a shorter trace.
    """

    seed: int
    cases: int
    hours: float = 0
    faults: frozenset[Fault] = ALL_FAULTS
    only: frozenset[int] | None = None
    spoil: Spoil = field(default=unspoilt, compare=False)

    @property
    def length(self) -> float:
        """How many virtual hours customers write."""
        return self.hours or max(1.0, self.cases / CASES_AN_HOUR)


def simulate(plan: Plan) -> Outcome:
    """Run a plan and return what it came to. The database is made in memory where there is some, and taken away."""
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="triage-bot-", dir=_MEMORY if _MEMORY.is_dir() else None))
    faults = Faults(plan.seed, plan.faults)
    world = World(plan.seed, folder / "simulated.db", faults, plan.length, plan.spoil)
    try:
        with _listening(world.records):
            _live(world, plan)
        return _outcome(world, plan, time.monotonic() - began)
    finally:
        world.end()
        shutil.rmtree(folder, ignore_errors=True)


def _live(world: World, plan: Plan) -> None:
    long = timedelta(hours=plan.length)
    arrivals = stream(plan.seed, "arrivals")
    moments = [arrivals.random() for _ in range(plan.cases)]
    numbers = [one for one in range(plan.cases) if plan.only is None or one in plan.only]
    customers = {number: Customer(number, world) for number in numbers}
    staff = Staffers(world, customers)
    world.records.shown_to_staff = staff.shown
    world.records.said_to = lambda fact: _heard(world, customers, fact)
    world.records.posted_at_x = lambda private: world.news_at_x(private=private)
    for number in numbers:
        # Nobody writes before the bot has looked for the first time.
        world.later(timedelta(seconds=60) + moments[number] * long, customers[number].begin)
    world.go(world.begin + timedelta(minutes=1) + long)
    world.faults.calm = True
    world.skies.outages = ()
    world.set_clock_right()
    world.go(world.clock.true + SETTLES)


def _heard(world: World, customers: dict[int, Customer], fact: Fact) -> None:
    if fact.customer in customers:
        customers[fact.customer].heard(fact)
    if fact.who == "slack" and fact.public:
        # Slack tells the bot of its own messages too.
        own = next((one for one in reversed(world.slack.messages.values()) if one.effect == fact.effect), None)
        if own is not None:
            event = slack_events.posted(own, "message", "T0ACME", bot=True)
            world.later(timedelta(seconds=0.2), lambda: world.deliver(event, lambda _: None))


def _outcome(world: World, plan: Plan, wall: float) -> Outcome:
    ledger = world.ledger
    said = list(ledger.all(Deed.SAID))
    numbers = tuple(range(plan.cases))
    evidence = Evidence(ledger, world.policy, numbers, world.clock.true, world.stuck)
    tickets = list(ledger.all(Deed.TICKET))
    sends = len(said) + len(tickets) + sum(bool(fact.effect) for fact in ledger.all(Deed.CARD, Deed.TOLD))
    held = [
        one for one in world.slack.messages.values() if any(b.get("action_id") == "held:drop" for b in one.buttons())
    ]
    return Outcome(
        seed=plan.seed,
        cases=plan.cases,
        mentions=sum(1 for _ in ledger.all(Deed.WROTE)),
        public_messages=sum(fact.public for fact in said),
        escalations=sum(bool(fact.effect) for fact in ledger.all(Deed.TOLD)),
        tickets=len(tickets),
        faults=world.faults.counted,
        crashes=world.crashes,
        violations=violations(evidence),
        held_for_human=len(
            {str(b["value"]) for one in held for b in one.buttons() if b.get("action_id") == "held:drop"}
        ),
        virtual_hours=round((world.clock.true - world.begin) / timedelta(hours=1), 2),
        wall_seconds=wall,
        sends=sends,
        unknown=len(world.records.unknown),
    )


@contextmanager
def _listening(records: Records) -> Iterator[None]:
    """Let every line of the log be looked at instead of being printed."""
    before = structlog.get_config()

    def look(_logger: Any, _name: str, event: Any) -> Any:
        # Of a traceback only the error's own words may hold something private: the rest is our code.
        records.logged(f"{event!r} {sys.exc_info()[1]!r}")
        raise structlog.DropEvent

    structlog.configure(processors=[look])
    try:
        yield
    finally:
        structlog.configure(**before)
