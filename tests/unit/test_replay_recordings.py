"""Both formats of a recording: what is read, and how a bad row is told and left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import ConfigurationError
from bot.replay.jsonl import read_jsonl
from bot.replay.recording import BadRow, Post, Recording, gather
from bot.replay.twcs import COLUMNS, read_twcs

HEADER = ",".join(COLUMNS)
GOOD = "7,115870,True,Tue Oct 31 22:47:30 +0000 2017,@acme where is it?,8,6.0"
AT = datetime(2017, 10, 31, 22, 47, 30, tzinfo=UTC)
LINE = {"id": "7", "at": "2026-03-02T10:15:00+01:00", "by": "customer", "author": "@anna_k", "text": "help"}


def twcs(folder: Path, *rows: str | bytes, header: str = HEADER) -> Recording:
    """Read rows in the format of the public data set."""
    file = folder / "recording.csv"
    file.write_bytes(b"\n".join(row if isinstance(row, bytes) else row.encode() for row in (header, *rows)))
    return gather(read_twcs(file))


def jsonl(folder: Path, *rows: dict[str, object] | str | bytes) -> Recording:
    """Read rows in our own format."""
    file = folder / "recording.jsonl"
    written = (json.dumps(row) if isinstance(row, dict) else row for row in rows)
    file.write_bytes(b"\n".join(row if isinstance(row, bytes) else row.encode() for row in written))
    return gather(read_jsonl(file))


def faults(recording: Recording) -> list[tuple[int, str]]:
    """Return the line and the fault of each bad row."""
    return [(row.line, row.fault) for row in recording.bad]


def test_a_row_of_the_data_set_is_a_post(tmp_path: Path) -> None:
    assert (Post("7", "115870", True, AT, "@acme where is it?", "6", 2),) == twcs(tmp_path, GOOD).posts


def test_the_escapes_of_x_are_undone(tmp_path: Path) -> None:
    row = GOOD.replace("where is it?", "Q&amp;A &lt;3")
    assert ["@acme Q&A <3"] == [post.text for post in twcs(tmp_path, row).posts]


def test_a_text_over_two_lines_does_not_confuse_the_line_numbers(tmp_path: Path) -> None:
    recording = twcs(tmp_path, GOOD.replace("@acme where", '"@acme\nwhere').replace("it?", 'it?"'), "nonsense")
    assert [(4, "it has 1 columns instead of 7")] == faults(recording)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (GOOD.replace("Tue Oct 31", "Someday"), "created_at is not like Tue Oct 31 22:47:30 +0000 2017"),
        (GOOD.replace("2017", "1017"), "its year is not between 1990 and 2100"),
        (GOOD[1:], "tweet_id is missing"),
        ("x" + GOOD, "tweet_id is not a number"),
        (GOOD.replace("6.0", "6.5"), "in_response_to_tweet_id is not a number"),
        (GOOD.replace("True", "yes"), "inbound is neither True nor False"),
        (GOOD.replace("115870", ""), "author_id is empty"),
        (GOOD + ",more", "it has 8 columns instead of 7"),
        (GOOD.encode().replace(b"where", b"\xff\xfe"), "it is not UTF-8"),
        (GOOD.replace("where", "w" * 140_000), "it cannot be read as CSV: field larger than field limit (131072)"),
    ],
)
def test_a_bad_row_of_the_data_set_is_told_and_left_out(tmp_path: Path, row: str | bytes, fault: str) -> None:
    recording = twcs(tmp_path, row, GOOD.replace("7,", "9,", 1))
    assert [(2, fault)] == faults(recording)
    assert ["9"] == [post.id for post in recording.posts]


def test_the_second_row_with_one_id_is_a_bad_one(tmp_path: Path) -> None:
    recording = twcs(tmp_path, GOOD, GOOD)
    assert (1, (BadRow(3, "its id is that of line 2 already"),)) == (len(recording.posts), recording.bad)


def test_another_header_says_which_one_is_expected(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="the first line must be tweet_id,author_id"):
        twcs(tmp_path, GOOD, header="id,text")


@pytest.mark.parametrize("read", [read_twcs, read_jsonl])
def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path, read: Callable[[Path], Iterable[object]]) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.csv: cannot be read: No such file"):
        tuple(read(tmp_path / "gone.csv"))


def test_a_line_of_ours_is_a_post(tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    expected = Post("7", "anna_k", True, at, "help", "6", 2, "Anna")
    assert (expected,) == jsonl(tmp_path, "", {**LINE, "to": "6", "name": "Anna"}).posts


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[1]", "it is not a JSON object"),
        (b'{"id": "\xff"}', "it is not UTF-8"),
        ({**LINE, "id": ""}, "id is empty"),
        ({**LINE, "id": 7}, "id is not a text"),
        ({**LINE, "text": None}, "text is missing"),
        ({**LINE, "by": "bot"}, 'by is neither "customer" nor "brand"'),
        ({**LINE, "at": "yesterday"}, "at is not a time like 2026-03-02T09:15:00Z"),
        ({**LINE, "at": "2026-03-02T09:15:00"}, "its time has no time zone"),
        ({**LINE, "author": "@"}, "author is empty"),
        ({**LINE, "txt": "x"}, "there is no key txt; use id, at, by, author, text, to, name"),
        ({**LINE, "text": "\ud83d"}, "text holds half a character"),
    ],
)
def test_a_bad_line_of_ours_is_told_and_left_out(
    tmp_path: Path, row: dict[str, object] | str | bytes, fault: str
) -> None:
    recording = jsonl(tmp_path, row, {**LINE, "id": "9"})
    assert [(1, fault)] == faults(recording)
    assert ["9"] == [post.id for post in recording.posts]


def test_how_far_it_has_read_is_told_on_the_way() -> None:
    told: list[int] = []
    gather((BadRow(line, "a fault") for line in range(2_500)), told.append)
    assert [1_000, 2_000] == told


def test_posts_come_in_the_order_of_their_time(tmp_path: Path) -> None:
    earlier = {**LINE, "id": "8", "at": "2026-03-02T09:00:00Z"}
    assert ["8", "7"] == [post.id for post in jsonl(tmp_path, LINE, earlier).posts]
