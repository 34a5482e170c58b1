"""What learning needs, put together: the trainer, the models in use, and the nightly learning in a process of its own.

A process of its own, because learning computes for up to a minute: in this one every mention would wait for it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields

import structlog

from bot.adapters.reader.models_in_use import ModelsInUse
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.trainer import ReaderTrainer
from bot.config import Secrets, Settings
from bot.domain.response import Response
from bot.engine.learning import Learning
from bot.engine.nightly import Nightly
from bot.engine.pump import Pump
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.wiring.reading import topics_of
from bot.wiring.texts import library

log = structlog.get_logger()

LOOK_EVERY = 2.0
"""Seconds after which the running bot looks for a model that somebody else has put into use."""
NIGHT_EVERY = 30.0
"""Seconds after which it looks whether it is time to learn."""
LONGEST = 3600.0
"""Seconds after which a learning that does not come to an end is ended."""
_SECRETS = frozenset(one.name.upper() for one in fields(Secrets))


def learning_of(settings: Settings, store: Store, clock: Clock) -> Learning:
    """Return what learns from the labels in the store; raise ConfigurationError for broken responses."""
    trainer = ReaderTrainer(settings.policy, examples_of(library(settings).responses))
    return Learning(store, trainer, settings.policy, clock)


def examples_of(responses: Sequence[Response]) -> list[Example]:
    """Return the questions that responses answer, each with its topic."""
    return [Example(text, topic) for one in responses for topic in one.topics for text in one.examples]


class LearningBot:
    """Keeps a running bot up to date with what was learned, and learns at night. Give `models` to the reader."""

    def __init__(self, settings: Settings, responses: Sequence[Response], store: Store, clock: Clock) -> None:
        self.models = ModelsInUse(store, settings.policy, topics_of(settings.policy, responses))
        self._child: subprocess.Popen[bytes] | None = None
        self._file = settings.file.absolute()
        self._stopping = False
        self._nightly: Nightly | None = None
        self._pumps = [Pump("models", self._refresh, lambda: LOOK_EVERY)]
        if settings.learn_at is not None:
            zone = settings.policy.teams[0].hours.zone
            self._nightly = Nightly(settings.learn_at, zone, store, clock, self._learn)
            self._pumps.append(Pump("nightly-learning", self._nightly.work, lambda: NIGHT_EVERY))
        clock.on_jump(self._wake)

    def start(self) -> None:
        """Take up the models in use before anything is read, then watch for newer ones."""
        self._refresh()
        for pump in self._pumps:
            pump.start()

    def stop(self) -> None:
        """End a learning that runs, which changes nothing, and watch no more."""
        self._stopping = True
        for pump in self._pumps:
            pump.stop()
        if self._child is not None:
            self._child.terminate()
        for pump in self._pumps:
            pump.join(2.0)

    def _refresh(self) -> bool:
        if self.models.refresh() and self._nightly:
            self._nightly.ask()
            self._wake()
        return False

    def _wake(self) -> None:
        for pump in self._pumps:
            pump.wake()

    def _learn(self) -> None:
        """Run `triage-bot learn` beside us and wait for it."""
        if self._stopping:
            return
        log.info("learning_begins")
        command = [sys.executable, "-m", "bot", "learn", "--by-itself", "--json", "--config", str(self._file)]
        # Learning calls nobody: it needs none of our secrets.
        environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
        self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment)
        if self._stopping:
            self._child.terminate()
        try:
            told, _ = self._child.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            self._child.kill()
            told, _ = self._child.communicate()
        code, self._child = self._child.returncode, None
        if code == 0:
            for outcome in json.loads(told):
                log.info("learned", **outcome)
        elif not self._stopping:
            log.error("learning_failed", exit_code=code)
        self._wake()
