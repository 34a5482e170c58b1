"""Finds a shorter run that shows the same violation: only that customer, then fewer faults, same seed."""

from __future__ import annotations

from dataclasses import replace

from bot.simulation.outcome import Outcome, Violation
from bot.simulation.run import Plan, simulate

MOST_TRIES = 40


def shortest(plan: Plan, outcome: Outcome) -> tuple[Plan, Violation]:
    """Return the smallest plan found that still shows the first violation of `outcome`, and how it looks there.

    Raises ValueError where there is none.
    """
    if not outcome.violations:
        raise ValueError("there is no violation to look for")
    best, shown = plan, outcome.violations[0]
    name, tries = _name(shown), MOST_TRIES
    if shown.case.startswith("customer "):
        number = int(shown.case.removeprefix("customer "))
        tries -= 1
        alone = replace(best, only=frozenset({number}))
        if found := _same(alone, name):
            best, shown = alone, found
    for fault in sorted(plan.faults):
        if tries == 0:
            break
        tries -= 1
        smaller = replace(best, faults=best.faults - {fault})
        if found := _same(smaller, name):
            best, shown = smaller, found
    return best, shown


def _same(plan: Plan, name: str) -> Violation | None:
    return next((one for one in simulate(plan).violations if _name(one) == name), None)


def _name(violation: Violation) -> str:
    return violation.invariant.partition(":")[0]
