"""The memory on SQLite: one file, one writer, kept through any crash. Nothing outside this folder knows SQL."""

from bot.adapters.store.backup_place import backup_place, is_backup
from bot.adapters.store.copies import Restored, restore
from bot.adapters.store.keys import new_key_text
from bot.adapters.store.rotation import keys_of, rotate
from bot.adapters.store.sqlite import SqliteStore
from bot.adapters.store.trouble import is_there

__all__ = [
    "Restored",
    "SqliteStore",
    "backup_place",
    "is_backup",
    "is_there",
    "keys_of",
    "new_key_text",
    "restore",
    "rotate",
]
