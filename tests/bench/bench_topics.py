"""Prints how well topics are found on Banking77 and CLINC150: `python -m tests.bench.bench_topics FOLDER`.

FOLDER holds banking77-train.csv, banking77-train-10shot.csv, clinc150-train.csv and clinc150-val.csv (columns text and
category). Nothing of them is kept. Each figure comes from `triage-bot eval topics` in a process of its own, so that its
memory is its own too. Two numbers stand beside each other: what was measured, and what it must be at least or at most.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.model_selection import train_test_split

SEED = 7
SPEED = {"p50_ms": -10.0, "peak_rss_mb": -350.0}
Rows = Sequence[tuple[str, str]]


def main() -> None:
    """Split, measure and print; exit code 1 where a target is missed."""
    if len(sys.argv) != 2:
        sys.exit("Name the folder with the data sets: python -m tests.bench.bench_topics FOLDER")
    folder = Path(sys.argv[1])
    banking, few = read(folder / "banking77-train.csv"), read(folder / "banking77-train-10shot.csv")
    train, fifth, unseen = split(banking, few)
    fine = [
        _measure("Banking77, a fifth held out", train, fifth, {"accuracy": 0.915, "fit_seconds": -60.0}),
        _measure("Banking77, ten of each", few, unseen, {"accuracy": 0.75, "recall_at_3": 0.89}),
        _measure(
            "CLINC150, train and val",
            read(folder / "clinc150-train.csv"),
            read(folder / "clinc150-val.csv"),
            {"accuracy": 0.92, "oos_recall": 0.60},
        ),
    ]
    sys.exit(0 if all(fine) else 1)


def split(banking: Rows, few: Rows) -> tuple[Rows, Rows, Rows]:
    """Return four fifths of the rows, the other fifth, and what is not among the few."""
    train, fifth = train_test_split(
        banking, test_size=0.2, random_state=SEED, stratify=[category for _, category in banking]
    )
    shown = {text for text, _ in few}
    return train, fifth, [row for row in banking if row[0] not in shown]


def _measure(name: str, train: Rows, test: Rows, targets: dict[str, float]) -> bool:
    """Print the figures of one data set; a negative target is the most that is allowed."""
    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch, "train.csv"), Path(scratch, "test.csv")
        for file, rows in zip(files, (train, test), strict=True):
            _write(file, rows)
        command = ["eval", "topics", "--train", str(files[0]), "--test", str(files[1]), "--json"]
        ended = subprocess.run([sys.executable, "-m", "bot", *command], stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(ended.stdout)
    print(f"\n{name}: {found['n_train']} to learn from, {found['n_test']} to find")
    fine = True
    for key, value in found.items():
        if not isinstance(value, float):
            continue
        target = (targets | SPEED).get(key)
        met = target is None or (value <= -target if target < 0 else value >= target)
        wanted = "" if target is None else f"  {'at most' if target < 0 else 'at least'} {abs(target):g}"
        print(f"  {key:<18} {value:10.4f}{wanted}{'' if met else '  MISSED'}")
        fine = fine and met
    return fine


def read(file: Path) -> list[tuple[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return [(row["text"], row["category"]) for row in csv.DictReader(opened)]


def _write(file: Path, rows: Rows) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["text", "category"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
