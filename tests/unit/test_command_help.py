"""What the commands say of themselves: the version, and help in which no word is lost."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_group
from typer.testing import CliRunner

from bot import __version__
from bot.cli import commands
from bot.cli.app import app

NOWHERE: Any = None
"""The context, which no group asks for its commands."""


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below this one by how it is called."""
    for name in command.list_commands(NOWHERE) if isinstance(command, TyperGroup) else ():
        one = command.get_command(NOWHERE, name)
        assert one is not None
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


def test_every_module_that_has_commands_is_known_with_all_of_them() -> None:
    for module in sorted(one.stem for one in Path(commands.__file__).parent.glob("*.py")):
        register = getattr(import_module(f"bot.cli.{module}"), "register", None)
        part = typer.Typer()
        if register:
            register(part)
            assert {name for name, one in commands.MODULES.items() if one == module} == set(get_group(part).commands)


def test_a_command_that_is_mistyped_is_told_the_nearest() -> None:
    ended = CliRunner().invoke(app, ["budgt"], env=WIDE)
    assert (2, True) == (ended.exit_code, "Did you mean 'budget'" in ended.stderr)


def test_a_small_command_starts_without_what_it_does_not_need() -> None:
    """A second of the operator's time: the reader's and the vendors' libraries."""
    heavy = {"tweepy", "slack_bolt", "twitter_text", "scipy"}
    look = f"import sys, bot.cli.pause; print(*{heavy} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)
    assert "" == ended.stdout.strip()
