"""What the operator changes on the machine is in the audit trail; what changed nothing is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from acme import NOON
from test_config import SMALLEST
from typer.testing import CliRunner
from workplace import move_in

from bot.cli.app import app
from bot.domain.answers import KeptAnswer

WITH_BUDGET = SMALLEST.replace("[slack]", '[x]\nhandle = "acme"\nmonthly_budget = 25\n[slack]')
KEPT = KeptAnswer(0, "C-1", "Where is it?", "Here.", "en", "", "any", "", "Grace", NOON)
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command beside a database with one kept answer, and returns its exit code."""
    store = move_in(tmp_path, monkeypatch, WITH_BUDGET)
    with store.transaction() as tx:
        tx.answers.keep(KEPT)
    store.close()
    return lambda *arguments: CliRunner().invoke(app, list(arguments)).exit_code


def trail() -> list[str]:
    """What the operator did, oldest first."""
    rows = json.loads(CliRunner().invoke(app, ["audit", "--json"]).stdout)
    assert {"operator"} >= {row["who"] for row in rows}
    return [row["what"] for row in rows]


@pytest.mark.parametrize(
    ("command", "did"),
    [
        ("pause", "paused the bot"),
        ("budget --raise 50", "cost 50.00 USD on X"),
        ("answers drop 1", "dropped the kept answer 1"),
        ("tidy", "removed what was kept long enough"),
        ("backup copy.db", "wrote the backup copy.db"),
        ("key rotate", "sealed the database with the new key "),
    ],
)
def test_what_the_operator_does_is_in_the_trail(run: Run, command: str, did: str) -> None:
    assert 0 == run(*command.split())
    (told,) = trail()
    assert did in told


@pytest.mark.parametrize(
    "command",
    ["resume", "budget", "budget --raise 5", "answers list", "answers drop 2", "tidy --dry-run", "cases list"],
)
def test_what_changes_nothing_is_not(run: Run, command: str) -> None:
    run(*command.split())
    assert [] == trail()


def test_a_switch_is_told_when_it_moves(run: Run) -> None:
    assert [0, 0, 0] == [run(name) for name in ("pause", "pause", "resume")]
    assert ["paused the bot", "let the bot go on"] == trail()


def test_a_backup_that_is_put_back_says_so_itself(run: Run) -> None:
    assert [0, 0, 0] == [run("backup", "copy.db"), run("pause"), run("restore", "copy.db")]
    # That the copy was written is known once it is, and so not in the copy.
    assert ["put the backup copy.db back"] == trail()


def test_a_backup_with_a_name_that_is_no_text_is_told_as_well_as_it_can_be(run: Run) -> None:
    assert 0 == run("backup", "copy.db")
    odd = Path("copy.db").rename("copy\udcff.db")
    assert 0 == run("restore", str(odd))
    assert "put the backup copy" in trail()[-1]
