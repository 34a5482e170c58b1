"""Prints how much memory a replay needs: for a row that is read, and for a conversation that is played.

    .venv/bin/python -m tests.bench.bench_replay_memory ROWS PLAYED

ROWS made-up rows are read of which next to none are played; of PLAYED others every one is. Each conversation has three.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.replay.twcs import COLUMNS

EACH = 3
FIRST = datetime(2017, 10, 1, tzinfo=UTC)
ASKED = "my export number {} has been broken since yesterday, nothing I try helps, please tell me what to do"
ANSWERED = "We are sorry to hear that, please send us a direct message with the details so that we can look into it"
THANKED = "thank you, I have written to you just now and hope to hear from you soon ({})"
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "bot", "replay", *sys.argv[1:], "--reader", "none", "--json"], check=True,
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""In a process of its own, so that its greatest child is this replay's."""


def main(rows: int, played: int) -> None:
    """Measure an empty replay, one that only reads, and one that plays; print the differences."""
    with tempfile.TemporaryDirectory() as scratch:
        few, many, much = (Path(scratch) / name for name in ("few.csv", "many.csv", "much.csv"))
        for file, number in ((few, EACH), (many, rows), (much, played)):
            _write(file, number)
        empty, read = _peak(few, "only_one"), _peak(many, "only_one")
        unplayed, full = _peak(much, "only_one"), _peak(much, "acme")
    print(f"nothing: {empty / 1024:.0f} MiB")
    print(f"{rows} rows read: {read / 1024:.0f} MiB, {(read - empty) / rows:.2f} KiB a row")
    each = (full - unplayed) / (played / EACH)
    print(f"{played} rows played: {full / 1024:.0f} MiB, {each:.1f} KiB a conversation more")


def _write(file: Path, rows: int) -> None:
    """Write conversations with one brand, and the first with another one."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        for number in range(1, rows + 1, EACH):
            brand, customer = "only_one" if number == 1 else "acme", str(100_000 + number)
            at = FIRST + timedelta(minutes=number)
            for place, (author, words, to) in enumerate(
                (
                    (customer, f"@{brand} {ASKED.format(number)}", ""),
                    (brand, f"@{customer} {ANSWERED}", str(number)),
                    (customer, f"@{brand} {THANKED.format(number)}", str(number + 1)),
                )
            ):
                written = f"{at + timedelta(minutes=20 * place):%a %b %d %H:%M:%S %z %Y}"
                writer.writerow([number + place, author, str(author == customer), written, words, "", to])


def _peak(file: Path, brand: str) -> int:
    """Return the greatest resident memory of a replay, in KiB."""
    command = [sys.executable, "-c", MEASURE, str(file), "--brand", brand]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
