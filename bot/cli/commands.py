"""Which module has which command. Each is imported when it is asked for: few need the reader or a vendor's library."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

MODULES = {
    "sandbox": "sandbox",
    "init": "init",
    "check": "check",
    "run": "run",
    "cases": "cases",
    "promises": "promises",
    "budget": "budget",
    "duty": "duty",
    "responses": "responses",
    "answers": "answers",
    "lint": "lint",
    "read": "read",
    "eval": "eval",
    "replay": "replay",
    "learn": "learn",
    "pause": "pause",
    "resume": "pause",
    "simulate": "simulate",
    "forget": "forget",
    "export": "forget",
    "tidy": "tidy",
    "audit": "tidy",
    "backup": "backup",
    "restore": "backup",
    "key": "key",
    "slack-manifest": "manifest",
}
"""Command to module of this package, in the order of the help. The module's `register` adds it."""


class Commands(TyperGroup):
    """The group of all commands, of which only those that are asked for are imported; its help asks for all."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return every command, imported or not."""
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, None where there is none; then all are imported, so that the nearest name can be told."""
        for name in (cmd_name,) if cmd_name in MODULES else MODULES:
            self._import(name)
        return super().get_command(ctx, cmd_name)

    def _import(self, name: str) -> None:
        if name not in self.commands:
            part = typer.Typer(rich_markup_mode=self.rich_markup_mode)
            import_module(f"bot.cli.{MODULES[name]}").register(part)
            self.commands.update(get_group(part).commands)
