"""`triage-bot learn`: learn now from what staff did, go back to what was before, or tell how well it goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store.sqlite import SqliteStore
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, err, good, note, out
from bot.config import Settings
from bot.domain.labels import Lesson
from bot.engine import learning_report
from bot.engine.learning import Outcome, Result, learn_all
from bot.engine.learning_report import Week
from bot.ports.store import Store
from bot.ports.trainer import Progress as Told
from bot.wiring.learning import learning_of

_POLITE = 10
"""How much the machine prefers every other process at night; by hand somebody waits for the result."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("learn")(learn)


def learn(
    config: ConfigOption = CONFIG,
    back: Annotated[
        Lesson | None, typer.Option(help="Go back to what was in use before, in the end to the rules of the first day.")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Tell, week by week, how well mentions are read.")] = False,
    json: JsonOption = False,
    by_itself: Annotated[bool, typer.Option("--by-itself", hidden=True)] = False,
) -> None:
    """Learn from what your staff did; works beside a running bot, which takes the result up by itself.

    Topics are learned from the teams that answered or got a case, requests from “Not a request” and from answered
    cases, heat from “Heated” on the card. What is learned is put into use only where it reads messages that were held
    back no worse than what is in use. The running bot does this every night: [learning] at.
    """
    if back and report:
        raise typer.BadParameter("--back and --report are two different things; use one of them.")
    with _store(config) as (settings, store):
        if report:
            _report(store, json)
        elif back:
            _back(settings, store, back, json)
        else:
            _learn(settings, store, json, by_itself)


def make_way(lower: Callable[[int], int] = os.nice) -> None:
    """Let every other process go first, where the system lets us: the shipped unit for systemd does not."""
    with suppress(OSError):
        lower(_POLITE)


def _learn(settings: Settings, store: Store, json: bool, by_itself: bool) -> None:
    if by_itself:
        make_way()
    with _bars() as bars:
        outcomes = learn_all(learning_of(settings, store, SystemClock()), bars, by_itself=by_itself)
    if json:
        document([_outcome(one) for one in outcomes])
        return
    for one in outcomes:
        (good if one.result is Result.SWAPPED else note)(f"{one.lesson}: {one.sentence}.")


def _back(settings: Settings, store: Store, lesson: Lesson, json: bool) -> None:
    version = learning_of(settings, store, SystemClock()).take_back(lesson)
    if json:
        document({"lesson": lesson, "version": version})
        return
    now = f"version {version} is in use again" if version else "the rules of the first day hold again"
    good(f"{lesson}: {now}. Nothing is learned by itself until you run: triage-bot learn")


def _report(store: Store, json: bool) -> None:
    now = SystemClock().now()
    with store.transaction() as tx:
        weeks = learning_report.weeks(tx, now)
    if json:
        document([_week(week) for week in weeks])
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in ("week of", "first team right", "n", "answer among the three", "n"):
        table.add_column(head)
    for week in weeks:
        shares = [_percent(week.team_share), str(week.routed), _percent(week.suggested_share), str(week.answered)]
        table.add_row(week.monday.isoformat(), *shares)
    if weeks:
        out.print(table)
    note(learning_report.say(weeks, now))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _week(week: Week) -> dict[str, Any]:
    return asdict(week) | {
        "monday": week.monday.isoformat(),
        "first_team_share": week.team_share,
        "suggested_share": week.suggested_share,
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    figures: Mapping[str, Any] = {}
    if row := one.trained:
        figures = {
            "n": row.n,
            "held_back": row.held_back,
            "score": round(row.score, 4),
            "previous_score": round(row.previous_score, 4),
        }
    told = {"lesson": one.lesson, "result": one.result, "version": one.version, "sentence": one.sentence}
    return told | dict(figures)


@contextmanager
def _bars() -> Iterator[Any]:
    """Show one bar a lesson on a terminal."""
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:

        def bar(lesson: Lesson) -> Told:
            task = progress.add_task(lesson, total=1.0)
            return lambda share: progress.update(task, completed=share)

        yield bar


@contextmanager
def _store(config: ConfigOption) -> Iterator[tuple[Settings, Store]]:
    settings = configuration.load(config, os.environ, need_secrets=False)
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        yield settings, store
    finally:
        store.close()
