"""`triage-bot check`: everything that the bot would stumble over, in one go, and nothing that it would not."""

from __future__ import annotations

import contextlib
import json
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from test_config import ENVIRON, SMALLEST
from typer.testing import CliRunner

from bot.adapters.clock import SystemClock
from bot.adapters.store import SqliteStore, restore
from bot.adapters.store.migrations import MIGRATIONS
from bot.cli.app import app
from bot.cli.ask_all import ask_all
from bot.config import load
from bot.domain.errors import StoreBroken

WITH_X = SMALLEST.replace("[slack]", '[x]\nhandle = "acme"\n[slack]')


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def checked(config: Path, text: str, environ: dict[str, str] = ENVIRON) -> dict[str, Any]:
    """What `--offline --json` prints about a configuration; the exit code must fit it."""
    config.write_text(text, encoding="utf-8")
    nothing = dict.fromkeys(("X_BEARER_TOKEN", "TRIAGE_BOT_KEY", *ENVIRON), None)
    arguments = ["check", "--offline", "--json", "--config", str(config)]
    ended = CliRunner().invoke(app, arguments, env=nothing | environ)
    found: dict[str, Any] = json.loads(ended.stdout)
    assert (0 if found["ok"] else 2) == ended.exit_code
    return found


def keys(found: dict[str, Any]) -> list[str]:
    return [one["key"] for one in found["problems"]]


def own_text(config: Path, text: str) -> str:
    """Write a text of the operator's, and return the line that names its folder."""
    folder = config.parent / "mine" / "en"
    folder.mkdir(parents=True)
    (folder / "mine.md").write_text(f"---\nkind: hold\n---\n{text}\n", encoding="utf-8")
    return 'responses = "mine"\n'


def test_a_text_that_would_be_held_is_a_problem(config: Path) -> None:
    found = checked(config, own_text(config, "{{ hello }}, Grace looks into it.") + SMALLEST)
    assert ["teammate_in_public"] == keys(found)
    assert ("mine.md", 4) == (Path(found["problems"][0]["file"]).name, found["problems"][0]["line"])


def test_a_text_that_could_be_better_is_a_notice(config: Path) -> None:
    found = checked(config, own_text(config, "{{ hello }}, why did you do that?") + SMALLEST)
    assert (True, 1) == (found["ok"], len([one for one in found["notices"] if "mine.md:4" in one]))


def test_a_brand_so_long_that_a_shipped_text_does_not_fit_is_a_problem(config: Path) -> None:
    found = checked(config, WITH_X.replace("Acme", "Acme Able " * 7 + "Acme Ables"))
    assert {"length"} == set(keys(found))


def test_a_brand_called_after_a_teammate_is_fine(config: Path) -> None:
    found = checked(config, WITH_X.replace("Acme", "Grace Analytics"))
    assert (True, []) == (found["ok"], [one for one in found["notices"] if "Grace" in one])


def test_a_brand_that_is_a_teammates_whole_name_is_told_once(config: Path) -> None:
    found = checked(config, WITH_X.replace("Acme", "Grace"))
    assert (True, 1) == (found["ok"], len([one for one in found["notices"] if "Grace" in one]))


def of_an_older_bot(place: Path) -> None:
    """Make a database that has only the first tables."""
    db = Database(place)
    MIGRATIONS.apply(db, stop_before="0002_learning")
    db.close()


@pytest.mark.parametrize("pages", [0, 1])
def test_an_empty_file_is_no_database_where_there_is_a_key(config: Path, pages: int) -> None:
    """It is what a failed rescue leaves: whoever starts with it has forgotten everybody."""
    place = config.parent / "triage.db"
    SqliteStore(place).close()
    for file in config.parent.glob("triage.db*"):
        file.unlink() if file.suffix != ".key" else None
    emptied(place, pages)
    (problem,) = checked(config, SMALLEST)["problems"]
    assert ("database", True) == (problem["key"], "holds nothing of triage-bot" in problem["expected"])
    with pytest.raises(StoreBroken, match="triage-bot restore"):
        SqliteStore(place)
    assert pages == place.stat().st_size // 4096


def test_an_empty_file_that_a_first_start_left_is_begun_with(config: Path) -> None:
    place = config.parent / "triage.db"
    place.touch()
    found = checked(config, SMALLEST)
    assert (True, 1) == (found["ok"], len([one for one in found["notices"] if "makes its tables" in one]))
    SqliteStore(place).close()
    assert checked(config, SMALLEST)["ok"]


def test_a_backup_that_holds_nothing_is_not_put_back(config: Path) -> None:
    place, backup = config.parent / "triage.db", config.parent / "copy.db"
    SqliteStore(place).close()
    emptied(backup, 1)
    with pytest.raises(StoreBroken, match=r"copy\.db holds nothing of triage-bot"):
        restore(place, backup, SystemClock())


def emptied(place: Path, pages: int) -> None:
    """Make a file that SQLite takes for a database without tables."""
    place.touch()
    if pages:
        with contextlib.closing(sqlite3.connect(place)) as db:
            db.execute("PRAGMA user_version = 1")


def test_a_database_of_an_older_bot_hides_nothing_and_is_no_problem(config: Path) -> None:
    of_an_older_bot(config.parent / "triage.db")
    broken = own_text(config, "Hi {{ nmae }}") + SMALLEST
    assert ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "unknown_placeholder"] == keys(checked(config, broken, {}))
    found = checked(config, SMALLEST)
    assert (True, 1) == (found["ok"], len([one for one in found["notices"] if "brings it up to date" in one]))


def test_a_database_that_cannot_be_used_is_one_problem_among_the_others(config: Path) -> None:
    (config.parent / "triage.db").write_bytes(b"no database " * 400)
    found = checked(config, own_text(config, "Hi {{ nmae }}") + SMALLEST)
    assert ["unknown_placeholder", "database"] == keys(found)
    assert "is not an SQLite database" in found["problems"][1]["expected"]


def test_a_database_without_a_folder_to_be_made_in_is_a_problem(config: Path) -> None:
    found = checked(config, 'database = "data/triage.db"\n' + SMALLEST)
    assert ["database"] == keys(found)
    assert "Make that folder" in found["problems"][0]["expected"]
    assert not (config.parent / "data").exists()


def test_an_old_database_and_keys_that_work_once_leave_x_unasked(config: Path) -> None:
    """What X answers has to be kept, and an old database cannot keep it."""
    of_an_older_bot(config.parent / "triage.db")
    oauth2 = {name: value for name, value in ENVIRON.items() if name.startswith("SLACK")}
    oauth2 |= {"X_CLIENT_ID": "id", "X_REFRESH_TOKEN": "r", "X_CLIENT_SECRET": "hush"}
    found = checked(config, WITH_X, oauth2)
    assert (True, 1) == (found["ok"], len([one for one in found["notices"] if "only after that" in one]))
    settings = load(config, oauth2)
    without_slack = replace(settings, slack=None, x=replace(settings.x, api_url="http://127.0.0.1:9"))  # type: ignore[type-var]
    assert [] == ask_all(without_slack)


def test_a_health_port_that_somebody_else_has_is_a_problem(config: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        text = f'{SMALLEST}[health]\nlisten = "{place}"\n'
        (problem,) = checked(config, text)["problems"]
        line = text.split("\n").index(f'listen = "{place}"') + 1
        assert ("health.listen", line, True) == (problem["key"], problem["line"], place in problem["expected"])
        running = SqliteStore(config.parent / "triage.db")
        assert checked(config, text)["ok"], "the bot that runs has it"
        running.close()
    assert checked(config, text)["ok"]


def test_looking_for_the_bot_that_runs_makes_no_lock_file(config: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        checked(config, f'{SMALLEST}[health]\nlisten = "127.0.0.1:{taken.getsockname()[1]}"\n')
    assert ["config.toml"] == [file.name for file in config.parent.iterdir()]


def test_what_check_keeps_of_x_is_told(config: Path) -> None:
    """With OAuth 2 a database is made for the token: nobody is told that nothing was changed."""
    away = 'api_url = "http://127.0.0.1:9"\n'
    config.write_text(WITH_X.replace("[slack]\n", f"{away}[slack]\n{away}"), encoding="utf-8")
    oauth2 = {name: value for name, value in ENVIRON.items() if name.startswith("SLACK")}
    oauth2 |= {"X_CLIENT_ID": "id", "X_REFRESH_TOKEN": "r", "X_CLIENT_SECRET": "hush"}
    nothing = dict.fromkeys(("X_BEARER_TOKEN", "TRIAGE_BOT_KEY", *ENVIRON), None)
    told = [CliRunner().invoke(app, ["check", "--config", str(config)], env=nothing | oauth2).stderr for _ in range(2)]
    assert [True, False] == ["which was made for it with its key beside it" in one for one in told]
    assert [(True, False)] * 2 == [("the one that follows it is kept" in o, "Nothing was changed" in o) for o in told]
    assert (config.parent / "triage.db").exists()
