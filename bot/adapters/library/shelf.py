"""Reads one folder of responses, as far as its files can be read, and tells whether it has changed.

It never judges more than one file at a time, and never leaves a file out without saying so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.library.response_file import Mistake, ResponseFile
from bot.domain.errors import Problem
from bot.domain.response import Response

_MISPLACED = "a response must lie in a folder named after its language, like en/hold-short.md"

State = Mapping[Path, tuple[int, ...]]
"""Every response file of a folder with what changes when it is written; () where the file is gone."""


@dataclass(frozen=True)
class Shelf:
    """One folder as it was read: the usable responses, where their texts begin, and the mistakes in the others."""

    folder: Path
    responses: tuple[Response, ...]
    text_lines: Mapping[Path, int]
    mistakes: tuple[Mistake, ...]


def read_shelf(folder: Path) -> Shelf:
    """Read every response file of one folder; never raises."""
    files: list[ResponseFile] = []
    mistakes: list[Mistake] = []
    try:
        for path in _paths(folder):
            if len(path.relative_to(folder).parts) != 2:
                mistakes.append(_mistake(path, _MISPLACED))
                continue
            file = ResponseFile(path)
            files.append(file)
            mistakes.extend(file.mistakes)
    except (FileNotFoundError, NotADirectoryError):
        mistakes.append(_mistake(folder, "this must be a folder with one folder a language in it"))
    except OSError as error:
        mistakes.append(_mistake(folder, f"this folder must be readable ({error.strerror})"))
    responses = tuple(file.response for file in files if file.response is not None)
    return Shelf(folder, responses, {file.path: file.text_line for file in files}, tuple(mistakes))


def state_of(folder: Path) -> State:
    """Return what tells one state of a folder from another: the list of its files, their sizes and times."""
    try:
        return {path: _stamp(path) for path in _paths(folder)}
    except OSError:
        return {folder: ()}


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    # The time of the last change of any kind tells even a file that was put back with its old time.
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files in and under a folder in a fixed order, without hidden ones and its README.

    Raises:
        OSError: the folder, or one inside it, cannot be listed.
    """
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _under(entry)
        elif entry.suffix == ".md" and entry.name != "README.md":
            yield entry


def _under(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if name.endswith(".md") and not name.startswith("."))


def _raise(error: OSError) -> None:
    raise error


def _mistake(path: Path, expected: str) -> Mistake:
    return Mistake("file", Problem(str(path), "", None, expected))
