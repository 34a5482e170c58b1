"""`triage-bot run`: the bot itself, until it is told to stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from bot import config as configuration
from bot.adapters.clock import MovableClock, SystemClock
from bot.adapters.health.supervisor import Supervisor
from bot.adapters.logging import set_up
from bot.cli.screen import CONFIG, ConfigOption, note, warn
from bot.wiring.bot import Bot

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
        note("The bot listens. Stop it with Ctrl-C.")
        stopping.wait()
        supervisor.stopping()
        note("Stopping: what is in flight finishes first.")
    except _ToldToStopError:
        note("Stopped before the bot had started.")
    finally:
        still = bot.stop(STOP_WITHIN)
    if not still:
        warn("Something was still in flight; it is looked for at the next start.")
    # A vendor's library may leave a thread behind that would keep the process alive.
    sys.stderr.flush()
    os._exit(0)
