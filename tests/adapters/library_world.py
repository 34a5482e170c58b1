"""A shipped folder and an operator's folder of responses, to write into while a library watches."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.adapters.library import ReloadingLibrary
from bot.domain.errors import Problem

GOOD = "---\nkind: hold\n---\n{text}\n"
BROKEN = "---\nkind: hold\ntone: angry\n---\nHello\n"
QUICK = timedelta(milliseconds=20)
TICK = 0.02
"""Seconds after which every file system gives a new time."""


class Place:
    """A shipped folder, an operator's folder, and what the leads were told."""

    def __init__(self, root: Path) -> None:
        self.shipped, self.own = root / "shipped", root / "own"
        self.told: list[tuple[Problem, ...]] = []
        self.write(self.shipped, "a", "Shipped a")
        self.write(self.shipped, "b", "Shipped b")
        (self.own / "en").mkdir(parents=True)

    def write(self, folder: Path, name: str, text: str, whole: str = GOOD) -> Path:
        path = folder / "en" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        time.sleep(TICK)
        path.write_text(whole.format(text=text), encoding="utf-8")
        return path

    def library(self, look_every: timedelta = QUICK) -> ReloadingLibrary:
        return ReloadingLibrary([self.shipped, self.own], "en", self.told.append, look_every)


def texts(library: ReloadingLibrary) -> list[str]:
    return [response.text for response in library.responses]


def settle(library: ReloadingLibrary) -> None:
    """Look as often as a change needs to be taken up."""
    library.look()
    library.look()


def until(done: Callable[[], bool]) -> bool:
    """Wait for another thread, at most five seconds."""
    deadline = time.monotonic() + 5
    while not done() and time.monotonic() < deadline:
        time.sleep(0.01)
    return done()
