"""`triage-bot read`: what the bot would understand of a message. Nothing is kept and nothing is sent."""

from __future__ import annotations

import json as to_json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.reader.understanding import Understanding, UnderstandingReader
from bot.cli.screen import CONFIG, ConfigOption
from bot.domain.case import Channel, Customer, Mention
from bot.domain.masking import mask_address

_SOMEBODY = Customer(Channel.X, "0", "somebody", "Somebody")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    config: ConfigOption = CONFIG,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document a line.")] = False,
) -> None:
    """Read one message a line from standard input and print what it is understood to be, a line each.

    Like: echo "@acme my refund is late" | triage-bot read
    """
    settings = configuration.load(config, os.environ, need_secrets=False)
    reader, now = UnderstandingReader(settings.policy), SystemClock().now()
    for number, text in enumerate(_lines(), start=1):
        mention = Mention(Channel.X, str(number), str(number), _SOMEBODY, text, now)
        understood = reader.understand(mention)
        typer.echo(to_json.dumps(_as_data(understood), ensure_ascii=True) if json else _as_words(understood))


def _lines() -> Iterator[str]:
    """Yield every line of standard input as it comes; what is no UTF-8 is read as well as it can be."""
    for line in typer.get_binary_stream("stdin"):
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _as_data(understood: Understanding) -> dict[str, Any]:
    return {
        "is_request": asdict(understood.request),
        "language": asdict(understood.language),
        "topics": [
            {"topic": one.topic, "confidence": one.confidence, "reason": one.reason} for one in understood.topics
        ],
        "heat": {**asdict(understood.heat), "heated": understood.heated},
        "missing": asdict(understood.missing),
        "thanks": understood.thanks,
        "stop": understood.stop,
        "email": mask_address(understood.email) if understood.email else "",
        "bad_email": understood.bad_email,
    }


def _as_words(understood: Understanding) -> str:
    request, language, heat = understood.request, understood.language, understood.heat
    parts = [
        f"{'request' if request.value else 'no request'} {request.confidence:.2f} ({request.reason})",
        f"{language.value} {language.confidence:.2f}",
        *(f"topic {one.topic} {one.confidence:.2f} ({one.reason})" for one in understood.topics[:1]),
        f"heat {heat.value:.2f}{' heated' if understood.heated else ''} ({heat.reason})",
    ]
    if understood.missing.value:
        parts.append(f"ask for: {understood.missing.value}")
    parts += [name for name, said in (("thanks", understood.thanks), ("stop", understood.stop)) if said]
    if understood.email:
        parts.append(f"address {mask_address(understood.email)}")
    return " · ".join(parts)
