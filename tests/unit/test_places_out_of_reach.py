"""A place where the system does not let us look is told in words: no command is torn off, and `forget` goes on.

A name that is too long is such a place for every user; a folder that one may not enter is none for root.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention
from test_config import ENVIRON, SMALLEST
from typer.testing import CliRunner, Result
from workplace import move_in

from bot.adapters.store import SqliteStore
from bot.cli.app import app
from bot.domain.case import Case, Channel
from bot.domain.errors import TriageError

FAR = "far" * 100


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bot's folder, with one case of Anna's and a configuration whose database is out of reach."""
    store = move_in(tmp_path, monkeypatch, SMALLEST)
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "elsewhere.toml").write_text(f'database = "{FAR}/triage.db"\n{SMALLEST}', encoding="utf-8")
    with store.transaction() as tx:
        case = tx.cases.save(Case(tx.cases.new_id(), Channel.X, ANNA, "1001", NOON))
        tx.mentions.add(mention("it fails"), case.id)
    store.close()
    return tmp_path


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def recorded(*more: Path) -> list[Path]:
    """Return the backups that are known, `more` among them."""
    store = SqliteStore(Path("triage.db"), exclusive=False)
    with store.transaction() as tx:
        for path in more:
            tx.privacy.add_backup(path, NOON)
        found = tx.privacy.backups()
    store.close()
    return list(found)


def test_a_backup_that_was_refused_is_not_known() -> None:
    assert isinstance(command("backup", f"{FAR}/copy.db").exception, TriageError)
    assert [] == recorded()
    assert "[]" == command("audit", "--json").stdout.strip()


def test_a_backup_that_could_not_be_written_again_is_still_known(folder: Path) -> None:
    assert 0 == command("backup", "copy.db").exit_code
    (folder / "copy.db").unlink()
    (folder / "copy.db").mkdir()
    assert isinstance(command("backup", "copy.db").exception, TriageError)
    assert [folder / "copy.db"] == recorded()
    assert [] == list(folder.glob("*.new"))


def test_whoever_is_forgotten_is_so_though_a_backup_is_out_of_reach(folder: Path) -> None:
    far, here = folder / FAR / "copy.db", folder / "copy.db"
    assert 0 == command("backup", "copy.db").exit_code
    assert [far, here] == sorted(recorded(far), reverse=True)
    told = command("forget", "x:@anna_k", "--yes", "--json")
    found = json.loads(told.stdout)
    assert (1, ["C-1"]) == (told.exit_code, found["cases"])
    assert ([str(far)], [str(here)]) == (found["backups_that_failed"], found["backups_made_anew"])


def test_a_backup_out_of_reach_is_named_before_and_after(folder: Path) -> None:
    far = folder / FAR / "copy.db"
    recorded(far)
    told = command("forget", "x:@anna_k", "--yes")
    assert (1, 2) == (told.exit_code, "".join(told.stderr.split()).count(str(far)))


def test_a_database_put_aside_that_cannot_be_deleted_is_told() -> None:
    aside = Path("triage.db.before-20260302T120000Z")
    aside.mkdir()
    told = command("forget", "x:@anna_k", "--yes", "--json")
    found = json.loads(told.stdout)
    assert (1, [str(aside)], []) == (told.exit_code, found["backups_that_failed"], found["deleted"])


@pytest.mark.parametrize(
    "arguments",
    [("restore", FAR), ("init", FAR), ("duty", "-c", "elsewhere.toml"), ("duty", "-c", f"{FAR}/config.toml")],
)
def test_a_place_out_of_reach_ends_a_command_with_words(arguments: tuple[str, ...]) -> None:
    assert isinstance(command(*arguments).exception, TriageError)


def test_a_database_out_of_reach_is_a_problem_that_check_tells() -> None:
    told = command("check", "--offline", "--json", "-c", "elsewhere.toml")
    assert (2, ["database"]) == (told.exit_code, [one["key"] for one in json.loads(told.stdout)["problems"]])
