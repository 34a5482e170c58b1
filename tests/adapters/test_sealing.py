"""A stolen database file shows no address and no private text, and a wrong key destroys nothing."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.store import SqliteStore, keys_of, new_key_text, restore, rotate
from bot.adapters.store.migrations import STEPS
from bot.adapters.store.sealed_tables import SEALED
from bot.adapters.store.sealing import Key, Seal, new_secret
from bot.adapters.virtual_clock import VirtualClock
from bot.domain.answers import KeptAnswer
from bot.domain.case import Case, Channel, Customer, Mention
from bot.domain.effects import Reply
from bot.domain.errors import StoreBroken, StoreInUse, UnreadableValue
from bot.domain.labels import Lesson
from bot.domain.response import ResponseKind
from bot.ports.store import EventRow, Label, ModelRow, ModelState, OutboxRow

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "7", "anna_k", "Anna Keller")
SECRET = "anna.keller@example.com"
CLOCK = VirtualClock(NOON)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database is; no key in the environment."""
    monkeypatch.delenv("TRIAGE_BOT_KEY", raising=False)
    return tmp_path / "triage.db"


@pytest.fixture
def filled(file: Path) -> Path:
    """A database that holds the secret in every table that can."""
    store = SqliteStore(file)
    with store.transaction() as tx:
        case = tx.cases.save(Case("C-1", Channel.X, ANNA, "100", NOON, email=SECRET))
        tx.mentions.add(Mention(Channel.X, "1", "100", ANNA, f"write to {SECRET}", NOON, private=True), case.id)
        tx.cases.record(EventRow(case.id, NOON, "MentionSeen", "7", SECRET))
        reply = Reply(ResponseKind.HOLD, "1", NOON, f"thanks, {SECRET}")
        tx.outbox.add(OutboxRow("e1", case.id, "x:public", reply, NOON, NOON, error=f"no {SECRET}"))
        tx.tickets.add("e2", case.id, SECRET, f"Anna {SECRET}", f"She is {SECRET}", NOON)
        tx.inbox.receive("slack", "k1", f'{{"text": "{SECRET}"}}', NOON)
        tx.labels.put(Label(case.id, Lesson.TOPICS, f"I am {SECRET}", "en", "billing", NOON))
        tx.models.add(ModelRow(Lesson.TOPICS, NOON, 1, 1, 1.0, 1.0, "f", ModelState.IN_USE, SECRET.encode()))
        tx.marks.set("token", SECRET)
        tx.answers.keep(KeptAnswer(0, case.id, f"I am {SECRET}", f"You: {SECRET}", "en", "", "any", "", "Grace", NOON))
    store.close()
    return file


@contextlib.contextmanager
def opened(file: Path) -> Iterator[SqliteStore]:
    """Open and close a store."""
    store = SqliteStore(file)
    try:
        yield store
    finally:
        store.close()


def everything(store: SqliteStore) -> list[bool]:
    """Tell for every table whether the secret is still told by it."""
    with store.transaction() as tx:
        ticket = tx.tickets.find("e2")
        event, row = tx.cases.events("C-1")[0], tx.outbox.of("C-1")[0]
        case, model = tx.cases.get("C-1"), tx.models.in_use(Lesson.TOPICS)
        assert ticket is not None
        assert case is not None
        assert model is not None
        assert isinstance(row.effect, Reply)
        told = [case.email, tx.mentions.of("C-1")[0].text, event.detail, row.effect.text, row.error, ticket.email]
        told += [ticket.subject, ticket.body, tx.inbox.pending()[0].body, tx.labels.of("C-1")[0].text]
        (kept,) = tx.answers.kept()
        told += [kept.question, kept.answer]
        return [SECRET in text for text in (*told, model.content.decode(), tx.marks.get("token"))]


def bytes_of(folder: Path) -> bytes:
    """Return every byte of every file but the key."""
    return b"".join(one.read_bytes() for one in sorted(folder.iterdir()) if not one.name.endswith(".key"))


def ask(file: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask the file as somebody who stole it."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def test_no_file_shows_an_address_a_name_or_a_text_and_the_store_tells_all_of_it(filled: Path) -> None:
    with opened(filled) as store:
        seen = bytes_of(filled.parent)
        assert [] == [word for word in (b"anna", b"Keller", b"example.com", b"thanks") if word in seen]
        assert [True] * 14 == everything(store)


def test_every_sealed_column_is_sealed(filled: Path) -> None:
    names, _ = keys_of(filled)
    for table, columns in SEALED.items():
        for column in columns:
            values = ask(filled, f"SELECT CAST({column} AS BLOB) FROM {table} WHERE length({column}) > 0")
            assert [] == [value for (value,) in values if not bytes(value).startswith(names[0].encode())]


def test_a_value_cannot_be_moved_to_another_place() -> None:
    seal = Seal([Key(new_secret())])
    sealed = seal.close("cases.body", "words")
    assert "words" == seal.open("cases.body", sealed)
    with pytest.raises(UnreadableValue, match="cannot be opened with its key"):
        seal.open("mentions.body", sealed)


def test_the_same_words_are_sealed_differently_each_time() -> None:
    seal = Seal([Key(new_secret())])
    assert seal.close("a.b", "words") != seal.close("a.b", "words")


class TestKeys:
    def test_a_first_start_makes_a_file_for_its_owner_only(self, filled: Path) -> None:
        assert 0o600 == stat.S_IMODE(filled.with_name("triage.db.key").stat().st_mode)

    @pytest.mark.parametrize("exclusive", [True, False])
    def test_a_missing_key_refuses_and_destroys_nothing(self, filled: Path, exclusive: bool) -> None:
        before = filled.read_bytes()
        key = filled.with_name("triage.db.key").rename(filled.with_name("kept"))
        with pytest.raises(StoreBroken, match=r"key to the database .* is not there: put its key file .* back, or set"):
            SqliteStore(filled, exclusive=exclusive)
        assert before == filled.read_bytes()
        key.rename(filled.with_name("triage.db.key"))
        with opened(filled) as store:
            assert [True] * 14 == everything(store)

    @pytest.mark.parametrize("exclusive", [True, False])
    def test_a_wrong_key_refuses_and_destroys_nothing(
        self, filled: Path, exclusive: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = filled.read_bytes()
        monkeypatch.setenv("TRIAGE_BOT_KEY", new_key_text())
        with pytest.raises(StoreBroken, match=r"The key does not fit the database .*Nothing was changed"):
            SqliteStore(filled, exclusive=exclusive)
        assert before == filled.read_bytes()

    def test_a_file_that_others_may_read_refuses_with_the_command_to_mend(self, filled: Path) -> None:
        filled.with_name("triage.db.key").chmod(0o644)
        with pytest.raises(StoreBroken, match=r"may be read by others \(mode 0644\)\. Run: chmod 600 .*key"):
            SqliteStore(filled)

    @pytest.mark.parametrize("text", ["nonsense", "c2hvcnQ=", "ümlaut", "# only words\n", ""])
    def test_a_file_that_holds_no_key_refuses(self, filled: Path, text: str) -> None:
        filled.with_name("triage.db.key").write_text(text, encoding="utf-8")
        with pytest.raises(StoreBroken, match="key file"):
            SqliteStore(filled)

    def test_a_key_of_the_environment_makes_no_file(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TRIAGE_BOT_KEY", new_key_text())
        SqliteStore(file).close()
        assert [] == list(file.parent.glob("*.key"))


class TestADatabaseFromBefore:
    @pytest.fixture
    def before(self, file: Path) -> Path:
        """A database of the steps before sealing, with the secret in plain text."""
        with opened(file):
            pass
        file.with_name("triage.db.key").unlink()
        file.unlink()
        with contextlib.closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA journal_mode = WAL").fetchall()
            applied = [name for name in STEPS if name < "0006"]
            for name in applied:
                db.executescript(STEPS[name])
            db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
            db.executemany(
                "INSERT INTO _sqlite_migrations VALUES ('triage-bot', ?, '2026')", [(one,) for one in applied]
            )
            for number in range(200):
                db.execute("INSERT INTO marks VALUES (?, ?)", (f"m{number}", f"{SECRET} {number}"))
            db.commit()
        return file

    def test_it_is_sealed_at_the_first_start_and_no_plain_page_stays(self, before: Path) -> None:
        assert SECRET.encode() in before.read_bytes()
        with opened(before) as store:
            assert SECRET.encode() not in bytes_of(before.parent)
            with store.transaction() as tx:
                assert f"{SECRET} 199" == tx.marks.get("m199")

    def test_what_an_older_version_left_unsealed_is_sealed_at_the_next_start(self, filled: Path) -> None:
        """A database that is sealed but for the answers that leads kept."""
        with contextlib.closing(sqlite3.connect(filled)) as db:
            db.execute("DROP TABLE unsealed")
            db.execute("DELETE FROM _sqlite_migrations WHERE name = '0015_kept_answers'")
            db.execute("UPDATE kept_answers SET question = ?, answer = ?", (f"I am {SECRET}", f"You: {SECRET}"))
            db.commit()
        assert SECRET.encode() in bytes_of(filled.parent)
        for _ in range(2):
            with opened(filled) as store:
                assert SECRET.encode() not in bytes_of(filled.parent)
                assert [True] * 14 == everything(store)

    def test_a_start_that_was_killed_before_it_sealed_them_is_asked_for_again(self, filled: Path) -> None:
        with contextlib.closing(sqlite3.connect(filled)) as db:
            db.execute("INSERT INTO unsealed VALUES ('kept_answers', 'question')")
            db.execute("UPDATE kept_answers SET question = ?", (f"I am {SECRET}",))
            db.commit()
        with pytest.raises(StoreBroken, match="triage-bot run"):
            SqliteStore(filled, exclusive=False)
        with opened(filled) as store:
            assert [True] * 14 == everything(store)

    def test_a_command_beside_it_asks_for_a_start(self, before: Path) -> None:
        with pytest.raises(StoreBroken, match="triage-bot run"):
            SqliteStore(before, exclusive=False)


class TestRotation:
    def test_everything_is_sealed_with_the_new_key_and_the_old_one_is_gone(self, filled: Path) -> None:
        (old,), _ = keys_of(filled)
        told: list[int] = []
        new = rotate(filled, CLOCK, told.append)
        assert ((new,), old != new) == (keys_of(filled)[0], True)
        assert old.encode() not in bytes_of(filled.parent)
        assert [] != told
        with opened(filled) as store:
            assert [True] * 14 == everything(store)

    def test_a_kill_in_the_middle_is_taken_up(self, filled: Path) -> None:
        class KilledError(Exception):
            pass

        def die(_: int) -> None:
            raise KilledError

        (old,), _ = keys_of(filled)
        with pytest.raises(KilledError):
            rotate(filled, CLOCK, die)
        both, _ = keys_of(filled)
        assert (2, old) == (len(both), both[1])
        with opened(filled) as store:
            assert [True] * 14 == everything(store)
        assert both[0] == rotate(filled, CLOCK, lambda _: None)
        with opened(filled) as store:
            assert [True] * 14 == everything(store)

    def test_it_wants_the_bot_to_stand_still(self, filled: Path) -> None:
        with opened(filled), pytest.raises(StoreInUse):
            rotate(filled, CLOCK, lambda _: None)

    def test_one_key_of_the_environment_is_told_how_to(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        old, new = new_key_text(), new_key_text()
        monkeypatch.setenv("TRIAGE_BOT_KEY", old)
        SqliteStore(file).close()
        with pytest.raises(StoreBroken, match="TRIAGE_BOT_KEY=NEW,OLD"):
            rotate(file, CLOCK, lambda _: None)
        monkeypatch.setenv("TRIAGE_BOT_KEY", f"{new},{old}")
        rotate(file, CLOCK, lambda _: None)
        monkeypatch.setenv("TRIAGE_BOT_KEY", new)
        SqliteStore(file).close()

    def test_a_command_beside_the_bot_seals_with_the_bots_key(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, new = new_key_text(), new_key_text()
        monkeypatch.setenv("TRIAGE_BOT_KEY", old)
        with opened(file) as bot:
            monkeypatch.setenv("TRIAGE_BOT_KEY", f"{new},{old}")
            beside = SqliteStore(file, exclusive=False)
            with beside.transaction() as tx:
                tx.marks.set("paused", "yes")
            beside.close()
            with bot.transaction() as tx:
                assert "yes" == tx.marks.get("paused")


class TestBackups:
    def test_a_copy_made_while_the_bot_runs_comes_back_whole_and_sealed(self, filled: Path) -> None:
        copy = filled.with_name("copy.db")
        with opened(filled) as store:
            store.copy_to(copy)
            with store.transaction() as tx:
                tx.marks.set("token", "later")
        assert (0o600, False) == (stat.S_IMODE(copy.stat().st_mode), SECRET.encode() in copy.read_bytes())
        done = restore(filled, copy, CLOCK)
        assert (1, filled.with_name("triage.db.before-20260105T120000Z")) == (done.cases, done.kept)
        with opened(filled) as store:
            assert [True] * 14 == everything(store)

    @pytest.mark.parametrize("moved_to", ["broken.db", "triage.db.before-killed"])
    def test_what_a_lost_database_left_beside_it_does_not_come_back(self, filled: Path, moved_to: str) -> None:
        """SQLite would play a log that lies there into whatever database has its name."""
        copy = filled.with_name("copy.db")
        with opened(filled) as store:
            store.copy_to(copy)
            with store.transaction() as tx:
                tx.marks.set("token", "after the backup")
            left = {end: filled.with_name(f"triage.db{end}").read_bytes() for end in ("-wal", "-shm")}
        filled.replace(filled.with_name(moved_to))
        for end, content in left.items():
            filled.with_name(f"triage.db{end}").write_bytes(content)
        assert (1, None) == ((done := restore(filled, copy, CLOCK)).cases, done.kept)
        assert left["-wal"] == filled.with_name("triage.db.before-20260105T120000Z-wal").read_bytes()
        with opened(filled) as store, store.transaction() as tx:
            assert SECRET == tx.marks.get("token")

    def test_what_is_only_in_the_log_of_a_database_put_aside_comes_back_too(self, filled: Path) -> None:
        aside = filled.with_name("triage.db.before-20260101T120000Z")
        with opened(filled) as store:
            with store.transaction() as tx:
                tx.marks.set("token", "the last transaction")
            for end in ("", "-wal"):
                shutil.copyfile(f"{filled}{end}", f"{aside}{end}")
        restore(filled, aside, CLOCK)
        with opened(filled) as store, store.transaction() as tx:
            assert "the last transaction" == tx.marks.get("token")
        assert [] == list(filled.parent.glob("*.restored*"))

    def test_a_log_that_lay_where_a_backup_is_written_is_not_of_that_backup(self, filled: Path) -> None:
        copy = filled.with_name("copy.db")
        with opened(filled) as store:
            with store.transaction() as tx:
                tx.marks.set("token", "before the backup")
            shutil.copyfile(f"{filled}-wal", f"{copy}-wal")
            store.copy_to(copy)
        assert ["copy.db"] == [one.name for one in filled.parent.glob("copy.db*")]

    def test_it_is_not_put_back_while_the_bot_runs(self, filled: Path) -> None:
        copy = filled.with_name("copy.db")
        with opened(filled) as store:
            store.copy_to(copy)
            with pytest.raises(StoreInUse):
                restore(filled, copy, CLOCK)

    @pytest.mark.parametrize("content", [b"no database", b""])
    def test_what_is_no_backup_changes_nothing(self, filled: Path, content: bytes) -> None:
        before, copy = filled.read_bytes(), filled.with_name("copy.db")
        copy.write_bytes(content)
        with pytest.raises(StoreBroken, match=r"copy\.db"):
            restore(filled, copy, CLOCK)
        assert (before, ["copy.db", "triage.db", "triage.db.key", "triage.db.lock"]) == (
            filled.read_bytes(),
            sorted(one.name for one in filled.parent.iterdir()),
        )

    def test_a_backup_of_another_key_changes_nothing(self, filled: Path, tmp_path: Path) -> None:
        other = tmp_path / "other" / "triage.db"
        other.parent.mkdir()
        copy = tmp_path / "copy.db"
        with opened(other) as store:
            store.copy_to(copy)
        before = filled.read_bytes()
        with pytest.raises(StoreBroken, match=r"The key does not fit the database .*copy\.db"):
            restore(filled, copy, CLOCK)
        assert before == filled.read_bytes()
