"""`triage-bot read`: one message a line in, one reading a line out."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import read
from bot.shipped import shipped

APP = typer.Typer()
APP.callback()(lambda: None)
read.register(APP)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The example configuration as an operator's file."""
    file = tmp_path / "config.toml"
    file.write_text(shipped("config.example.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return file


def test_every_line_becomes_a_json_document(config: Path) -> None:
    lines = b"@acme where is my refund?\n\n@acme thank you!\nmail me: anna@example.com\n"
    result = CliRunner().invoke(APP, ["read", "--json", "--config", str(config)], input=lines)
    first, empty, thanks, mail = map(json.loads, result.stdout.splitlines())
    assert 0 == result.exit_code
    assert (True, True, False) == tuple(one["is_request"]["value"] for one in (first, empty, thanks))
    assert {"value", "confidence", "reason", "heated"} == set(first["heat"])
    assert thanks["thanks"]
    assert "anna@example.com" not in json.dumps(mail)


def test_a_line_is_readable_without_json_and_for_bytes_of_any_kind(config: Path) -> None:
    result = CliRunner().invoke(APP, ["read", "--config", str(config)], input=b"@acme WHERE IS MY MONEY \xff\xfe\n")
    assert 0 == result.exit_code
    assert result.stdout.startswith("request 0.")
    assert " heated " in result.stdout
    assert "(capitals)" in result.stdout
