"""Prints what each choice of `_LET_GO` in `topics/calibration.py` would do.

    .venv/bin/python -m tests.bench.choose_floor FILE.csv …

Only files to learn from are read (columns text and category), never one to test on: in each round a fifth of the topics
is left out and stands for what is out of scope, and a fifth of the other messages is held back. Left-out topics are a
hard stand-in: they are about the same business as the others.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
from threadpoolctl import threadpool_limits

from bot.adapters.reader.topics.calibration import Calibration
from bot.adapters.reader.topics.parts import Parts

SHARES = (0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07)
ROUNDS = 3
OUT_OF_SCOPE = "oos"
Row = tuple[str, str]


def main() -> None:
    """Measure every file; a share is right where the accuracy falls by about one point."""
    if len(sys.argv) < 2:
        sys.exit("Name files to learn from: python -m tests.bench.choose_floor FILE.csv …")
    for name in sys.argv[1:]:
        rows = [row for row in _read(Path(name)) if row[1] != OUT_OF_SCOPE]
        with threadpool_limits(1):
            rounds = [_round(rows, seed) for seed in range(ROUNDS)]
        print(f"\n{Path(name).name}: share let go, accuracy in scope, recall of left-out topics, and what is lost")
        for place, share in enumerate(SHARES):
            accuracy = fmean(one[place][0] for one in rounds)
            recall = fmean(one[place][1] for one in rounds)
            lost = fmean(one[0][0] for one in rounds) - accuracy
            print(f"  {share:6.3f} {accuracy:8.4f} {recall:8.4f} {lost:8.4f}", flush=True)


def _round(rows: Sequence[Row], seed: int) -> list[tuple[float, float]]:
    chance = np.random.default_rng(seed)
    topics = sorted({topic for _, topic in rows})
    left_out = set(chance.permutation(topics)[: len(topics) // 5].tolist())
    known = [topic for topic in topics if topic not in left_out]
    inside = [row for row in rows if row[1] not in left_out]
    outside = [text for text, topic in rows if topic in left_out]
    order = chance.permutation(len(inside)).tolist()
    held, learned = order[: len(order) // 5], order[len(order) // 5 :]
    labels = np.asarray([known.index(inside[place][1]) for place in learned], dtype=np.int64)
    parts = Parts.learn([inside[place][0] for place in learned], labels, len(known), lambda share: None)
    weigh = Calibration()

    def look(text: str) -> tuple[str, float]:
        evidence = parts.evidence(text)[0]
        return known[int(weigh.probabilities(evidence).argmax())], weigh.familiarity(evidence)

    found = [(look(inside[place][0]), inside[place][1]) for place in held]
    half = len(found) // 2
    strangers = [look(text)[1] for text in chance.permutation(outside)[:1_000].tolist()]
    results = []
    for share in SHARES:
        floor = float(np.quantile([one[1] for one, _ in found[:half]], share)) if share else -np.inf
        right = [said == topic and familiar >= floor for (said, familiar), topic in found[half:]]
        results.append((fmean(right), fmean(one < floor for one in strangers)))
    return results


def _read(file: Path) -> list[Row]:
    with file.open(newline="", encoding="utf-8") as opened:
        return [(row["text"], row["category"]) for row in csv.DictReader(opened)]


if __name__ == "__main__":
    main()
