"""Prints how long a whole reading takes, and how much memory it needs: on day one, and with learned models.

    .venv/bin/python -m tests.bench.bench_reading DATA_FOLDER

DATA_FOLDER holds `airline-tweets.csv`, which is read, and `banking77-train.csv`, from which topics are learned.
Learning and both readings each run in a process of their own, as a bot learns at night: the memory of each is its own.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.adapters.library import FolderLibrary
from bot.adapters.reader.learned import HeatModel, Learned
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Channel, Customer, Mention
from bot.shipped import shipped
from bot.wiring.reading import topics_of

sys.path[:0] = [str(Path(__file__).parents[1])]
from acme import policy  # noqa: E402 - the tests' own folder, as pytest finds it

TEAM = replace(policy().teams[0], topics=("refund", "invoice", "charged twice", "login", "export", "error"))
POLICY = replace(policy(), languages=("en", "de", "it", "es", "fr"), teams=(TEAM,))
TOPICS, HEAT = "topics.bin", "heat.bin"


def main(folder: Path) -> None:
    """Run every step in a process of its own."""
    if not (folder / "airline-tweets.csv").exists():
        return
    with tempfile.TemporaryDirectory() as scratch:
        _step("read", folder, scratch)
        if (folder / "banking77-train.csv").exists():
            _step("learn", folder, scratch)
            _step("read", folder, scratch)


def _step(name: str, folder: Path, scratch: str) -> None:
    subprocess.run([sys.executable, "-m", __spec__.name, str(folder), name, scratch], check=True)


def learn(folder: Path, scratch: Path) -> None:
    """Learn topics from Banking77 and heat from the airlines' posts; keep the models in `scratch`."""
    from bot.adapters.reader.topics.examples import Example
    from bot.adapters.reader.topics.model import TopicModel

    asked = [Example(row["text"], row["category"]) for row in _rows(folder / "banking77-train.csv")]
    began, worked = time.perf_counter(), time.process_time()
    model = TopicModel.fit(asked)
    took, computed = time.perf_counter() - began, time.process_time() - worked
    (scratch / TOPICS).write_bytes(model.to_bytes())
    posts = _rows(folder / "airline-tweets.csv")
    heat = HeatModel.learn([row["text"] for row in posts], [row["airline_sentiment"] == "negative" for row in posts])
    (scratch / HEAT).write_bytes(heat.to_bytes())
    print(f"topics learned from {len(asked)} messages: {took:.1f} s, {computed:.1f} s of them computing; {_memory()}")


def read(folder: Path, scratch: Path) -> None:
    """Read every post as on day one, or with the models where there are some."""
    day_one = topics_of(POLICY, FolderLibrary([shipped("responses")], "en").responses)
    name, reader = "day one", UnderstandingReader(POLICY, topics=day_one)
    if (scratch / TOPICS).exists():
        from bot.adapters.reader.topics.choosing import LearnedTopics
        from bot.adapters.reader.topics.model import TopicModel

        topics = LearnedTopics(TopicModel.from_bytes((scratch / TOPICS).read_bytes()), day_one)
        learned = Learned(HeatModel.from_bytes((scratch / HEAT).read_bytes()))
        name, reader = "learned models", UnderstandingReader(POLICY, topics=topics, learned=lambda: learned)
    posts = [row["text"] for row in _rows(folder / "airline-tweets.csv")]
    took, worked = _read_all(posts, reader)
    print(
        f"a whole reading, {name}: median {median(took):.2f} ms, longest {max(took):.1f} ms,"
        f" {worked / len(posts):.2f} ms of computing on average; {_memory()}"
    )


def _read_all(texts: Sequence[str], reader: UnderstandingReader) -> tuple[list[float], float]:
    """Return how long each text took and how long all of them computed, in milliseconds."""
    customer, took, worked = Customer(Channel.X, "1", "a", "A"), list[float](), time.process_time()
    for number, text in enumerate(texts):
        mention = Mention(Channel.X, str(number), str(number), customer, text, datetime(2026, 3, 2, tzinfo=UTC))
        started = time.perf_counter()
        reader.read(mention)
        took.append((time.perf_counter() - started) * 1000)
    return took, (time.process_time() - worked) * 1000


def _memory() -> str:
    return f"process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder]:
            main(Path(folder))
        case [folder, "learn", scratch]:
            learn(Path(folder), Path(scratch))
        case [folder, "read", scratch]:
            read(Path(folder), Path(scratch))
        case _:
            sys.exit("Say where the data is: .venv/bin/python -m tests.bench.bench_reading DATA_FOLDER")
