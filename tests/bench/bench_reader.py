"""Prints how well mentions are understood, on data that is not part of the project.

    .venv/bin/python -m tests.bench.bench_reader DATA_FOLDER

DATA_FOLDER holds `support-tweets.csv`, `airline-tweets.csv` and `banking77-train.csv`; files that are not there are
left out. Only figures are printed, never a text.
"""

from __future__ import annotations

import csv
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from statistics import median

from bot.adapters.library import FolderLibrary
from bot.adapters.reader.learned import HeatModel, Learned
from bot.adapters.reader.measure import Row, evaluate_heat, evaluate_language, evaluate_request
from bot.adapters.reader.topics.choosing import LearnedTopics
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.model import TopicModel
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Channel, Customer, Mention
from bot.shipped import shipped
from bot.wiring.reading import topics_of

sys.path[:0] = [str(Path(__file__).parents[1])]
from acme import policy  # noqa: E402 - the tests' own folder, as pytest finds it

SENTENCES = Path(__file__).parents[1] / "adapters" / "reader_sentences"
LANGUAGES = ("en", "de", "it", "es", "fr")
TEAM = replace(policy().teams[0], topics=("refund", "invoice", "charged twice", "login", "export", "error"))
POLICY = replace(policy(), languages=LANGUAGES, teams=(TEAM,))
OTHERS = ("not_requests_en", "not_requests_fresh")


def main(folder: Path) -> None:
    """Measure everything that there is data for."""
    own = {name: _own(name) for name in (*LANGUAGES[1:], *OTHERS)}
    rows = [(text, name if name in LANGUAGES else "en") for name, listed in own.items() for text, _ in listed]
    print("language, own sentences:", evaluate_language(rows, LANGUAGES))
    for name, listed in own.items():
        print(f"request, {name}:", evaluate_request(listed, LANGUAGES))
    support, airline = folder / "support-tweets.csv", folder / "airline-tweets.csv"
    if support.exists():
        first = first_posts(_read(support))
        print("request, first posts:", evaluate_request([(text, "request") for text in first], LANGUAGES))
    if airline.exists():
        posts = [(row["text"], row["airline_sentiment"]) for row in _read(airline)]
        print("language, airlines:", evaluate_language([(text, "en") for text, _ in posts], LANGUAGES))
        print("heat, airlines:", evaluate_heat(posts))
        print("request, joyful ones:", evaluate_request([row for row in posts if row[1] == "positive"], LANGUAGES))
        rows = [*rows, *posts]
    _time([text for text, _ in rows], folder / "banking77-train.csv")


def first_posts(rows: Sequence[dict[str, str]]) -> list[str]:
    """Return the text of the first post by a customer in every conversation."""
    known, above = {row["tweet_id"] for row in rows}, dict[str, str]()

    def root(post: str) -> str:
        while above.setdefault(post, post) != post:
            post = above[post]
        return post

    for row in rows:
        for other in (*row["response_tweet_id"].split(","), row["in_response_to_tweet_id"].partition(".")[0]):
            if other in known:
                above[root(other)] = root(row["tweet_id"])
    first: dict[str, tuple[datetime, str]] = {}
    for row in rows:
        if row["inbound"] == "True":
            post = (parsedate_to_datetime(_as_mail_date(row["created_at"])), row["text"])
            conversation = root(row["tweet_id"])
            first[conversation] = min(first.get(conversation, post), post)
    return [text for _, text in first.values()]


def _as_mail_date(written: str) -> str:
    """Return "Tue Oct 31 22:47:30 +0000 2017" as the date of a mail."""
    weekday, month, day, clock, offset, year = written.split()
    return f"{weekday}, {day} {month} {year} {clock} {offset}"


def _own(name: str) -> list[Row]:
    lines = (SENTENCES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, kind) for kind, text in (line.split("\t") for line in lines)]


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))


def _time(texts: Sequence[str], banking: Path) -> None:
    """Read everything as on day one, then as a bot that has learned topics from 10,000 messages and heat from 4,000."""
    day_one = topics_of(POLICY, FolderLibrary([shipped("responses")], "en").responses)
    _read_all("day one", texts, UnderstandingReader(POLICY, topics=day_one))
    if not banking.exists():
        return
    started = time.perf_counter()
    model = TopicModel.fit([Example(row["text"], row["category"]) for row in _read(banking)])
    print(f"topics learned from {model.learned_from} messages in {time.perf_counter() - started:.1f} s")
    half = len(texts) // 2
    learned = Learned(HeatModel.learn(texts[:4_000], [place % 2 == 0 for place in range(len(texts[:4_000]))]))
    reader = UnderstandingReader(POLICY, topics=LearnedTopics(model, day_one), learned=lambda: learned)
    _read_all("with learned models", texts[half:], reader)


def _read_all(name: str, texts: Sequence[str], reader: UnderstandingReader) -> None:
    customer, took = Customer(Channel.X, "1", "a", "A"), list[float]()
    for number, text in enumerate(texts):
        mention = Mention(Channel.X, str(number), str(number), customer, text, datetime(2026, 3, 2, tzinfo=UTC))
        started = time.perf_counter()
        reader.read(mention)
        took.append((time.perf_counter() - started) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a whole reading, {name}: median {median(took):.2f} ms, longest {max(took):.1f} ms, process {memory:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the data is: .venv/bin/python -m tests.bench.bench_reader DATA_FOLDER")
    main(Path(sys.argv[1]))
