"""What the commands say of themselves: the version, and help in which no word is lost."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click
import pytest
import typer
from typer.testing import CliRunner

from bot import __version__
from bot.cli.app import app


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below this one by how it is called."""
    for name, one in getattr(command, "commands", {}).items():
        yield " ".join((*path, name)), one
        yield from every_command(one, (*path, name))


COMMANDS = dict(every_command(typer.main.get_command(app)))


WIDE = {"COLUMNS": "500", "TERM": "xterm"}
"""Rich asks for these at every output; `TERMINAL_WIDTH` it asks for only once, when it is first imported."""


def words(text: str) -> str:
    """Return a text without what only a terminal or a source file needs."""
    return re.sub(r"[`\s│]", "", click.unstyle(text))


def test_the_version_needs_no_command() -> None:
    ended = CliRunner().invoke(app, ["--version"])
    assert (0, f"triage-bot {__version__}\n") == (ended.exit_code, ended.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_all_that_was_written(name: str) -> None:
    """A table's name in brackets is no markup."""
    command = COMMANDS[name]
    ended = CliRunner().invoke(app, [*name.split(), "--help"], env=WIDE)
    assert (0, True) == (ended.exit_code, "Usage" in ended.stdout)
    shown = words(ended.stdout)
    written = [inspect.getdoc(command.callback) or "" if command.callback else command.help or ""]
    written += [getattr(one, "help", None) or "" for one in command.params if not getattr(one, "hidden", False)]
    assert [] == [text for text in written if words(text) not in shown]
