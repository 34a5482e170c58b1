"""`make fuzz SECONDS=600`: fresh examples for every decoder until the time is up; prints counts, 1 with a finding."""

from __future__ import annotations

import os
import sys
import time
import traceback

from fuzz.targets import TARGETS, Target
from hypothesis import HealthCheck, Phase, given, seed, settings

ROUND = 100
SLOWEST = 5.0
"""Seconds that one input may take at most; more counts as hanging."""


def main(seconds: float) -> int:
    """Take turns over the targets."""
    counts = dict.fromkeys((target.name for target in TARGETS), 0)
    ends = time.monotonic() + seconds
    number = int.from_bytes(os.urandom(4), "big")
    while time.monotonic() < ends:
        for target in TARGETS:
            number += 1
            try:
                counts[target.name] += _round(target, number, ends)
            except Exception:
                traceback.print_exc()
                print(f"FOUND in {target.name} with seed {number}", file=sys.stderr)
                return 1
    for name, count in counts.items():
        print(f"{count:>9}  {name}")
    print(f"{sum(counts.values()):>9}  in all, nothing found")
    return 0


def _round(target: Target, number: int, ends: float) -> int:
    done = 0

    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(target.feed)
    def play(value: object) -> None:
        nonlocal done
        if time.monotonic() > ends:
            return
        began = time.monotonic()
        target.run(value)
        assert time.monotonic() - began < SLOWEST, "it hangs"
        done += 1

    play()
    return done


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0))
