"""How the tests run the simulation: small runs, and a search for the first seed that shows a violation."""

from __future__ import annotations

from bot.simulation import Outcome, Plan, simulate
from bot.simulation.process import Spoil

SEEDS = 50
"""Within so many seeds a missing protection must be noticed."""


def first_violation(spoil: Spoil, cases: int = 12) -> Outcome | None:
    """Return the first run with a violation among `SEEDS` seeds, None where there is none."""
    runs = (simulate(Plan(seed, cases, spoil=spoil)) for seed in range(SEEDS))
    return next((run for run in runs if run.violations), None)
