"""What only the store on SQLite promises: a file of its own, whole or refused, safe beside others."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.adapters.store import SqliteStore
from bot.adapters.store.migrations import MIGRATIONS
from bot.adapters.store.opening import open_in_memory
from bot.adapters.store.statements import Statements
from bot.domain.case import Case, Channel, Customer, Timer
from bot.domain.errors import StoreBroken, StoreInUse, StoreRefuses

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "7", "anna", "Anna")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a database."""
    return tmp_path / "triage.db"


@pytest.fixture
def store(file: Path) -> Iterator[SqliteStore]:
    """The store of the running bot."""
    opened = SqliteStore(file)
    yield opened
    opened.close()


@pytest.fixture
def other_process(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the store."""
    script = (
        "import sys; from pathlib import Path; from bot.adapters.store import SqliteStore;"
        " store = SqliteStore(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); store.close()"
    )
    command = [sys.executable, "-c", script, str(file)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "open\n" == process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


class TestLock:
    def test_a_second_process_is_told_who_holds_the_database(
        self, file: Path, other_process: subprocess.Popen[str]
    ) -> None:
        with pytest.raises(StoreInUse) as refusal:
            SqliteStore(file)
        told = str(refusal.value)
        today = datetime.now(UTC).date()
        assert f"{file} is in use by process {other_process.pid} on {os.uname().nodename}, since " in told
        assert any(f"since {day}T" in told for day in (today, today - timedelta(days=1)))
        assert f"Stop that one first (kill {other_process.pid})" in told

    def test_the_lock_of_a_killed_process_is_nobodys(self, file: Path, other_process: subprocess.Popen[str]) -> None:
        other_process.kill()
        other_process.wait(timeout=10)
        store = SqliteStore(file)
        store.close()
        assert "" == file.with_name("triage.db.lock").read_text()

    def test_a_closed_store_has_let_go(self, file: Path) -> None:
        for _ in range(2):
            store = SqliteStore(file)
            store.close()
            store.close()
        assert b"" == file.with_name("triage.db.lock").read_bytes()

    def test_a_holder_without_a_name_is_still_a_holder(self, file: Path, store: SqliteStore) -> None:
        file.with_name("triage.db.lock").write_text("not JSON")
        with pytest.raises(StoreInUse, match="another process"):
            SqliteStore(file)

    def test_a_refused_database_leaves_no_lock_behind(self, file: Path) -> None:
        file.write_text("no database at all, and long enough to be sure of it " * 40)
        for _ in range(2):
            with pytest.raises(StoreBroken):
                SqliteStore(file)


class TestSettings:
    def test_it_is_kept_as_a_log_ahead_of_the_file(self, file: Path, store: SqliteStore) -> None:
        assert [("wal",)] == _ask(file, "PRAGMA journal_mode")

    def test_every_table_is_strict(self, file: Path, store: SqliteStore) -> None:
        loose = _ask(file, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict")
        ours = [name for (name,) in loose if not name.startswith(("sqlite_", "_sqlite_"))]
        assert [] == ours

    def test_the_issues_tables_are_there(self, file: Path, store: SqliteStore) -> None:
        names = {name for (name,) in _ask(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"cases", "mentions", "events", "timers", "outbox", "receipts", "tickets"} <= names

    def test_a_row_of_a_case_that_is_not_there_is_refused_at_the_commit(self, store: SqliteStore) -> None:
        with pytest.raises(StoreBroken, match="FOREIGN KEY"), store.transaction() as tx:
            tx.timers.set("C-404", Timer.ANSWER, NOON)
        with store.transaction() as tx:
            assert None is tx.timers.next_due()

    def test_only_this_user_may_read_the_file(self, file: Path, store: SqliteStore) -> None:
        modes = [stat.S_IMODE(one.stat().st_mode) for one in (file, file.with_name("triage.db-wal"))]
        assert [0o600, 0o600] == modes

    def test_a_time_without_a_time_zone_is_refused(self, store: SqliteStore) -> None:
        naive = replace(_case("C-1"), opened_at=datetime(2026, 1, 5, 12, 0))  # noqa: DTZ001 - the mistake under test
        with pytest.raises(ValueError, match="time zone"), store.transaction() as tx:
            tx.cases.save(naive)


class TestBrokenFiles:
    @pytest.mark.parametrize("exclusive", [True, False])
    def test_a_file_that_is_no_database(self, file: Path, exclusive: bool) -> None:
        text = "no database at all, and long enough to be sure of it " * 40
        file.write_text(text)
        with pytest.raises(StoreBroken, match=r"triage\.db is not an SQLite database\. Move that file away"):
            SqliteStore(file, exclusive=exclusive)
        assert text == file.read_text()

    def test_a_damaged_database_is_refused_and_left_alone(self, file: Path) -> None:
        _fill(file)
        broken = bytearray(file.read_bytes())
        for page in range(8192, len(broken) - 4096, 4096):
            broken[page : page + 200] = b"\xa5" * 200
        file.write_bytes(broken)
        with pytest.raises(StoreBroken, match=r"triage\.db is damaged .*Nothing was changed.*backup"):
            SqliteStore(file)
        assert bytes(broken) == file.read_bytes()

    def test_another_programs_database(self, file: Path) -> None:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.close()
        with pytest.raises(StoreBroken, match=r"belongs to another program \(it has a table bookmarks\)"):
            SqliteStore(file)
        assert [("bookmarks",)] == _ask(file, "SELECT name FROM sqlite_master")

    @pytest.mark.parametrize("exclusive", [True, False])
    def test_a_newer_programs_database(self, file: Path, exclusive: bool) -> None:
        SqliteStore(file).close()
        with sqlite3.connect(file) as connection:
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('triage-bot', '0999_x', '')"
            )
        connection.close()
        with pytest.raises(StoreBroken, match=r"written by a newer triage-bot .*0999_x.*Install that version"):
            SqliteStore(file, exclusive=exclusive)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(StoreBroken, match=r"there is no folder .*/missing\. Make that folder"):
            SqliteStore(tmp_path / "missing" / "triage.db")

    def test_a_folder_in_the_place_of_the_file(self, tmp_path: Path) -> None:
        with pytest.raises(StoreBroken, match="is a folder"):
            SqliteStore(tmp_path)

    def test_a_folder_that_may_not_be_written(self, tmp_path: Path) -> None:
        assert "StoreBroken The database triage.db may not be opened. Give the user that" in _as_a_stranger(tmp_path)

    def test_a_database_that_cannot_grow(self) -> None:
        db, seal = open_in_memory()
        db.execute("PRAGMA max_page_count = 60")
        with pytest.raises(StoreRefuses, match=r"the disk is full\. Make room on it"):
            Statements(db, None, seal).run("INSERT INTO marks (name, value) VALUES ('m', zeroblob(500000) || '')")
        db.close()

    def test_a_disk_that_takes_no_more(self, file: Path) -> None:
        """The limit on the size of files stands for the disk: SQLite is told the same."""
        script = (
            "import resource, sys; from pathlib import Path; from bot.adapters.store import SqliteStore;"
            " from bot.domain.errors import StoreBroken\n"
            "store = SqliteStore(Path(sys.argv[1]))\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
            "try:\n"
            "    with store.transaction() as tx: tx.marks.set('m', 'x' * 1_000_000)\n"
            "except StoreBroken as error: print(error)\n"
            "with store.transaction() as tx: print(repr(tx.marks.get('m')))\n"
        )
        told = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=60)
        first, second = told.stdout.splitlines()
        assert f"The database {file} cannot " in first
        assert "disk" in first
        assert "''" == second


class TestBesideARunningBot:
    def test_an_administration_command_reads_and_writes_beside_it(self, file: Path, store: SqliteStore) -> None:
        with store.transaction() as tx:
            tx.cases.save(_case("C-1"))
        beside = SqliteStore(file, exclusive=False)
        with beside.transaction() as tx:
            assert ["C-1"] == [case.id for case in tx.cases.list()]
            tx.marks.set("paused", "yes")
        beside.close()
        with store.transaction() as tx:
            assert "yes" == tx.marks.get("paused")

    def test_it_makes_no_file_where_there_is_none(self, file: Path) -> None:
        with pytest.raises(StoreBroken, match="does not exist yet"):
            SqliteStore(file, exclusive=False)
        assert [] == list(file.parent.iterdir())

    def test_it_does_not_bring_an_old_database_up_to_date(self, file: Path) -> None:
        old = Database(file)
        MIGRATIONS.apply(old, stop_before="0002_learning")
        old.close()
        with pytest.raises(StoreBroken, match="older triage-bot"):
            SqliteStore(file, exclusive=False)

    def test_both_wait_for_each_other(self, file: Path, store: SqliteStore) -> None:
        beside = SqliteStore(file, exclusive=False)
        _hammer((store, beside), rounds=25)
        with store.transaction() as tx:
            assert "50" == tx.marks.get("counted")
        beside.close()


def test_threads_take_turns_and_none_loses_a_write(store: SqliteStore) -> None:
    _hammer((store,) * 8, rounds=25)
    with store.transaction() as tx:
        assert "200" == tx.marks.get("counted")


def _hammer(stores: tuple[SqliteStore, ...], rounds: int) -> None:
    """Count on in a mark from one thread a store: a lost write shows in the sum."""

    def count() -> None:
        for _ in range(rounds):
            with stores_of[threading.current_thread()].transaction() as tx:
                tx.marks.set("counted", str(int(tx.marks.get("counted") or 0) + 1))

    threads = [threading.Thread(target=count) for _ in stores]
    stores_of = dict(zip(threads, stores, strict=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [False] * len(threads) == [thread.is_alive() for thread in threads]


def _ask(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def _case(case_id: str) -> Case:
    return Case(case_id, Channel.X, ANNA, "100", NOON)


def _fill(file: Path) -> None:
    store = SqliteStore(file)
    with store.transaction() as tx:
        for number in range(200):
            tx.cases.save(_case(f"C-{number}"))
    store.close()


def _as_a_stranger(folder: Path) -> str:
    """Return what somebody is told who may look into `folder` but not write there."""
    script = (
        "import os, sys; from pathlib import Path; from bot.adapters.store import SqliteStore\n"
        "os.chdir(sys.argv[1])\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: SqliteStore(Path('triage.db'))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    folder.chmod(0o555)
    told = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, timeout=60)
    folder.chmod(0o700)
    return told.stdout
