"""`triage-bot replay`: what the bot would have done with recorded conversations. Nothing leaves the machine."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from bot import config as configuration
from bot.adapters.logging import set_up
from bot.adapters.store import is_there
from bot.cli.replay_input import Format, choose, tell_left_out
from bot.cli.replayed import show
from bot.cli.screen import JsonOption, document, err, good, warn
from bot.config import Settings
from bot.domain.errors import TriageError
from bot.replay.brand_bot import Staff
from bot.replay.figures import Figures, reckon
from bot.replay.page import page
from bot.replay.playing import MOST_SHOWN, ReaderChoice, Terms, play
from bot.shipped import shipped
from bot.wiring.texts import library

LANGUAGES = ("en", "de", "it", "es", "fr")
"""What is spoken in a replay without a configuration: every language that texts are shipped in."""
POLL_EVERY = timedelta(seconds=30)


class Speed(StrEnum):
    """How fast virtual time goes."""

    MAX = "max"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay)


def replay(
    file: Annotated[Path, typer.Argument(help="The recording. docs/replay.md describes both formats.", metavar="FILE")],
    format: Annotated[
        Format | None, typer.Option("--format", help="How it is written; without it, .csv is twcs, all else jsonl.")
    ] = None,
    brand: Annotated[
        list[str] | None,
        typer.Option("--brand", help="Only this brand's conversations; may come several times.", metavar="HANDLE"),
    ] = None,
    staff: Annotated[
        Staff,
        typer.Option("--staff", help="silent: nobody answers. as-recorded: recorded brand posts are human answers."),
    ] = Staff.SILENT,
    speed: Annotated[Speed, typer.Option("--speed", help="How fast time goes; max: as the machine can.")] = Speed.MAX,
    reader: Annotated[
        ReaderChoice,
        typer.Option("--reader", help="default: as the bot reads. none: every post of a customer is a request."),
    ] = ReaderChoice.DEFAULT,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="Your own file; without it, the example is used.", metavar="FILE"),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a page with pictures, in one file.", metavar="FILE.html")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show what the bot would have said to recorded mentions, and when, beside what was said.

    The real bot runs on a virtual clock against the recording. What it keeps is in memory, and it calls nobody. Exit
    code 1 means that an invariant broke, or that a message was given up.

    Like: triage-bot replay last-month.jsonl --staff as-recorded --report last-month.html
    """
    del speed  # There is one; the option says so.
    set_up(level=logging.CRITICAL)
    began = time.monotonic()
    settings = _settings(config)
    if report is not None:
        _check_place(report)
    chosen = choose(file, format, brand or ([settings.policy.handle] if config and settings.x else []))
    poll_every = settings.x.poll_every if settings.x else POLL_EVERY
    shown = 0 if json and report is None else MOST_SHOWN
    terms = Terms(settings.policy, library(settings), reader, staff, poll_every, shown)
    with _bar(chosen.posts) as told:
        outcomes = play(chosen.by_brand, chosen.brands, terms, told)
    figures = reckon(outcomes, timedelta(seconds=time.monotonic() - began))
    if json:
        document(figures.as_data())
    else:
        show(outcomes, figures)
    tell_left_out(file, chosen.left_out)
    if report is not None:
        _write(report, page(outcomes, figures, file.name, staff))
    _tell_violations(figures)


def _settings(config: Path | None) -> Settings:
    if config is not None:
        return configuration.load(config, os.environ, need_secrets=False)
    settings = configuration.load(shipped("config.example.toml"), {}, need_secrets=False)
    return replace(settings, policy=replace(settings.policy, languages=LANGUAGES))


def _tell_violations(figures: Figures) -> None:
    for found in figures.violations:
        warn(f"{found.case}: {found.invariant}\n    " + "\n    ".join(found.trace))
    for why, messages in figures.dead.items():
        warn(f"{messages} messages were given up and never left: {why}")
    if figures.violations or figures.dead:
        raise typer.Exit(1)
    good("No invariant broke.")


def _check_place(report: Path) -> None:
    """Refuse a report that cannot be written before the work, not after it."""
    if (is_there(report) and report.is_dir()) or not report.absolute().parent.is_dir():
        raise TriageError(f"The report {report} cannot be written: name a file in a folder that is there.")


def _write(report: Path, content: str) -> None:
    try:
        report.write_text(content, encoding="utf-8")
    except OSError as error:
        raise TriageError(f"The report {report} cannot be written: {error.strerror or error}.") from None
    good(f"The report is in {report}.")


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on a terminal."""
    columns = (
        *(TextColumn("replaying"), BarColumn(), MofNCompleteColumn(), TextColumn("posts")),
        *(TimeElapsedColumn(), TextColumn("·"), TimeRemainingColumn()),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda posts: progress.advance(task, posts)
