"""The lock on a database holds also where its holder's name cannot be written."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.adapters.store.file_lock import FileLock
from bot.domain.errors import StoreInUse


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_nobody_from_the_lock(tmp_path: Path) -> None:
    """What the file says is only words; who comes second is told that much."""
    lock = FileLock(tmp_path / "triage.db", None)
    with no_room():
        lock.take()
    with pytest.raises(StoreInUse, match="another process, which has not written its name"):
        FileLock(tmp_path / "triage.db", None).take()
    lock.let_go()
    FileLock(tmp_path / "triage.db", None).take()
