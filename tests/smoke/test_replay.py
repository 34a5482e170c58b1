"""`triage-bot replay` with a small recording: the real bot, and what the command prints and writes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.replay.twcs import COLUMNS

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "docs" / "replay-example.jsonl"
ROWS = [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]


def replay(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "replay", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={key: value for key, value in os.environ.items() if key != "COLUMNS"},
    )


def figures(*arguments: str | Path, folder: Path) -> dict[str, Any]:
    """Run the command with --json and return its document."""
    ended = replay(*arguments, "--json", folder=folder)
    assert 0 == ended.returncode, ended.stderr
    document: dict[str, Any] = json.loads(ended.stdout)
    return document


@pytest.fixture(scope="module")
def as_recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures where the brand's posts are the answers."""
    return figures(EXAMPLE, "--staff", "as-recorded", folder=tmp_path_factory.mktemp("recorded"))


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures where nobody answers."""
    return figures(EXAMPLE, folder=tmp_path_factory.mktemp("silent"))


def test_no_invariant_breaks(as_recorded: dict[str, Any], silent: dict[str, Any]) -> None:
    assert ([], []) == (as_recorded["violations"], silent["violations"])


def test_every_case_is_counted_once(as_recorded: dict[str, Any]) -> None:
    counted = {key: as_recorded[key] for key in ("mentions", "cases", "holding_replies", "answered_in_time")}
    assert {"mentions": 20, "cases": 10, "holding_replies": 10, "answered_in_time": 4} == counted


def test_it_speaks_five_languages(as_recorded: dict[str, Any]) -> None:
    assert {"en", "it", "de", "fr", "es"} == set(as_recorded["languages"])


def test_the_first_reply_comes_with_the_next_poll(as_recorded: dict[str, Any]) -> None:
    assert 30 >= as_recorded["first_response_seconds"]["bot"]["p95"]


def test_customers_whom_nobody_answers_are_asked_for_an_address(
    as_recorded: dict[str, Any], silent: dict[str, Any]
) -> None:
    assert 0 == silent["answered_in_time"]
    assert as_recorded["email_asks"] + as_recorded["answered_in_time"] == silent["email_asks"]


def test_the_same_recording_gives_the_same_replay(tmp_path: Path, silent: dict[str, Any]) -> None:
    again = figures(EXAMPLE, folder=tmp_path)
    assert {**silent, "wall_seconds": 0} == {**again, "wall_seconds": 0}


def test_without_a_reader_every_post_but_a_stop_is_a_request(tmp_path: Path) -> None:
    unread = figures(EXAMPLE, "--reader", "none", folder=tmp_path)
    assert (20, 19, 0) == (unread["mentions"], unread["requests"], unread["not_understood"])


def test_the_same_posts_in_the_other_format_give_the_same_figures(tmp_path: Path, silent: dict[str, Any]) -> None:
    file = tmp_path / "recording.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        for row in ROWS:
            at = f"{datetime.fromisoformat(row['at']):%a %b %d %H:%M:%S %z %Y}"
            inbound = str(row["by"] == "customer")
            writer.writerow([row["id"], row["author"], inbound, at, row["text"], "", row.get("to", "")])
    same = figures(file, "--format", "twcs", folder=tmp_path)
    assert {**silent, "wall_seconds": 0} == {**same, "wall_seconds": 0}


def test_it_shows_what_was_said_beside_what_would_have_been_and_no_address(tmp_path: Path) -> None:
    ended = replay(EXAMPLE, "--staff", "as-recorded", "--report", "report.html", folder=tmp_path)
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 0 == ended.returncode
    for shown in (ended.stdout, report):
        assert "One second, let me look into this…" in shown
        assert "I see both payments" in shown
        assert "farid@" not in shown
    assert ["report.html"] == [file.name for file in tmp_path.iterdir()]


def test_bad_rows_are_told_with_their_line_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "recording.jsonl"
    file.write_text("{}\n" + EXAMPLE.read_text(encoding="utf-8") + "no json\n", encoding="utf-8")
    ended = replay(file, "--json", "--reader", "none", folder=tmp_path)
    assert (0, 20) == (ended.returncode, json.loads(ended.stdout)["mentions"])
    assert "line 1: by is missing" in ended.stderr
    assert "line 32: it is not JSON" in ended.stderr
    assert "2 bad rows were left out" in ended.stderr


def test_what_an_operator_gets_wrong_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    for arguments, sentence in (
        (("gone.csv",), "gone.csv: cannot be read: No such file or directory"),
        (("empty.csv",), "there is no post of a customer that can be read as twcs"),
        ((EXAMPLE, "--brand", "other"), "no conversation belongs to @other; the brands that answer in it are acme"),
        ((EXAMPLE, "--report", "no/where.html"), "The report no/where.html cannot be written"),
    ):
        ended = replay(*arguments, folder=tmp_path)
        assert (2, "") == (ended.returncode, ended.stdout)
        assert sentence in ended.stderr
        assert "Traceback" not in ended.stderr


def test_what_is_left_out_for_another_brand_is_told(tmp_path: Path) -> None:
    def row(id: str, by: str, author: str, text: str, to: str) -> str:
        return json.dumps({**ROWS[0], "id": id, "by": by, "author": author, "text": text, "to": to})

    lines = [
        row("1", "customer", "anna_k", "@delta @united my export is broken", ""),
        *(row(id, "brand", "delta", "@anna_k sorry", "1") for id in "23"),
        row("4", "brand", "united", "@anna_k sorry", "1"),
        row("5", "customer", "anna_k", "@delta thanks", "2"),
        row("6", "customer", "bo", "@delta it is broken", ""),
    ]
    file = tmp_path / "recording.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    ended = replay(file, "--json", "--reader", "none", "--brand", "united", folder=tmp_path)
    assert (0, 1) == (ended.returncode, json.loads(ended.stdout)["mentions"])
    told = " ".join(ended.stderr.split())
    assert "1 posts were left out: only brands that were not asked for" in told
    assert "1 posts of customers are not played" in told
