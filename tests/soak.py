"""`make soak`: fresh seeds of the simulation, one after the other, until the time is over or something is violated.

SECONDS or SEEDS say how long, CASES how many customers a seed has, FROM where to begin. Two seeds run at a time.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from bot.cli.simulate import command
from bot.simulation import Outcome, Plan, simulate
from bot.simulation.outcome import in_doubt

AT_A_TIME = 2
MOST_IN_DOUBT = 0.001
"""The greatest share of sends that may be left to a human because nobody can tell whether they arrived."""
ENOUGH_SENDS = 10_000
"""Among fewer a single one would be too great a share."""


def main() -> int:
    """Run seeds; return 1 after a violation."""
    seconds, seeds = float(os.environ.get("SECONDS") or 60), int(os.environ.get("SEEDS") or 0)
    cases = int(os.environ.get("CASES") or 200)
    first = int(os.environ.get("FROM") or time.time())
    began, done = time.monotonic(), 0
    sends = unknown = mentions = crashes = 0
    with ProcessPoolExecutor(AT_A_TIME) as pool:
        following = first
        running = {pool.submit(simulate, Plan(seed, cases)): seed for seed in range(first, first + AT_A_TIME)}
        following += AT_A_TIME
        while running:
            finished = next(as_completed(running))
            seed, outcome = running.pop(finished), finished.result()
            done, sends, unknown = done + 1, sends + outcome.sends, unknown + outcome.unknown
            mentions, crashes = mentions + outcome.mentions, crashes + outcome.crashes
            told = f"{done} seeds, {mentions} mentions, {crashes} kills, left in doubt: {in_doubt(unknown, sends)}"
            print(f"\r{told}, {time.monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True)
            if outcome.violations:
                for other in running:
                    other.cancel()
                return _stop(seed, cases, outcome)
            if (done + len(running) < seeds) if seeds else time.monotonic() - began < seconds:
                running[pool.submit(simulate, Plan(following, cases))] = following
                following += 1
    print(file=sys.stderr)
    print(f"No violation: {told}; seeds {first} to {following - 1}, {cases} customers each.")
    if sends >= ENOUGH_SENDS and unknown > MOST_IN_DOUBT * sends:
        print(f"More than {MOST_IN_DOUBT:.1%} of the sends are left to a human in doubt.")
        return 1
    return 0


def _stop(seed: int, cases: int, outcome: Outcome) -> int:
    print(file=sys.stderr)
    for violation in outcome.violations:
        print(f"{violation.case}: {violation.invariant}")
    print(f"Repeat it with: {command(Plan(seed, cases))}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
