"""`triage-bot sandbox`: the whole product on one machine, without any account."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Annotated

import typer
from rich.markup import escape

from bot.cli.screen import JsonOption, document, err, good, note, warn
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import StoryError
from bot.sandbox.stories import STORIES
from bot.sandbox.stories.telling import Step, play

PORT = 8765


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sandbox")(sandbox)


def sandbox(
    story: Annotated[
        str, typer.Option(help=f"Play a story instead and say whether it came out: {', '.join(STORIES)}.")
    ] = "",
    json: JsonOption = False,
    port: Annotated[int, typer.Option(help="Where the page is; 0 takes any free port.", min=0, max=65535)] = PORT,
) -> None:
    """Rehearse everything: a local X, a local Slack, the bot between them and a web page.

    Nothing leaves this machine and nothing is kept. On the page you write as a customer, see what the staff see in
    Slack, click their buttons and move the clock. With --story the same servers play a story without a browser.
    """
    # The bot beside us is a process of its own: whoever ends this one must not leave it behind.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _interrupt)
    if story:
        if story not in STORIES:
            warn(f'There is no story "{story}". There is: {", ".join(STORIES)}.')
            raise typer.Exit(2)
        _play(story, as_json=json)
    elif json:
        warn("--json belongs to --story.")
        raise typer.Exit(2)
    else:
        _open(port)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _open(port: int) -> None:
    try:
        with Rehearsal(port) as rehearsal:
            good("A local X, a local Slack and the bot are running.")
            err.print(f"\n  Open [bold]{rehearsal.server.url}[/]\n")
            note("Write a post as Anna on the left; see what Ada and Grace see in Slack on the right.")
            note(f"The bot writes its log to {rehearsal.folder / 'bot.log'}. Stop with Ctrl-C.")
            while rehearsal.bot is not None and rehearsal.bot.running:
                time.sleep(0.2)
            raise StoryError("The bot has ended by itself; its log says more.")
    except KeyboardInterrupt:
        note("Stopped. Nothing was kept.")
    except OSError as error:
        warn(f"Port {port} cannot be used ({error.strerror}). Take another one with --port, or 0 for any.")
        raise typer.Exit(2) from None
    except StoryError as error:
        warn(str(error))
        raise typer.Exit(1) from None


def _play(name: str, *, as_json: bool) -> None:
    began = time.monotonic()
    try:
        with Rehearsal() as rehearsal:
            outcome = play(name, STORIES[name], rehearsal, seen=_show)
    except StoryError as error:
        warn(str(error))
        raise typer.Exit(1) from None
    if as_json:
        document(outcome.as_json())
    if not outcome.ok:
        warn(outcome.problem)
        raise typer.Exit(1)
    good(f"The story came out as told, in {time.monotonic() - began:.1f} s and {len(outcome.steps)} steps.")


def _show(step: Step) -> None:
    where = f"{step.channel} {'in public' if step.public else 'in private'}"
    text = " ".join(step.text.split())
    err.print(f"[dim]{step.at[11:19]}[/] [cyan]{where:<16}[/] [bold]{step.who:<9}[/] {escape(text[:160])}")
