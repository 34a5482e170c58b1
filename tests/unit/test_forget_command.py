"""`triage-bot forget` of somebody who is not there: it says so, and turns nobody away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention
from test_config import SMALLEST
from typer.testing import CliRunner, Result
from workplace import move_in

from bot.adapters.store import SqliteStore
from bot.cli.app import app
from bot.domain.case import Case, Channel


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one case of Anna's, who speaks of a friend."""
    store = move_in(tmp_path, monkeypatch, SMALLEST)
    with store.transaction() as tx:
        case = tx.cases.save(Case(tx.cases.new_id(), Channel.X, ANNA, "1001", NOON))
        tx.mentions.add(mention("@acme it fails for me and @her_friend"), case.id)
    store.close()
    return tmp_path / "triage.db"


FRIEND = "mail:her_friend@example.com"


def forget(who: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["forget", who, "--yes", *more])


def is_forgotten(database: Path, name: str) -> bool:
    store = SqliteStore(database, exclusive=False)
    try:
        with store.transaction() as tx:
            return tx.privacy.is_forgotten(name)
    finally:
        store.close()


@pytest.mark.parametrize("who", ["x:@anna_q", "slack:U0NOBODY", "mail:nobody@example.com"])
def test_somebody_of_whom_nothing_is_kept_is_not_called_forgotten(who: str) -> None:
    ended = forget(who)
    assert 1 == ended.exit_code
    assert "Nothing is kept of" in " ".join(ended.stderr.split())
    assert "is forgotten" not in ended.stderr


def test_whoever_has_a_name_that_was_written_by_mistake_is_not_turned_away(database: Path) -> None:
    forget("x:@anna_q")
    assert not is_forgotten(database, "x:@anna_q")
    assert [] == json.loads(CliRunner().invoke(app, ["audit", "--json"]).stdout)


def test_as_json_it_says_the_same() -> None:
    ended = forget("x:@anna_q", "--json")
    told = json.loads(ended.stdout)
    assert (1, False, [], {}) == (ended.exit_code, told["known"], told["cases"], told["removed"])


def test_who_is_known_is_forgotten_and_may_be_forgotten_again() -> None:
    """A backup that could not be made anew wants a second time."""
    assert [0, 0] == [forget("x:@Anna_K").exit_code, forget("x:@anna_k").exit_code]


def test_who_only_stands_in_somebody_elses_words_is_forgotten(database: Path) -> None:
    told = json.loads(forget("x:@her_friend", "--json").stdout)
    assert (True, []) == (told["known"], told["cases"])
    assert is_forgotten(database, "x:@her_friend")


def test_it_is_asked_with_the_names_of_those_who_gave_the_address(database: Path) -> None:
    give_address(database, "her_friend@example.com")
    asked = CliRunner().invoke(app, ["forget", FRIEND], input="n\n")
    assert "Who gave this address: x:@anna_k (Anna Keller)." in " ".join(asked.stderr.split())
    assert not is_forgotten(database, "x:@anna_k")


def test_an_export_for_an_address_tells_whose_cases_are_in_it(database: Path) -> None:
    give_address(database, "my address is her_friend@example.com")
    told = CliRunner().invoke(app, ["export", FRIEND])
    assert "Who gave this address: x:@anna_k (Anna Keller)." in " ".join(told.stderr.split())


def test_an_address_that_somebody_only_tells_about_is_nobodys(database: Path) -> None:
    give_address(database, "I wrote to her_friend@example.com")
    asked = CliRunner().invoke(app, ["forget", FRIEND], input="n\n")
    assert "Who gave this address: nobody." in " ".join(asked.stderr.split())


def test_an_export_that_could_not_be_written_is_not_in_the_audit(tmp_path: Path) -> None:
    for to, rows in ((tmp_path, 0), (tmp_path / "anna.json", 1)):
        CliRunner().invoke(app, ["export", "x:@anna_k", "--to", str(to)])
        told = json.loads(CliRunner().invoke(app, ["audit", "--json"]).stdout)
        assert rows == len([row for row in told if "exported" in json.dumps(row)])


def give_address(database: Path, words: str) -> None:
    """Anna writes again."""
    store = SqliteStore(database, exclusive=False)
    with store.transaction() as tx:
        tx.mentions.add(mention(words, number=2), "C-1")
    store.close()
