"""A program that reads the database all the time, as Litestream does, stops nothing and freezes nobody.

What it keeps in the file is told, and goes when it has ended.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.adapters.store import SqliteStore, keys_of, rotate
from bot.adapters.virtual_clock import VirtualClock
from bot.cli.app import app
from bot.domain.case import Case, Channel, Customer, Mention, State
from bot.domain.errors import StoreBroken
from bot.domain.retention import Keep
from bot.engine.tidying import Tidying

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "2001", "anna_k", "Anna Keller")
POST = "1234567890"
CONFIG = """\
database = "triage.db"
brand = "Acme"
[slack]
triage_channel = "C0TRIAGE"
[[staff]]
name = "Grace"
slack = "U0GRACE"
role = "lead"
[[teams]]
name = "support"
members = ["Grace"]
lead = "Grace"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a case of Anna's that is over."""
    monkeypatch.delenv("TRIAGE_BOT_KEY", raising=False)
    place = tmp_path / "triage.db"
    with opened(place) as store, store.transaction() as tx:
        tx.cases.save(Case("C-1", Channel.X, ANNA, "c1", NOON, State.RESOLVED))
        tx.mentions.add(Mention(Channel.X, POST, "c1", ANNA, "help", NOON), "C-1")
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    return place


@contextlib.contextmanager
def opened(place: Path, *, exclusive: bool = True) -> Iterator[SqliteStore]:
    """Open and close a store."""
    store = SqliteStore(place, VirtualClock(NOON), exclusive)
    try:
        yield store
    finally:
        store.close()


@contextlib.contextmanager
def read_all_the_time(place: Path) -> Iterator[None]:
    """Somebody has read in the database and does not let go."""
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cases").fetchall()
        yield


def bytes_of(place: Path) -> bytes:
    """Return every byte of the database and its log."""
    return b"".join(one.read_bytes() for one in (place, place.with_name("triage.db-wal")) if one.exists())


def command(place: Path, *words: str) -> tuple[int, dict[str, object]]:
    """Run a command with `--json` beside the bot; return its exit code and what it prints."""
    ended = CliRunner().invoke(app, [*words, "--json", "--config", str(place.with_name("config.toml"))])
    return ended.exit_code, json.loads(ended.stdout)


class TestTheNight:
    def test_it_goes_on_and_the_next_one_empties_the_log(self, file: Path) -> None:
        clock = VirtualClock(NOON + timedelta(days=900))
        with opened(file) as store:
            night = Tidying(store, Keep(), clock)
            with read_all_the_time(file):
                night.work()
                assert POST.encode() in bytes_of(file)
            night.work()
            assert POST.encode() not in bytes_of(file)

    def test_nobody_is_waited_for(self, file: Path) -> None:
        """Whoever writes waits meanwhile, and Slack gives up after three seconds."""
        with opened(file) as store, read_all_the_time(file):
            waits = f"{store._db.execute('PRAGMA busy_timeout').fetchone()[0]}"
            asked: list[str] = []
            store._db.conn.set_trace_callback(asked.append)
            assert False is store.empty_log()
            store._db.conn.set_trace_callback(None)
            said = [one.rpartition(" ")[2] for one in asked if "busy_timeout =" in one]
            assert (["200", waits], 1) == (said, len([one for one in asked if "wal_checkpoint" in one]))


class TestForget:
    def test_it_comes_to_its_end_and_says_what_is_left(self, file: Path) -> None:
        backup, aside = file.with_name("copy.db"), file.with_name("triage.db.before-20260101T000000Z")
        with opened(file) as bot:
            bot.copy_to(backup)
            bot.copy_to(aside)
            with bot.transaction() as tx:
                tx.privacy.add_backup(backup, NOON)
            with read_all_the_time(file):
                code, told = command(file, "forget", "x:@anna_k", "--yes")
            assert (1, ["copy.db"]) == (code, [Path(str(one)).name for one in told["backups_made_anew"]])  # type: ignore[attr-defined]
            assert "run `triage-bot tidy`" in str(told["left"])
        assert (False, False) == (POST.encode() in backup.read_bytes(), aside.exists())

    def test_tidy_finishes_it_when_nobody_reads_any_more(self, file: Path) -> None:
        with opened(file):
            with read_all_the_time(file):
                assert 1 == command(file, "forget", "x:@anna_k", "--yes")[0]
                assert 1 == command(file, "tidy")[0]
                assert POST.encode() in bytes_of(file)
            assert (0, "") == ((ended := command(file, "tidy"))[0], ended[1]["left"])
            assert POST.encode() not in bytes_of(file)


class TestRotation:
    def test_both_keys_stay_until_no_page_needs_the_old_one(self, file: Path) -> None:
        (old,), _ = keys_of(file)
        with (
            read_all_the_time(file),
            pytest.raises(StoreBroken, match=r"Both keys stay .* `triage-bot key rotate` again"),
        ):
            rotate(file, VirtualClock(NOON), lambda _: None)
        both, _ = keys_of(file)
        assert ({old}, 2) == (set(both[1:]), len(both))
        told: list[int] = []
        assert both[0] == rotate(file, VirtualClock(NOON), told.append)
        assert ((both[0],), []) == (keys_of(file)[0], told)
        assert old.encode() not in bytes_of(file)


class TestAStart:
    def test_plain_pages_are_swept_by_the_next_start_that_can(self, file: Path) -> None:
        with contextlib.closing(sqlite3.connect(file)) as db:
            db.execute("UPDATE sealing SET swept = 0")
            db.commit()
        swept = []
        with read_all_the_time(file), opened(file) as store:
            swept += store._db.execute("SELECT swept FROM sealing").fetchall()
        with opened(file) as store:
            swept += store._db.execute("SELECT swept FROM sealing").fetchall()
        assert [(0,), (1,)] == swept
