"""Gives problems that were found in a running world the lines of the file that caused them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.config.places import Places
from bot.domain.errors import Problem


def with_lines(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems; those with a key in a TOML file that can be read have its line, or that of its table."""
    places: dict[str, Places | None] = {}
    return tuple(_with_line(one, places) for one in problems)


def _with_line(problem: Problem, places: dict[str, Places | None]) -> Problem:
    if problem.line is not None or not problem.key or Path(problem.file).suffix != ".toml":
        return problem
    if problem.file not in places:
        places[problem.file] = _read(Path(problem.file))
    known = places[problem.file]
    key = tuple(int(part) if part.isdecimal() else part for part in problem.key.split("."))
    return replace(problem, line=known.line(key)) if known is not None else problem


def _read(file: Path) -> Places | None:
    try:
        return Places(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
