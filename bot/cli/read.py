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
from bot.cli.screen import CONFIG, ConfigOption
from bot.domain.case import Channel, Customer, Mention
from bot.domain.masking import mask_address
from bot.domain.understood import Judgement, Ranked, Reading
from bot.wiring.reading import reader_of
from bot.wiring.texts import library

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
    reader, now = reader_of(settings, library(settings).responses), SystemClock().now()
    for number, text in enumerate(_lines(), start=1):
        mention = Mention(Channel.X, str(number), str(number), _SOMEBODY, text, now)
        reading = reader.read(mention)
        typer.echo(to_json.dumps(_as_data(reading), ensure_ascii=True) if json else _as_words(reading))


def _lines() -> Iterator[str]:
    """Yield every line of standard input as it comes; what is no UTF-8 is read as well as it can be."""
    for line in typer.get_binary_stream("stdin"):
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _as_data(reading: Reading) -> dict[str, Any]:
    return {
        "is_request": asdict(reading.request),
        "language": asdict(reading.language),
        "topics": [asdict(one) for one in reading.topics],
        "heat": {**asdict(reading.heat), "heated": reading.heated},
        "missing": asdict(reading.missing),
        "thanks": reading.thanks,
        "stop": reading.stop,
        "email": mask_address(reading.email) if reading.email else "",
        "bad_email": reading.bad_email,
        "disposable": reading.disposable,
    }


def _as_words(reading: Reading) -> str:
    request, heat, missing = reading.request, reading.heat, reading.missing
    parts = [
        _part("request" if request.value else "no request", request),
        _part(reading.language.value, reading.language),
        *(_part(f"topic {one.topic or 'none'}", one) for one in reading.topics),
        *([] if reading.topics else ["no topic"]),
        f"heat {heat.value:.2f} {'heated' if reading.heated else 'calm'} {heat.confidence:.2f} ({heat.reason})",
        _part(f"ask for {missing.value or 'nothing'}", missing),
    ]
    parts += [name for name, said in (("thanks", reading.thanks), ("stop", reading.stop)) if said]
    if reading.email:
        parts.append(f"address {mask_address(reading.email)}")
    if reading.bad_email:
        parts.append("an address that cannot be read")
    return " · ".join(parts)


def _part(what: str, found: Judgement[Any] | Ranked) -> str:
    return f"{what} {found.confidence:.2f} ({found.reason})"
