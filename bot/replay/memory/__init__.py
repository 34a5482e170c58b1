"""The store of a replay: what every step of a case reads and writes is kept as it is, in dictionaries.

A replay's database is thrown away when it ends, so nothing in it is written as text, sealed or put on a disk. The rest
is the real store's, in memory. It must never be used for anything that has to outlive its process.
"""

from bot.replay.memory.store import MemoryStore

__all__ = ["MemoryStore"]
