"""`triage-bot responses` as an operator uses it: what it prints, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import responses
from bot.domain.errors import ConfigurationError

CONFIG = """
brand = "Acme"
languages = ["en"{more}]
responses = "mine"

[x]
handle = "acme"

[slack]
triage_channel = "C0TRIAGE"
customer_channels = ["C0HELP"]

[[staff]]
name = "Ada"
slack = "U0ADA"
role = "responder"
x = ["ada_writes"]

[[staff]]
name = "Grace"
slack = "U0GRACE"
role = "lead"

[[teams]]
name = "support"
topics = ["login"]
members = ["Ada"]
lead = "Grace"
timezone = "UTC"
hours = []
chain = [{{ notify = "lead", acknowledge_within = "5m" }}]
"""
Run = Callable[..., Result]
Own = Callable[..., Path]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    app = typer.Typer()
    responses.register(app)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["responses", *arguments])

    return run


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Return a function that configures a folder of the operator's, writes a text into it and returns its path."""

    def own(
        text: str, name: str = "own", *, kind: str = "hold", languages: str = "", config: str = "config.toml"
    ) -> Path:
        (tmp_path / config).write_text(CONFIG.format(more=languages), encoding="utf-8")
        path = tmp_path / "mine" / "en" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nkind: {kind}\n---\n{text}\n", encoding="utf-8")
        return path.relative_to(tmp_path)

    return own


# The shipped library


def test_the_shipped_library_has_no_finding(run: Run) -> None:
    """Five languages, and nothing to mend in any of them."""
    ended = run("check", "--json")
    told = json.loads(ended.stdout)
    assert [] == told["findings"]
    assert (0, True, ["de", "en", "es", "fr", "it"]) == (ended.exit_code, told["ok"], told["languages"])
    assert len(json.loads(run("list", "--json").stdout)) == told["responses"]


def test_the_command_is_there_with_its_help() -> None:
    """The program knows the command, and its help teaches."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "responses", "--help"],
        env=os.environ | {"COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert 0 == ended.returncode
    assert [] == [name for name in ("list", "show", "preview", "check") if name not in ended.stdout]


# list and show


def test_list_tells_where_a_text_comes_from(run: Run, own: Own) -> None:
    """Shipped texts and the operator's stand in one list."""
    own("One second, please.")
    rows = {row["name"]: row for row in json.loads(run("list", "--language", "en", "--kind", "hold", "--json").stdout)}
    expected = {"name": "own", "kind": "hold", "tone": "any", "language": "en", "channel": "any", "from": "yours"}
    assert expected == rows["own"]
    assert "shipped" == rows["hold-one-second"]["from"]
    assert {("en", "hold")} == {(row["language"], row["kind"]) for row in rows.values()}


def test_list_prints_a_table(run: Run, own: Own) -> None:
    """Without --json it is a table with a head."""
    own("One second, please.")
    lines = run("list", "--language", "en", "--kind", "hold").stdout.splitlines()
    assert ["name", "kind", "tone", "language", "channel", "from"] == lines[0].split()
    assert ["own", "hold", "any", "en", "any", "yours"] in [line.split() for line in lines]


def test_list_goes_on_beside_a_broken_file(run: Run, own: Own) -> None:
    """One broken text does not hide the others, but it is told."""
    own("{{ nmae }}")
    ended = run("list", "--language", "en", "--json")
    assert 0 == ended.exit_code
    assert "own" not in [row["name"] for row in json.loads(ended.stdout)]
    assert "1 file cannot be read" in " ".join(ended.stderr.split())


def test_show_tells_text_note_and_file(run: Run) -> None:
    """A text is shown as it is written, with when to use it and where it is."""
    shown = run("show", "export-what-format", "--language", "en").stdout
    (told,) = json.loads(run("show", "export-what-format", "--language", "en", "--json").stdout)
    assert told["text"] in shown
    assert told["note"] in shown
    assert Path(told["source"]).is_file()
    assert told["source"] in shown


def test_show_tells_what_a_text_replaces(run: Run, own: Own) -> None:
    """An operator sees that a text of theirs stands in the place of a shipped one."""
    own("One second, please.", "hold-one-second")
    assert "yours, in the place of a shipped one" in run("show", "hold-one-second").stdout
    (told,) = json.loads(run("show", "hold-one-second", "--language", "en", "--json").stdout)
    assert ("yours", True, "One second, please.") == (told["from"], told["replaces_shipped"], told["text"])


@pytest.mark.parametrize("command", ["show", "preview"])
def test_an_unknown_name_is_refused(run: Run, command: str) -> None:
    """A name that is not there ends with code 2 and says where to look."""
    ended = run(command, "nobody")
    assert 2 == ended.exit_code
    assert "triage-bot responses list" in " ".join(ended.stderr.replace("│", " ").split())


# preview


def test_preview_shows_every_channel_with_its_length(run: Run) -> None:
    """An ordinary customer and the worst one, on X and in Slack, counted as each of them does."""
    rows = json.loads(run("preview", "hold-one-second", "--language", "en", "--json").stdout)
    assert [("x", "plausible"), ("x", "longest"), ("slack", "plausible"), ("slack", "longest")] == [
        (row["channel"], row["customer"]) for row in rows
    ]
    assert [280, 280, 3000, 3000] == [row["limit"] for row in rows]
    assert "Anna" in rows[0]["text"]
    assert rows[0]["length"] < rows[1]["length"]


def test_preview_shows_links_as_x_does(run: Run) -> None:
    """X shortens what it shows of a link, and counts 23 for it."""
    first = json.loads(run("preview", "email-x-carry-on", "--language", "en", "--json").stdout)[0]
    assert "https://" not in first["text"]
    assert "x.com/messages/compose" in first["text"]
    link = next(word for word in first["text"].split() if word.startswith("x.com"))
    assert len(first["text"]) - len(link) + 23 == first["length"]


def test_preview_prints_a_table(run: Run) -> None:
    """Without --json it is a table, wrapped to the screen."""
    lines = run("preview", "hold-one-second", "--language", "en").stdout.splitlines()
    assert ["name", "language", "channel", "customer", "length", "text"] == lines[0].split()
    assert max(map(len, lines)) <= 80


# check


def test_check_finds_what_would_be_held(run: Run, own: Own) -> None:
    """An error ends with code 1, and has file, line, severity, rule and message."""
    path = own("Hi,\nask Ada about it")
    ended = run("check", "--json")
    told = json.loads(ended.stdout)
    assert (1, False) == (ended.exit_code, told["ok"])
    (finding,) = [one for one in told["findings"] if one["severity"] == "error"]
    assert {"file", "line", "severity", "rule", "message"} == finding.keys()
    assert (str(path), 5, "teammate_in_public") == (finding["file"], finding["line"], finding["rule"])


def test_check_lets_warnings_pass(run: Run, own: Own) -> None:
    """What could only be better is told and does not fail."""
    path = own("Why did that happen?")
    ended = run("check", "--json")
    told = json.loads(ended.stdout)
    assert (0, True) == (ended.exit_code, told["ok"])
    assert (str(path), 4, "warning", "why") in [
        (one["file"], one["line"], one["severity"], one["rule"]) for one in told["findings"]
    ]


def test_check_finds_broken_front_matter(run: Run, own: Own) -> None:
    """A file that cannot be read is a finding like any other."""
    path = own("Hello", kind="holdd")
    told = json.loads(run("check", "--json").stdout)
    found = [(one["file"], one["line"], one["rule"]) for one in told["findings"] if one["severity"] == "error"]
    assert [(str(path), 2, "front_matter")] == found


def test_check_misses_a_configured_language(run: Run, own: Own) -> None:
    """A language that the operator promises must have every automatic kind."""
    own("One second, please.", languages=', "nl"')
    ended = run("check", "--json")
    missing = {one["rule"] for one in json.loads(ended.stdout)["findings"] if one["file"].endswith("nl")}
    assert (1, {"missing_translation"}) == (ended.exit_code, missing)


def test_check_prints_place_and_rule_for_people(run: Run, own: Own) -> None:
    """Without --json each finding is a line that an editor can jump to."""
    path = own("Ask Ada about it")
    ended = run("check")
    assert (1, "") == (ended.exit_code, ended.stdout)
    assert f"{path}:4: teammate_in_public:" in ended.stderr
    assert "1 error" in ended.stderr


# The configuration


def test_another_file_can_be_named(run: Run, own: Own) -> None:
    """--config takes the place of config.toml in this folder."""
    own("One second, please.", config="other.toml")
    names = [row["name"] for row in json.loads(run("list", "--config", "other.toml", "--json").stdout)]
    assert "own" in names
    assert "own" not in [row["name"] for row in json.loads(run("list", "--json").stdout)]


def test_a_named_file_must_exist(run: Run) -> None:
    """A file that was named and is not there is an error, not a reason to look at the shipped texts only."""
    error = run("check", "--config", "missing.toml").exception
    assert isinstance(error, ConfigurationError)
    assert ["missing.toml"] == [problem.file for problem in error.problems]
