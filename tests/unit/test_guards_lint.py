"""`triage-bot lint` as a teammate uses it: what it prints, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from support_prose import SENTENCES
from typer.testing import CliRunner, Result

from bot.cli import lint
from bot.domain.errors import ConfigurationError

CONFIG = """
brand = "Acme"
[x]
handle = "acme"
[[staff]]
name = "Grace Hopper"
role = "lead"
x = ["grace_h"]
[[teams]]
name = "support"
topics = []
members = ["Grace Hopper"]
lead = "Grace Hopper"
timezone = "UTC"
hours = []
chain = [{ notify = "lead", acknowledge_within = "10m" }]
"""

app = typer.Typer()
lint.register(app)


@app.callback()
def alone() -> None:
    """Make the command one of several, as it is in the program."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, given: str | bytes = "") -> Result:
    """Run the command with some standard input."""
    return CliRunner().invoke(app, ["lint", *arguments], input=given)


def documents(result: Result) -> list[dict[str, Any]]:
    """Every line of standard output as JSON."""
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_a_gap_may_not_be_sent() -> None:
    result = run("--channel", "x", "--json", given="Dear {FirstName}, thank you")
    finding = {
        "guard": "placeholder",
        "severity": "stop",
        "message": "“{FirstName}” was not filled in. Write what belongs there.",
        "start": 5,
        "end": 16,
    }
    expected = {"channel": "x", "length": 27, "limit": 280, "may_send": False, "findings": [finding]}
    assert (1, [expected]) == (result.exit_code, documents(result))


def test_an_ordinary_text_may_be_sent() -> None:
    result = run("--json", "Hi Anna, one second, let me look into this.")
    expected = {"channel": "x", "length": 43, "limit": 280, "may_send": True, "findings": []}
    assert (0, [expected]) == (result.exit_code, documents(result))


def test_two_hundred_ordinary_messages_may_be_sent() -> None:
    result = run("-", "--json", given="\n".join(SENTENCES) + "\n")
    assert (0, [True] * 200) == (result.exit_code, [one["may_send"] for one in documents(result)])


def test_each_line_is_a_message_and_one_is_enough_to_fail() -> None:
    result = run("--json", given="Hi Anna.\r\nHi {name}.\n\nBye.\n")
    assert (1, [True, False, False, True]) == (result.exit_code, [one["may_send"] for one in documents(result)])


def test_a_warning_does_not_hold_a_message() -> None:
    result = run("--json", "Why did you delete it?")
    assert (0, [True]) == (result.exit_code, [one["may_send"] for one in documents(result)])
    assert [("why", "warn")] == [(one["guard"], one["severity"]) for one in documents(result)[0]["findings"]]


@pytest.mark.parametrize(("channel", "length", "limit"), [("x", 23 + 1 + 2 + 1 + 4, 280), ("slack", 34, 3000)])
def test_every_channel_counts_in_its_own_way(channel: str, length: int, limit: int) -> None:
    one = documents(run("--channel", channel, "--json", "https://example.com/long/path 👍 日本"))[0]
    assert (channel, length, limit) == (one["channel"], one["length"], one["limit"])


@pytest.mark.parametrize(("letters", "code"), [(280, 0), (281, 1)])
def test_a_text_may_be_as_long_as_x_allows(letters: int, code: int) -> None:
    assert code == run("--json", "word " * 55 + "w" * (letters - 275)).exit_code


@pytest.mark.parametrize(("way", "code"), [("--public", 1), ("--private", 0)])
def test_an_address_may_only_be_sent_in_private(way: str, code: int) -> None:
    assert code == run(way, "Is anna@example.com right?").exit_code


def test_heat_is_asked_for() -> None:
    assert [] == documents(run("--json", "We are on it!"))[0]["findings"]
    assert ["heat"] == [one["guard"] for one in documents(run("--json", "--heated", "We are on it!"))[0]["findings"]]


@pytest.mark.parametrize("arguments", [("--config", "mine.toml"), ()])
def test_the_staff_come_from_the_configuration(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / (arguments[1] if arguments else "config.toml")).write_text(CONFIG, encoding="utf-8")
    result = run(*arguments, "--json", "Ask @grace_h about it.")
    assert ["teammate_in_public"] == [one["guard"] for one in documents(result)[0]["findings"]]
    assert 1 == result.exit_code


def test_the_brand_comes_from_the_configuration(folder: Path) -> None:
    (folder / "config.toml").write_text(CONFIG.replace("Acme", "Grace Hopper & Co."), encoding="utf-8")
    assert [0, 1] == [run(text).exit_code for text in ("Grace Hopper & Co. is here.", "Grace Hopper is here.")]


def test_without_a_configuration_there_are_no_staff() -> None:
    assert 0 == run("Ask @grace_h about it.").exit_code


def test_a_missing_configuration_is_told() -> None:
    assert isinstance(run("--config", "nowhere.toml", "Hi").exception, ConfigurationError)


def test_people_see_what_to_do() -> None:
    result = run("Dear [b]{FirstName}[/b], why?")
    assert "✗ 29/280 Dear [b]{FirstName}[/b], why?" in result.stdout
    assert "stop placeholder at 8–19: “{FirstName}” was not filled in. Write what belongs there." in result.stdout
    assert "warn why at 25–28:" in result.stdout


def test_people_see_that_all_is_well() -> None:
    assert "✓ 8/280 Hi Anna." in run("Hi Anna.").stdout


@pytest.mark.parametrize("given", [b"caf\xe9 is open\n", b"\xef\xbb\xbfHi Anna.\n", b"\xed\xa0\x80 odd\n"])
def test_bytes_that_are_no_text_end_in_no_traceback(given: bytes) -> None:
    result = run("--json", given=given)
    assert (0, 1) == (result.exit_code, len(documents(result)))


def test_no_message_at_all_is_no_failure() -> None:
    assert (0, "") == (run("--json").exit_code, run("--json").stdout)


def test_an_unknown_channel_is_a_mistake() -> None:
    assert 2 == run("--channel", "fax", "Hi").exit_code
