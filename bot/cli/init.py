"""`triage-bot init`: the two files that an operator begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.adapters.slack.manifest import manifest
from bot.adapters.store import is_there
from bot.cli.screen import err, good, note, warn
from bot.shipped import shipped


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    folder: Annotated[Path, typer.Argument(help="Where to write the files.")] = Path(),
    force: Annotated[bool, typer.Option(help="Write over files that are there.")] = False,
) -> None:
    """Write config.toml (commented, from the example) and slack-manifest.yaml, and say what to do next.

    Files that are there already are left alone, unless --force is given.
    """
    texts = {
        "config.toml": shipped("config.example.toml").read_text(encoding="utf-8"),
        "slack-manifest.yaml": manifest(),
    }
    there = [name for name in texts if is_there(folder / name)]
    if there and not force:
        warn(f"{', '.join(there)} in {folder} already there. Nothing was written; --force writes over it.")
        raise typer.Exit(2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
            good(f"wrote {folder / name}")
    except OSError as error:
        warn(f"{error.filename}: {error.strerror}")
        raise typer.Exit(2) from None
    err.print(
        "\nNext:\n"
        "  1. Slack: api.slack.com/apps → Create New App → From a manifest → paste slack-manifest.yaml → Install.\n"
        "     export SLACK_BOT_TOKEN=xoxb-…  (OAuth & Permissions)\n"
        "     export SLACK_APP_TOKEN=xapp-…  (Basic Information → App-Level Tokens, scope connections:write)\n"
        "  2. X: developer.x.com → your app → Keys and tokens (read, write and direct messages).\n"
        "     export X_API_KEY=… X_API_SECRET=… X_ACCESS_TOKEN=… X_ACCESS_TOKEN_SECRET=…\n"
        "  3. Write your staff and teams into config.toml.\n"
        "  4. triage-bot check\n"
        "  5. triage-bot run\n"
    )
    note(
        "X allows one automated reply per interaction. The holding reply is one; with ask_email = “auto” the email ask "
        "is a second one on the same post. “approve” makes it one click of a teammate. You decide in config.toml, [x]."
    )
