"""The room on the disk where the database lies. It never writes there."""

from __future__ import annotations

import os
from pathlib import Path


class Volume:
    """Implements `bot.ports.disk.Disk` for the disk that holds `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def free(self) -> int | None:
        """Return how many bytes a user without privileges may still write there, or None where it cannot be told."""
        try:
            room = os.statvfs(self._folder)
        except OSError:
            return None
        return room.f_bavail * room.f_frsize
