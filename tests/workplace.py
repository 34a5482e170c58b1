"""A folder in which commands are run as an operator runs them: a configuration and the database beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.store import SqliteStore


def move_in(folder: Path, monkeypatch: pytest.MonkeyPatch, configuration: str) -> SqliteStore:
    """Make `folder` the one that commands look at, without a key in the environment; return its database, open."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("TRIAGE_BOT_KEY", raising=False)
    (folder / "config.toml").write_text(configuration, encoding="utf-8")
    return SqliteStore(folder / "triage.db")
