"""`make kill30`: the full run with its counts on standard output; 1 when something was lost or doubled."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from kills.run import Run


def main() -> int:
    """Run and print."""
    asked = argparse.ArgumentParser(description="Kill the bot again and again and count what the vendors have.")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kills", type=int, default=30)
    asked.add_argument("--mentions", type=int, default=120)
    asked.add_argument("--settle", type=float, default=600, help="seconds of peace after the last kill")
    asked.add_argument("--log", type=Path, help="where the bot's log is kept")
    options = asked.parse_args()
    run = Run(
        options.seed,
        options.kills,
        options.mentions,
        every=1.2,
        settle_within=options.settle,
        say=lambda words: print(words, file=sys.stderr),
    )
    verdict = run.go(options.log)
    counts = {"seed": run.seed, "kills": run.killed, "kills_while_starting": run.while_starting}
    counts |= {"ended_by_itself": run.ended_by_itself, "wall_seconds": round(run.seconds, 1)}
    print(json.dumps(counts | asdict(verdict) | {"faults": run.faults}, indent=2))
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
