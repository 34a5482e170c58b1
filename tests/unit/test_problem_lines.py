"""What is found wrong with the running world is told with the line of the file that caused it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_config import SMALLEST

from bot.config.lines import with_lines
from bot.domain.errors import Problem


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small configuration."""
    written = tmp_path / "config.toml"
    written.write_text(SMALLEST, encoding="utf-8")
    return written


def line_of(file: Path, words: str) -> int:
    return next(number for number, line in enumerate(SMALLEST.split("\n"), start=1) if words in line)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("slack.triage_channel", "triage_channel"),
        ("slack.customer_channels", "[slack]"),
        ("staff.0.slack", "slack = "),
        ("teams.0.chain.1.notify", "[[teams]]"),
    ],
)
def test_a_key_has_its_line_or_that_of_its_table(file: Path, key: str, words: str) -> None:
    (found,) = with_lines([Problem(str(file), key, None, "wrong")])
    assert (line_of(file, words), key) == (found.line, found.key)


@pytest.mark.parametrize(
    ("name", "key", "line"),
    [("config.toml", "", None), ("config.toml", "staff.0.slack", 99), ("environment", "SLACK_BOT_TOKEN", None)],
)
def test_other_problems_stay_as_they_are(file: Path, name: str, key: str, line: int | None) -> None:
    problem = Problem(str(file.with_name(name)), key, line, "wrong")
    assert (problem,) == with_lines([problem])


def test_a_file_that_is_gone_has_no_lines(file: Path) -> None:
    problem = Problem(str(file.with_name("gone.toml")), "staff.0.slack", None, "wrong")
    assert (problem,) == with_lines([problem])
