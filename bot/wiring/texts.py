"""The responses, and where they are read."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.library import FolderLibrary
from bot.config import Settings
from bot.shipped import shipped


def folders(settings: Settings) -> list[Path]:
    """Return where responses are read: the shipped ones, and the operator's own over them."""
    return [shipped("responses"), *([settings.responses] if settings.responses else [])]


def library(settings: Settings) -> FolderLibrary:
    """Return the responses as they are now; raise ConfigurationError with every mistake."""
    return FolderLibrary(folders(settings), settings.policy.languages[0])
