"""What every command prints the same way: JSON to standard output, everything else to standard error."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from bot.domain.errors import Problem

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", help="The operator's file. Make one with: triage-bot init", metavar="FILE")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output, nothing else.")]
CONFIG = Path("config.toml")


def document(content: Any) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def warn(sentence: str) -> None:
    """Print a sentence about something that went wrong."""
    err.print(f"[bold red]✗[/] {escape(sentence)}")


def note(sentence: str) -> None:
    """Print a sentence about something good to know."""
    err.print(f"[dim]·[/] {escape(sentence)}")


def good(sentence: str) -> None:
    """Print a sentence about something that is as it should be."""
    err.print(f"[green]✓[/] {escape(sentence)}")


def problems(found: Sequence[Problem], unchanged: bool = True) -> None:
    """Print every mistake of the operator's files: where, and how to mend it; `unchanged` says that nothing was."""
    for problem in found:
        warn(str(problem))
    counted = f"{len(found)} {'problem' if len(found) == 1 else 'problems'}."
    err.print(f"\n{counted} Nothing was changed." if unchanged else f"\n{counted}")
