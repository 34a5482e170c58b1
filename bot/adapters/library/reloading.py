"""The library port over folders that an operator edits while the bot runs.

It never hands out half a library, and never a worse one: as long as a file is broken or still being written, the
texts stay as they were.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import structlog

from bot.adapters.library.experience import Experience
from bot.adapters.library.folder import COMPLETE_LANGUAGE, FolderLibrary
from bot.adapters.library.handing_on import HandingOn
from bot.adapters.library.shelf import read_shelf, state_of
from bot.domain.errors import ConfigurationError, Problem
from bot.domain.response import Response, ResponseKind
from bot.ports.past import Past

LOOK_EVERY = timedelta(seconds=2)
_LEAVE_WITHIN = 5.0

log = structlog.get_logger()


class ReloadingLibrary(HandingOn[FolderLibrary]):
    """Implements `ports.library.Library`; every call is answered by one whole library, from any thread."""

    def __init__(
        self,
        folders: Sequence[Path],
        default_language: str = COMPLETE_LANGUAGE,
        on_trouble: Callable[[tuple[Problem, ...]], None] = lambda problems: None,
        look_every: timedelta = LOOK_EVERY,
        past: Past | None = None,
    ) -> None:
        """Read and check all responses; nothing is watched before `start`.

        Arguments:
            folders: the shipped one, which is read only now, so that an upgrade of the program on the disk changes
                nothing under a running bot; then the operator's, which are watched. A later one wins.
            default_language: what a customer gets whose own language has no text of a kind.
            on_trouble: called from the watching thread with every mistake, once until they are others, and with ()
                once all are mended. If it raises, it is called again at the next look.
            look_every: how long to rest between two looks; a change is taken up at the second look that sees it.
            past: what staff sent before and leads kept; it is asked for what is new whenever suggestions are wanted.

        Raises:
            ConfigurationError: with every mistake in every file.
        """
        self._shipped = [read_shelf(folder) for folder in folders[:1]]
        self._own = tuple(folders[1:])
        self._experience = Experience(past)
        self._default_language = default_language
        self._on_trouble = on_trouble
        self._look_every = look_every.total_seconds()
        self._read = self._seen = self._states()
        super().__init__(self._load())
        self._trouble: tuple[Problem, ...] = ()
        self._told: tuple[Problem, ...] = ()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="responses", daemon=True)

    def start(self) -> None:
        """Begin to watch; without a folder of the operator's there is nothing to watch."""
        if self._own:
            self._thread.start()

    def stop(self) -> None:
        """Watch no more; the texts stay as they are. Safe to call twice and before `start`."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_LEAVE_WITHIN)

    def look(self) -> None:
        """Look once whether something changed; the thread does so by itself."""
        states = self._states()
        # A file is written in steps: only what looks the same twice is whole.
        if states != self._read and states == self._seen:
            self._reload(states)
        self._seen = states
        if self._trouble != self._told:
            self._on_trouble(self._trouble)
            self._told = self._trouble

    @property
    def responses(self) -> tuple[Response, ...]:
        """Every response, sorted by name."""
        return self.behind.responses

    def wordings(self, kind: ResponseKind, language: str, channel: str, heated: bool) -> tuple[Response, ...]:
        """Return the fitting texts of a kind; see `FolderLibrary.wordings`."""
        return self.behind.wordings(kind, language, channel, heated)

    def _states(self) -> list[object]:
        return [state_of(folder) for folder in self._own]

    def _load(self) -> FolderLibrary:
        shelves = [*self._shipped, *(read_shelf(folder) for folder in self._own)]
        return FolderLibrary(shelves, self._default_language, self._experience)

    def _reload(self, states: list[object]) -> None:
        try:
            library = self._load()
            trouble: tuple[Problem, ...] = ()
        except ConfigurationError as error:
            library = self.behind
            trouble = error.problems
        if self._states() != states:
            # It was written to while it was read: the next looks will tell.
            return
        self._read, self.behind, self._trouble = states, library, trouble
        log.info("responses_read", responses=len(library.responses), problems=len(trouble))

    def _watch(self) -> None:
        while not self._stopping.wait(self._look_every):
            try:
                self.look()
            except Exception as error:
                log.warning("responses_look_failed", error=type(error).__name__)
