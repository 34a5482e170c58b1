"""`triage-bot lint`: would this text pass the guards? It sends nothing and keeps nothing."""

from __future__ import annotations

import json as jsonlib
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bot import config as configuration
from bot.adapters.store import is_there
from bot.adapters.weighing import LIMITS, weigh
from bot.cli.screen import CONFIG, note, out
from bot.config import Settings
from bot.domain.case import Channel
from bot.domain.guards import Draft, Finding, Severity, check, may_send

STANDARD_INPUT = "-"


class ChannelName(StrEnum):
    """A channel as it is written on the command line."""

    X = "x"
    SLACK = "slack"


@dataclass(frozen=True)
class Verdict:
    """What the guards say about one text."""

    text: str
    draft: Draft
    findings: tuple[Finding, ...]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(
    text: Annotated[str, typer.Argument(help="The text; without it, or with -, one message a line is read.")] = "-",
    channel: Annotated[ChannelName, typer.Option("--channel", help="Where it would go.")] = ChannelName.X,
    public: Annotated[bool, typer.Option("--public/--private", help="Whether everybody would see it.")] = True,
    heated: Annotated[bool, typer.Option("--heated", help="The customer is angry.")] = False,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="Your file, for the staff in it; config.toml if there.", metavar="FILE"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document a message, nothing else.")] = False,
) -> None:
    """Run the guards on any text. Exit code 1 when any message may not be sent.

    For example: triage-bot lint "Hi Anna, one second, let me look into this" or: triage-bot lint --json < texts.txt
    """
    draft = _draft(Channel(channel.value), public, heated, _settings(config))
    fine = True
    for message in _messages(text):
        verdict = _judge(draft, message)
        fine = fine and may_send(verdict.findings)
        if json:
            typer.echo(jsonlib.dumps(_as_json(verdict), ensure_ascii=False))
        else:
            _show(verdict)
    if not fine:
        raise typer.Exit(1)


def _settings(config: Path | None) -> Settings | None:
    if config is None and not is_there(CONFIG):
        return None
    return configuration.load(config or CONFIG, os.environ, need_secrets=False)


def _draft(channel: Channel, public: bool, heated: bool, settings: Settings | None) -> Draft:
    """Return a draft without a text, with everything that is the same for all messages."""
    draft = Draft("", public, 0, LIMITS[channel], (), channel=channel, heated=heated)
    if settings is None:
        return draft
    policy = settings.policy
    return replace(
        draft,
        staff=tuple(policy.staff),
        brand=policy.brand,
        handle=policy.handle,
        ticket_links=policy.ticket_links,
        internal_hosts=policy.internal_hosts,
    )


def _messages(text: str) -> Iterator[str]:
    if text != STANDARD_INPUT:
        # What cannot be read as UTF-8 on the command line must not end in a traceback.
        yield text.encode("utf-8", "replace").decode("utf-8")
        return
    if sys.stdin.isatty():
        note("Write one message a line; end with Ctrl-D.")
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")


def _judge(draft: Draft, text: str) -> Verdict:
    assert draft.channel is not None
    filled = replace(draft, text=text, weight=weigh(draft.channel, text))
    return Verdict(text, filled, check(filled))


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "channel": verdict.draft.channel,
        "length": verdict.draft.weight,
        "limit": verdict.draft.limit,
        "may_send": may_send(verdict.findings),
        "findings": [asdict(finding) for finding in verdict.findings],
    }


def _show(verdict: Verdict) -> None:
    """Print a message and under it what each guard says."""
    length = f"{verdict.draft.weight}/{verdict.draft.limit}"
    mark = "[green]✓[/]" if may_send(verdict.findings) else "[bold red]✗[/]"
    out.print(f"{mark} [dim]{length}[/] {escape(verdict.text)}")
    for finding in verdict.findings:
        colour = "red" if finding.severity is Severity.STOP else "yellow"
        where = f" at {finding.start}–{finding.end}" if finding.end else ""
        out.print(f"  [{colour}]{finding.severity}[/] {finding.guard}{where}: {escape(finding.message)}")
