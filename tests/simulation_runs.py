"""How the tests run the simulation: small runs, and a search for the first seed that shows a violation."""

from __future__ import annotations

from bot.simulation import Outcome, Plan, simulate
from bot.simulation.process import Spoil

SEEDS = 50
"""Within so many seeds a missing protection must be noticed."""


def first_violation(spoil: Spoil, cases: int = 12, check: str = "", seen: int = 0) -> Outcome | None:
    """Return a run among `SEEDS` seeds with a violation, found by `check` if one is named; else None.

    The search begins at the seed that showed it last, `seen`, and goes round.
    """
    runs = (simulate(Plan(seed, cases, spoil=spoil)) for seed in (*range(seen, SEEDS), *range(seen)))
    return next((run for run in runs if any(one.invariant.startswith(check) for one in run.violations)), None)
