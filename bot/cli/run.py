"""`triage-bot run`: the bot itself, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot import config as configuration
from bot.adapters.clock import MovableClock, SystemClock
from bot.adapters.health.supervisor import Supervisor
from bot.adapters.logging import set_up
from bot.cli.screen import CONFIG, ConfigOption, note, warn
from bot.wiring.bot import Bot

log = structlog.get_logger()

STOP_WITHIN = 10.0
"""Seconds in which the bot stands still after SIGTERM; what is still in flight then is looked for at the next start."""


class _ToldToStopError(BaseException):
    """The bot is told to stop while it starts; nothing that is tried again after an error may catch it."""


class _Stopping:
    """Hears SIGTERM and SIGINT: `wait` until one came. While it `interrupts`, the first ends what the process does.

    It interrupts while the bot starts, for a vendor may let it wait. What is half done then, a kill could leave too.
    """

    def __init__(self) -> None:
        self._told = threading.Event()
        self.wait = self._told.wait
        self.interrupts = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._tell)

    def _tell(self, *_: object) -> None:
        self._told.set()
        if self.interrupts:
            self.interrupts = False
            raise _ToldToStopError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    config: ConfigOption = CONFIG,
    clock: Annotated[
        Path | None,
        typer.Option(help="Take the time from the machine plus the seconds in this file (rehearsals).", metavar="FILE"),
    ] = None,
) -> None:
    """Listen, answer and escalate until stopped (Ctrl-C or SIGTERM).

    One process per database: a second one says who holds it. Secrets come from the environment; `triage-bot check`
    tells whether everything is there.
    """
    settings = configuration.load(config, os.environ)
    set_up()
    bot = Bot(settings, MovableClock(clock) if clock else SystemClock())
    supervisor = Supervisor(os.environ)
    stopping = _Stopping()
    try:
        stopping.interrupts = True
        bot.start()
        stopping.interrupts = False
        supervisor.ready(bot.is_live)
        _say("listening", "The bot listens. Stop it with Ctrl-C.")
        stopping.wait()
        supervisor.stopping()
        _say("stopping", "Stopping: what is in flight finishes first.")
    except _ToldToStopError:
        _say("stopped_early", "Stopped before the bot had started.")
    finally:
        still = bot.stop(STOP_WITHIN)
    if not still:
        _say("left_in_flight", "Something was still in flight; it is looked for at the next start.", warn)
    # A vendor's library may leave a thread behind that would keep the process alive.
    sys.stderr.flush()
    os._exit(0)


def _say(event: str, sentence: str, to_people: Callable[[str], None] = note) -> None:
    """Tell a person at a terminal; anywhere else it is one more line of the log, which programs read."""
    if sys.stderr.isatty():
        to_people(sentence)
    else:
        log.log(logging.WARNING if to_people is warn else logging.INFO, event, says=sentence)
