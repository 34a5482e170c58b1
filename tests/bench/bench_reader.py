"""Prints how well mentions are understood, on data that is not part of the project.

    .venv/bin/python -m tests.bench.bench_reader DATA_FOLDER

DATA_FOLDER holds `support-tweets.csv`, `airline-tweets.csv` and `banking77-train.csv`; files that are not there are
left out. Only figures are printed, never a text. How long a whole reading takes is measured by `bench_reading`.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.adapters.reader.measure import Row, evaluate_heat, evaluate_language, evaluate_request

SENTENCES = Path(__file__).parents[1] / "adapters" / "reader_sentences"
LANGUAGES = ("en", "de", "it", "es", "fr")
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
    # In processes of its own: what measuring needs is no memory of the bot's.
    subprocess.run([sys.executable, "-m", "tests.bench.bench_reading", str(folder)], check=True)


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


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the data is: .venv/bin/python -m tests.bench.bench_reader DATA_FOLDER")
    main(Path(sys.argv[1]))
