"""The memory on SQLite: one file, one writer, kept through any crash. Nothing outside this folder knows SQL."""

from bot.adapters.store.sqlite import SqliteStore

__all__ = ["SqliteStore"]
