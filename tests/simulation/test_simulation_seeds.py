"""Seed after seed with every fault, nothing happens that must never happen."""

from __future__ import annotations

import pytest

from bot.simulation import ALL_FAULTS, Fault, Plan, simulate

BATCHES, EACH, AT_ONCE = 40, 10, 20
EVERY_BATCH = [pytest.param(n, marks=[pytest.mark.slow] if n >= AT_ONCE else []) for n in range(BATCHES)]


@pytest.mark.parametrize("batch", EVERY_BATCH)
def test_no_seed_shows_a_violation(batch: int) -> None:
    """Four hundred small runs, half of them in every test run; a violation tells seed, customer and what happened."""
    seeds = range(1_000 + batch * EACH, 1_000 + (batch + 1) * EACH)
    assert [] == [(seed, one) for seed in seeds for one in simulate(Plan(seed, 3)).violations]


def test_without_faults_nothing_goes_wrong() -> None:
    """No fault is counted, nobody dies, and every customer's request is answered or shown."""
    run = simulate(Plan(7, 10, faults=frozenset()))
    assert ({}, 0, ()) == (dict(run.faults), run.crashes, run.violations)
    assert run.public_messages > 0


def test_the_same_seed_gives_the_same_run() -> None:
    """All figures but the wall time are the same, whatever ran before."""
    first, second = simulate(Plan(11, 8)).document(), simulate(Plan(11, 8)).document()
    assert first | {"wall_seconds": 0} == second | {"wall_seconds": 0}


def test_most_kinds_of_fault_do_happen() -> None:
    """The runs are worth something only if things go wrong in them."""
    happened = {kind for seed in range(6) for kind in simulate(Plan(seed, 20)).faults}
    assert set() == {Fault.KILLED, Fault.SLOW, Fault.OUTAGE, Fault.CLOCK_STEP, Fault.TWO_PROCESSES} - happened
    assert len(happened) > len(ALL_FAULTS) / 2
