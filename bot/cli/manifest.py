"""`triage-bot slack-manifest`: what to paste when the Slack app is made."""

from __future__ import annotations

import typer

from bot.adapters.slack.manifest import manifest


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("slack-manifest")(slack_manifest)


def slack_manifest() -> None:
    """Print the manifest of the Slack app: api.slack.com/apps → Create New App → From a manifest."""
    typer.echo(manifest(), nl=False)
