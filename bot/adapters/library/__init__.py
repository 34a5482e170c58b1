"""The library of reply texts, read from folders of Markdown files; see `folder.py`."""

from bot.adapters.library.folder import FolderLibrary

__all__ = ["FolderLibrary"]
