"""The responses, and where they are read."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.library import FolderLibrary
from bot.config import Settings
from bot.domain.errors import Problem
from bot.shipped import shipped

MOST_PROBLEMS = 10
"""Mistakes in texts that the leads are told one by one; `triage-bot responses check` tells them all."""


def folders(settings: Settings) -> list[Path]:
    """Return where responses are read: the shipped ones, and the operator's own over them."""
    return [shipped("responses"), *([settings.responses] if settings.responses else [])]


def library(settings: Settings) -> FolderLibrary:
    """Return the responses as they are now; raise ConfigurationError with every mistake."""
    return FolderLibrary(folders(settings), settings.policy.languages[0])


def in_words(problems: tuple[Problem, ...]) -> str:
    """Return what the leads hear when the operator's texts are broken and the old ones stay, or () when mended."""
    if not problems:
        return "The response texts are in order again."
    counted = "a mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    listed = "\n".join(f"• {problem}" for problem in problems[:MOST_PROBLEMS])
    return f"The response texts have {counted}; the old texts stay in use.\n{listed}"
