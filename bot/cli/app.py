"""The program: every error that a user can cause in a command becomes words and an exit code."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot import __version__
from bot.cli.commands import Commands
from bot.cli.screen import problems, warn
from bot.config.lines import with_lines
from bot.domain.errors import ConfigurationError, StoreRefuses, TriageError

app = typer.Typer(
    name="triage-bot",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # As "rich" it would take the name of a table, like [keep], for markup and leave it out.
    rich_markup_mode="markdown",
    help="Answers support mentions on X and in Slack at once, tells the right teammate privately, forgets nobody.",
    epilog="Begin with: triage-bot sandbox (no account needed), then triage-bot init and triage-bot check.",
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"triage-bot {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Answers support mentions on X and in Slack at once, tells the right teammate privately, forgets nobody."""


def main() -> None:
    """Run the command line. Exit codes: 0 as asked, 1 it did not come out, 2 the input or configuration is wrong."""
    try:
        app()
    except ConfigurationError as error:
        problems(with_lines(error.problems))
        sys.exit(2)
    except StoreRefuses as error:
        # It may pass: whoever started the bot should start it again.
        warn(str(error))
        sys.exit(1)
    except TriageError as error:
        warn(str(error))
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)
