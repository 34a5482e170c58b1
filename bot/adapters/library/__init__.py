"""The library of reply texts, read from folders of Markdown files; see `folder.py` and `reloading.py`."""

from bot.adapters.library.folder import FolderLibrary
from bot.adapters.library.handing_on import HandingOn
from bot.adapters.library.reloading import ReloadingLibrary

__all__ = ["FolderLibrary", "HandingOn", "ReloadingLibrary"]
