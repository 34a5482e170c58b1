"""`triage-bot answers list|drop`: the answers that leads kept, for the operator. Nothing of a customer is in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store.sqlite import SqliteStore
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, note, out
from bot.domain.answers import KeptAnswer
from bot.engine.audit_trail import operator_did
from bot.ports.store import Transaction


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Look at the answers that leads kept, and drop some.")
    group.command("list")(list_answers)
    group.command("drop")(drop_answer)
    app.add_typer(group, name="answers")


def list_answers(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """List the kept answers: each is offered as a suggestion for questions like its own.

    Also tells how often the reply that staff sent was among the three suggestions.
    """
    with _answers(config) as tx:
        kept, shares = tx.answers.kept(), tx.answers.shares()
    if json:
        told = {"answers": shares.answers, "among_three": shares.among_three, "first": shares.first}
        document({"kept": [_as_json(one) for one in kept], "sent": told})
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in ("id", "language", "topic", "question", "answer", "kept by", "on (UTC)"):
        table.add_column(head, overflow="fold")
    for one in kept:
        cells = (str(one.number), one.language, one.topic, one.question, one.answer, one.kept_by)
        table.add_row(*map(escape, cells), f"{one.kept_at:%Y-%m-%d}")
    if kept:
        out.print(table)
    else:
        note("No answer is kept yet. A lead keeps one with “Keep this answer” on the card of an answered case.")
    if shares.answers:
        note(f"Of {shares.answers} answers by staff {shares.among_three} were among the three suggestions.")


def drop_answer(
    number: Annotated[int, typer.Argument(metavar="ID", help="The id of the answer, as `answers list` shows it.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Forget a kept answer; a running bot does not offer it for the next mention any more."""
    with _answers(config) as tx:
        dropped = tx.answers.drop(number)
        if dropped:
            operator_did(tx, f"dropped the kept answer {number}", SystemClock().now())
    if not dropped:
        raise typer.BadParameter(f"There is no kept answer {number}; `triage-bot answers list` shows all.")
    note(f"Answer {number} is dropped.")


@contextmanager
def _answers(config: ConfigOption) -> Iterator[Transaction]:
    settings = configuration.load(config, os.environ, need_secrets=False)
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        with store.transaction() as tx:
            yield tx
    finally:
        store.close()


def _as_json(kept: KeptAnswer) -> dict[str, object]:
    return {
        "id": kept.number,
        "case": kept.case_id,
        "question": kept.question,
        "answer": kept.answer,
        "language": kept.language,
        "topic": kept.topic,
        "channel": kept.channel,
        "response": kept.response,
        "kept_by": kept.kept_by,
        "kept_at": kept.kept_at.isoformat(),
    }
