"""Figures that no command can use end it with words and exit code 2, before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_config import SMALLEST
from typer.testing import CliRunner

from bot.cli.app import app


@pytest.mark.parametrize(
    "arguments",
    [
        *(("budget", "--raise", amount) for amount in ("inf", "nan", "1e300", "-1")),
        *(("simulate", "--cases", "1", "--hours", hours) for hours in ("inf", "nan", "1e300", "-1")),
    ],
)
def test_it_is_told_what_can_be_written(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        SMALLEST.replace("[slack]", '[x]\nhandle = "acme"\nmonthly_budget = 25\n[slack]'), encoding="utf-8"
    )
    more = ("--config", str(config)) if arguments[0] == "budget" else ()
    ended = CliRunner().invoke(app, [*arguments, *more])
    assert (2, True) == (ended.exit_code, isinstance(ended.exception, SystemExit))
    assert arguments[-2] in ended.stderr
