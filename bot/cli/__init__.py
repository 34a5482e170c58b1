"""The commands. Each one prints what a person can act on; nothing that a user can cause ends in a traceback."""

from bot.cli.app import app, main

__all__ = ["app", "main"]
