"""`triage-bot backup` writes over nothing but an earlier backup, and `forget` makes nothing else anew."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention
from test_config import SMALLEST
from typer.testing import CliRunner, Result
from workplace import move_in

from bot.adapters.store import SqliteStore, is_backup
from bot.cli.app import app
from bot.domain.case import Case, Channel
from bot.domain.errors import StoreBroken

WORDS = "somebody else's content"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteStore]:
    """The folder of a bot that runs, with one case of Anna's."""
    running = move_in(tmp_path, monkeypatch, SMALLEST + '[health]\ntell_after = "1m"\n')
    with running.transaction() as tx:
        case = tx.cases.save(Case(tx.cases.new_id(), Channel.X, ANNA, "1001", NOON))
        tx.mentions.add(mention("it fails"), case.id)
    yield running
    running.close()


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def refused(name: str) -> bool:
    """Whether a backup under this name is refused with words, and nothing in the folder changes."""
    before = {file: (file.stat().st_ino, file.stat().st_size) for file in Path().iterdir() if file.is_file()}
    ended = command("backup", name)
    after = {file: (file.stat().st_ino, file.stat().st_size) for file in Path().iterdir() if file.is_file()}
    after.pop(Path("triage.db-shm"), before.pop(Path("triage.db-shm"), None))
    return isinstance(ended.exception, StoreBroken) and "Name another file" in str(ended.exception) and before == after


@pytest.mark.parametrize(
    "name",
    [
        "triage.db",
        "triage.db-wal",
        "triage.db-shm",
        "triage.db-journal",
        "triage.db.key",
        "triage.db.lock",
        "config.toml",
    ],
)
@pytest.mark.parametrize("way", ["{}", "./sub/../{}", "../{folder}/{}"])
def test_what_the_bot_needs_is_never_written_over(name: str, way: str) -> None:
    Path("sub").mkdir()
    assert refused(way.format(name, folder=Path.cwd().name))


@pytest.mark.parametrize("make", [os.symlink, os.link])
@pytest.mark.parametrize("name", ["triage.db", "config.toml"])
def test_nor_by_another_name_of_it(make: object, name: str) -> None:
    make(name, "innocent.db")  # type: ignore[operator]
    assert refused("innocent.db")


def test_nor_by_what_lies_beside_a_backup() -> None:
    """A copy is written as NAME.new, and what is called NAME-wal is taken away."""
    Path("config.toml").rename("plan.new")
    assert isinstance(command("backup", "plan", "--config", "plan.new").exception, StoreBroken)
    Path("plan.new").rename("config.toml")
    Path("notes.db.new").write_text(WORDS, encoding="utf-8")
    assert "notes.db.new" in str(command("backup", "notes.db").exception)
    assert WORDS == Path("notes.db.new").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [WORDS.encode(), b"", b"SQLite format 3\0" + b"\1" * 200])
def test_another_file_is_never_written_over(content: bytes) -> None:
    Path("letter.txt").write_bytes(content)
    assert (True, content) == (refused("letter.txt"), Path("letter.txt").read_bytes())


def test_nor_the_database_of_another_program_or_another_bot(tmp_path: Path) -> None:
    with sqlite3.connect("theirs.db") as theirs:
        theirs.execute("CREATE TABLE contents (body)")
    theirs.close()
    SqliteStore(tmp_path / "second.db", exclusive=True).close()
    assert [True, True] == [refused("theirs.db"), refused("second.db")]


def test_an_earlier_backup_is_written_over_and_what_a_kill_left_of_one() -> None:
    assert 0 == command("backup", "copy.db").exit_code
    Path("copy.db.new").write_bytes(Path("copy.db").read_bytes()[:5000])
    assert (0, True) == (command("backup", "copy.db").exit_code, is_backup(Path("copy.db")))
    assert not Path("copy.db.new").exists()


def test_a_backup_is_known_by_one_name_however_it_was_written(store: SqliteStore) -> None:
    Path("sub").mkdir()
    for name in ("copy.db", "./copy.db", "sub/../copy.db"):
        assert 0 == command("backup", name).exit_code
    with store.transaction() as tx:
        assert (Path("copy.db").resolve(),) == tx.privacy.backups()


def test_forgetting_leaves_alone_what_is_no_backup_any_more_and_names_it() -> None:
    for name in ("copy.db", "letter.txt"):
        assert 0 == command("backup", name).exit_code
    Path("letter.txt").write_text(WORDS, encoding="utf-8")
    told = command("forget", "x:@anna_k", "--yes", "--json")
    found = json.loads(told.stdout)
    here = [str(Path(name).resolve()) for name in ("letter.txt", "copy.db")]
    assert (1, here) == (told.exit_code, [*found["backups_that_failed"], *found["backups_made_anew"]])
    assert WORDS == Path("letter.txt").read_text(encoding="utf-8")


def test_what_is_left_alone_is_told_before_it_is_asked() -> None:
    assert 0 == command("backup", "letter.txt").exit_code
    Path("letter.txt").write_text(WORDS, encoding="utf-8")
    asked = CliRunner().invoke(app, ["forget", "x:@anna_k"], input="n\n")
    assert "where a backup was and something else is now" in " ".join(asked.stderr.split())
