"""One process a database: a lock on a file beside it that says who holds it.

The kernel lets go of the lock when its process dies, so no lock is ever stale; what the file says is only words.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.store.trouble import broken_by
from bot.domain.errors import StoreBroken, StoreInUse
from bot.ports.clock import Clock


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: process id, since when (ISO 8601, UTC) and on which machine."""

    pid: int
    started: str
    host: str


class FileLock:
    """Holds `<database>.lock` from `take` to `let_go`."""

    def __init__(self, database: Path, clock: Clock | None) -> None:
        self._database = database
        self._path = database.with_name(f"{database.name}.lock")
        self._clock = clock
        self._file: int | None = None

    def take(self) -> None:
        """Take the lock and write down who holds it.

        Raises StoreInUse, with a sentence that names the holder, when another process has it, and StoreBroken when
        there can be no lock file here.
        """
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise broken_by(error)(
                f"The lock file {self._path} cannot be opened ({error.strerror}). Give the user that runs triage-bot"
                " the right to write in that folder."
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            in_use = StoreInUse(_who_has_it(self._database, self._path, os.pread(file, 4096, 0)))
            os.close(file)
            raise in_use from None
        except OSError as error:
            os.close(file)
            raise StoreBroken(
                f"The file {self._path} cannot be locked ({error.strerror}). Put the database on a local disk."
            ) from error
        self._file = file
        # They are only words: whether a full disk keeps us from starting is for the database to say.
        with suppress(OSError):
            self._sign(file)

    def let_go(self) -> None:
        """Let go of the lock. The empty file stays: taking it away could let two processes in at once."""
        if self._file is not None:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def _sign(self, file: int) -> None:
        os.ftruncate(file, 0)
        holder = Holder(os.getpid(), self._now(file).isoformat(timespec="seconds"), socket.gethostname())
        os.pwrite(file, json.dumps(asdict(holder)).encode("utf-8"), 0)

    def _now(self, file: int) -> datetime:
        if self._clock is not None:
            return self._clock.now().astimezone(UTC)
        # Without a clock the file system tells the time: touching the file stamps it.
        os.utime(file)
        return datetime.fromtimestamp(os.fstat(file).st_mtime, UTC)


def is_held(database: Path) -> bool:
    """Tell whether another process has the lock of a database; nothing is made or written for it."""
    try:
        file = os.open(database.with_name(f"{database.name}.lock"), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(file)
    return False


def _who_has_it(database: Path, lock: Path, written: bytes) -> str:
    try:
        holder = Holder(**json.loads(written))
        who = f"process {holder.pid} on {holder.host}, since {holder.started}"
        advice = f"Stop that one first (kill {holder.pid})"
    except (ValueError, TypeError):
        who = "another process, which has not written its name"
        advice = "Stop that one first"
    return (
        f"The database {database} is in use by {who} (lock file {lock}). {advice}, or name another `database` in the"
        " configuration. One database serves one running bot."
    )
