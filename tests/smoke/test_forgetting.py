"""Forgetting somebody beside the running bot: no byte of any file tells of them, and nobody writes to them again."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_commands import command

from bot.adapters.store import SqliteStore
from bot.adapters.store.sealed_tables import SEALED
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import about, one, words
from bot.sandbox.stories import STORIES
from bot.sandbox.stories.intern import ADDRESS
from bot.sandbox.stories.telling import play
from bot.sandbox.stories.ticket import ADDRESS as TICKET_ADDRESS

pytestmark = pytest.mark.slow

HANDLE = "anna_k"


@pytest.fixture(scope="module")
def forgotten() -> Iterator[tuple[Rehearsal, Any, str]]:
    """The intern's story, a backup, an export, and then Anna is forgotten; the bot runs all the time."""
    with Rehearsal() as rehearsal:
        assert "" == play("intern", STORIES["intern"], rehearsal).problem
        card = about(rehearsal.stage.state().cards(), "C-1")
        assert card is not None
        for who in ("U0ADA", "U0GRACE"):
            rehearsal.stage.click(who, card, "address:show")
        rehearsal.stage.expect("the address for Grace", lambda now: about(now.told("U0GRACE"), ADDRESS))
        folder = rehearsal.folder
        assert 0 == command("backup", "copy.db", folder=folder).returncode
        assert 0 == command("export", f"x:@{HANDLE}", "--to", "hers.json", folder=folder).returncode
        ended = command("forget", f"x:@{HANDLE}", "--yes", "--json", folder=folder)
        assert 0 == ended.returncode, ended.stderr
        hers = json.loads((folder / "hers.json").read_text(encoding="utf-8"))
        yield rehearsal, json.loads(ended.stdout), hers["cases"][0]["customer"]["id"]


def databases(folder: Path) -> list[Path]:
    """Return the database, everything beside it but its key, and the backup."""
    found = [one for one in folder.iterdir() if re.match(r"triage\.db|copy\.db", one.name) and one.suffix != ".key"]
    assert {"triage.db", "triage.db-wal", "triage.db-shm", "copy.db"} <= {one.name for one in found}
    return found


def test_it_tells_what_went(forgotten: tuple[Rehearsal, Any, str]) -> None:
    _, told, _ = forgotten
    assert (f"x:{HANDLE}", ["C-1"], [{"number": "T-1001", "url": ""}]) == (
        told["person"],
        told["cases"],
        told["on_the_desk"],
    )
    assert {"mentions", "outbox", "events", "tickets", "cases"} <= {kind for kind, n in told["removed"].items() if n}
    assert ["copy.db"] == [Path(path).name for path in told["backups_made_anew"]]


def test_a_byte_search_of_the_files_finds_nothing(forgotten: tuple[Rehearsal, Any, str]) -> None:
    rehearsal, _, anna = forgotten
    for file in databases(rehearsal.folder):
        content = file.read_bytes().lower()
        assert [] == [word for word in (HANDLE, ADDRESS, "keller", anna) if word.lower().encode() in content], file.name


def test_what_is_sealed_does_not_tell_of_them_either(forgotten: tuple[Rehearsal, Any, str]) -> None:
    rehearsal, _, _ = forgotten
    store = SqliteStore(rehearsal.folder / "triage.db", exclusive=False)
    seal = store._seal
    told = []
    for name in ("triage.db", "copy.db"):
        db = sqlite3.connect(rehearsal.folder / name)
        for table, columns in SEALED.items():
            for column in columns:
                for (value,) in db.execute(f"SELECT {column} FROM {table} WHERE length({column}) > 0"):
                    place = f"{table}.{column}"
                    told.append(
                        str(seal.open_bytes(place, value)) if isinstance(value, bytes) else seal.open(place, value)
                    )
        db.close()
    store.close()
    assert [] == [text for text in told if HANDLE in text.lower() or ADDRESS in text]
    assert any("bo_writes" in text for text in told)


def test_the_export_had_everything_and_only_the_operator_may_read_it(forgotten: tuple[Rehearsal, Any, str]) -> None:
    rehearsal, _, _ = forgotten
    file = rehearsal.folder / "hers.json"
    hers = json.loads(file.read_text(encoding="utf-8"))["cases"]
    assert (0o600, ["C-1"], ADDRESS) == (
        stat.S_IMODE(file.stat().st_mode),
        [case["case"] for case in hers],
        hers[0]["email"],
    )
    assert any(ADDRESS in mention["text"] for mention in hers[0]["mentions"])
    assert {"Reply"} <= {said["what"] for said in hers[0]["written_by_us"]}


def test_only_a_lead_was_shown_the_address(forgotten: tuple[Rehearsal, Any, str]) -> None:
    rehearsal, _, _ = forgotten
    now = rehearsal.stage.expect(
        "a refusal for Ada", lambda now: now if about(now.told("U0ADA"), "Only a lead") else None
    )
    shown = [message for user in ("U0ADA", "U0GRACE") for message in now.told(user) if ADDRESS in words(message)]
    assert [[ADDRESS in words(one) for one in now.told("U0GRACE")].count(True), 0] == [
        len(shown),
        shown[0]["text"].count(ADDRESS),
    ]


def test_the_card_says_so(forgotten: tuple[Rehearsal, Any, str]) -> None:
    rehearsal, _, _ = forgotten
    card = rehearsal.stage.expect(
        "a card that tells of nobody",
        lambda now: one([card for card in now.cards() if "asked to be forgotten" in words(card)]),
    )
    assert [] == [word for word in (HANDLE, "Keller", "charged twice this month") if word in words(card)]


def test_whoever_was_forgotten_gets_no_reply_and_the_leads_are_told_where_to_look(
    forgotten: tuple[Rehearsal, Any, str],
) -> None:
    rehearsal, _, _ = forgotten
    stage = rehearsal.stage
    post = stage.post(HANDLE, "@acme my export ends with an error, please help")
    after = stage.post("bo_writes", "@acme where do I find my invoice? I cannot see it")
    told = stage.expect("a word to Grace", lambda now: about(now.told("U0GRACE"), "wrote again on x"))
    stage.expect("a reply to Bo, who wrote later", lambda now: one(now.replies(after["id"])))
    now = stage.state()
    assert ([], 1) == (
        now.replies(post["id"]),
        len([one for one in now.told("U0GRACE") if "wrote again" in words(one)]),
    )
    assert "Nothing of it is kept" in words(told)


def test_who_did_it_is_written_down(forgotten: tuple[Rehearsal, Any, str]) -> None:
    rehearsal, _, _ = forgotten
    rows = json.loads(command("audit", "--json", folder=rehearsal.folder).stdout)
    expected = [
        ("Grace", "looked at the address", "C-1"),
        ("operator", "exported", "C-1"),
        ("operator", "forgot", "C-1"),
    ]
    obeyed = [(row["who"], row["what"], row["case"]) for row in rows if "refused" not in row]
    assert expected == [row for row in obeyed if row[1] in {what for _, what, _ in expected}]
    assert [("Ada", "Only a lead can do this.")] == [(row["who"], row["refused"]) for row in rows if "refused" in row]


def test_nobody_is_named_wrongly(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    ended = command("forget", "anna", folder=tmp_path)
    assert (2, True) == (ended.returncode, "write x:@handle" in ended.stderr)


def test_after_a_ticket_by_mail_a_byte_search_finds_nothing_either() -> None:
    with Rehearsal() as rehearsal:
        assert "" == play("ticket", STORIES["ticket"], rehearsal).problem
        assert 0 == command("forget", f"x:@{HANDLE}", "--yes", folder=rehearsal.folder).returncode
        files = [file for file in rehearsal.folder.glob("triage.db*") if file.suffix != ".key"]
        content = b"".join(file.read_bytes() for file in files).lower()
    assert "triage.db-wal" in {file.name for file in files}
    assert [] == [word for word in (HANDLE, TICKET_ADDRESS, "keller") if word.encode() in content]
