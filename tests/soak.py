"""`make soak`: fresh seeds of the simulation, one after the other.

It goes on until the time is over, something is violated or a run breaks off.
SECONDS or SEEDS say how long, CASES how many customers a seed has, FROM where to begin. Two seeds run at a time.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass

from bot.cli.simulate import command
from bot.simulation import Outcome, Plan, simulate
from bot.simulation.outcome import in_doubt

AT_A_TIME = 2
MOST_IN_DOUBT = 0.001
"""The greatest share of sends that may be left to a human because nobody can tell whether they arrived."""
ENOUGH_SENDS = 10_000
"""Among fewer a single one would be too great a share."""


@dataclass(frozen=True)
class Terms:
    """Which seeds to run: from `first` on, so many if `seeds` says so, else new ones for so many `seconds`."""

    first: int
    seeds: int
    seconds: float
    cases: int


def main() -> int:
    """Run what the environment asks for; return 1 after a violation."""
    wanted = {name: os.environ.get(name) or "0" for name in ("SEEDS", "SECONDS", "CASES")}
    first = int(os.environ.get("FROM") or time.time())
    return soak(Terms(first, int(wanted["SEEDS"]), float(wanted["SECONDS"]) or 60, int(wanted["CASES"]) or 200))


def _without_pauses(run: Callable[[Plan], Outcome], plan: Plan) -> Outcome:
    """Run a seed without looking for rings of garbage all the time: a quarter of the time went there."""
    gc.disable()
    try:
        return run(plan)
    finally:
        gc.enable()
        gc.collect()


def soak(terms: Terms, run: Callable[[Plan], Outcome] = simulate) -> int:
    """Run seeds; return 1 after a violation, or after a run that did not come to its end."""
    print(f"Seeds from {terms.first} on, {terms.cases} customers each.", file=sys.stderr, flush=True)
    began, done = time.monotonic(), 0
    sends = unknown = mentions = crashes = 0
    with ProcessPoolExecutor(AT_A_TIME) as pool:
        at_once = min(AT_A_TIME, terms.seeds or AT_A_TIME)
        following = terms.first + at_once
        running = {
            pool.submit(_without_pauses, run, Plan(seed, terms.cases)): seed for seed in range(terms.first, following)
        }
        while running:
            finished = next(as_completed(running))
            if (error := finished.exception()) is not None:
                # Where a whole process died, nobody can tell over which of the seeds that were under way.
                under_way = sorted(running.values()) if isinstance(error, BrokenExecutor) else [running[finished]]
                _cancel(running)
                return _broken([Plan(seed, terms.cases) for seed in under_way], error)
            seed, outcome = running.pop(finished), finished.result()
            done, sends, unknown = done + 1, sends + outcome.sends, unknown + outcome.unknown
            mentions, crashes = mentions + outcome.mentions, crashes + outcome.crashes
            told = f"{done} seeds, {mentions} mentions, {crashes} kills, left in doubt: {in_doubt(unknown, sends)}"
            print(f"\r{told}, {time.monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True)
            if outcome.violations:
                _cancel(running)
                return _violated(Plan(seed, terms.cases), outcome)
            going_on = time.monotonic() - began < terms.seconds
            if (done + len(running) < terms.seeds) if terms.seeds else going_on:
                running[pool.submit(_without_pauses, run, Plan(following, terms.cases))] = following
                following += 1
    print(file=sys.stderr)
    print(f"No violation: {told}; seeds {terms.first} to {following - 1}, {terms.cases} customers each.")
    if sends >= ENOUGH_SENDS and unknown > MOST_IN_DOUBT * sends:
        print(f"More than {MOST_IN_DOUBT:.1%} of the sends are left to a human in doubt.")
        return 1
    return 0


def _cancel(running: Iterable[Future[Outcome]]) -> None:
    for other in running:
        other.cancel()


def _violated(plan: Plan, outcome: Outcome) -> int:
    print(file=sys.stderr)
    for violation in outcome.violations:
        print(f"{violation.case}: {violation.invariant}")
    print(f"Repeat it with: {command(plan)}")
    return 1


def _broken(plans: Sequence[Plan], error: BaseException) -> int:
    """Tell of a run that did not come to its end: that is a violation as well, of nobody knows which invariant."""
    print(file=sys.stderr)
    traceback.print_exception(error)
    for plan in plans:
        print(f"Seed {plan.seed} broke off: {type(error).__name__}: {error}")
        print(f"Repeat it with: {command(plan)}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
