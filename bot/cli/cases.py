"""`triage-bot cases list|show`: what the database knows, for the operator. Email addresses are masked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store.sqlite import SqliteStore
from bot.cli.budget import summary
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, note, out
from bot.config import Settings
from bot.domain.case import Case, Mention, State
from bot.domain.errors import NotAllowed
from bot.domain.masking import mask, mask_address
from bot.engine.spending import WARN_AT, tell_spent
from bot.engine.story import tell_story
from bot.ports.staffroom import Said, Story
from bot.ports.store import EventRow, Transaction

_PRIVATE = "(private message)"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Look at cases; email addresses are masked.")
    group.command("list")(list_cases)
    group.command("show")(show_case)
    app.add_typer(group, name="cases")


def list_cases(
    config: ConfigOption = CONFIG,
    state: Annotated[list[State] | None, typer.Option(help="Only cases in this state; may be repeated.")] = None,
    limit: Annotated[int, typer.Option(help="At most this many, newest first.", min=1)] = 50,
    json: JsonOption = False,
) -> None:
    """List cases, newest first."""
    with _database(config) as (settings, tx):
        cases = tx.cases.list(state or None, limit)
        spent = tell_spent(tx, settings.policy, SystemClock().now())
    if json:
        document([_case(case) for case in cases])
        return
    if spent.percent >= WARN_AT:
        note(summary(spent))
    if not cases:
        note("No cases yet.")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in ("case", "state", "customer", "channel", "team", "opened (UTC)", "who", "ticket"):
        table.add_column(head)
    for case in cases:
        who = case.answered_by or case.taken_by
        opened = f"{case.opened_at:%Y-%m-%d %H:%M}"
        customer = escape(case.customer.handle or case.customer.id)
        table.add_row(case.id, case.state, customer, case.channel, case.team, opened, who, case.ticket)
    out.print(table)


def show_case(
    case: Annotated[str, typer.Argument(help="The case, like C-12.")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Tell the story of one case: what was written, what was said, what happened.

    The text of direct messages is not shown, neither theirs nor ours.
    """
    with _database(config) as (settings, tx):
        try:
            story = tell_story(tx, case.upper(), settings.policy, SystemClock().now())
        except NotAllowed as error:
            raise typer.BadParameter(str(error)) from None
        events = tx.cases.events(story.case.id)
    if json:
        document(_story(story, events))
        return
    _print(story, events)


@contextmanager
def _database(config: ConfigOption) -> Iterator[tuple[Settings, Transaction]]:
    settings = configuration.load(config, os.environ, need_secrets=False)
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        with store.transaction() as tx:
            yield settings, tx
    finally:
        store.close()


def _print(story: Story, events: tuple[EventRow, ...]) -> None:
    case = story.case
    handle = f"@{case.customer.handle}" if case.customer.handle else case.customer.id
    who = escape(f"{mask(case.customer.name)} ({handle})".strip())
    out.print(f"[bold]{case.id}[/] {case.state} · {who} on {case.channel}")
    for label, value in _facts(case).items():
        if value:
            out.print(f"  {label:<10} {escape(value)}")
    out.print("\n[bold]What was written[/]")
    lines = [(mention.at, "customer", _shown(mention)) for mention in story.mentions]
    lines += [
        (said.at or story.now, said.by or "bot", f"{_said(said)} [{said.kind}, {said.state}]") for said in story.said
    ]
    for at, who, text in sorted(lines):
        out.print(f"  [dim]{at:%m-%d %H:%M:%S}[/] {escape(who):<9} {escape(text)}")
    out.print("\n[bold]What happened[/]")
    for event in events:
        out.print(f"  [dim]{event.at:%m-%d %H:%M:%S}[/] {event.name} {escape(event.who)} {escape(mask(event.detail))}")


def _facts(case: Case) -> dict[str, str]:
    return {
        "team": case.team,
        "topic": case.topic,
        "taken by": case.taken_by,
        "answered by": case.answered_by,
        "email": mask_address(case.email) if case.email else "",
        "ticket": case.ticket,
        "promise": f"by {case.promise.due.isoformat(timespec='minutes')}, {case.promise.owner}" if case.promise else "",
        "trouble": case.trouble,
    }


def _shown(mention: Mention) -> str:
    if mention.deleted:
        return "(deleted by the customer)"
    return _PRIVATE if mention.private else mask(mention.text)


def _said(said: Said) -> str:
    """Return what we said; an answer to a private message may repeat it."""
    return _PRIVATE if said.private else mask(said.text)


def _case(case: Case) -> dict[str, Any]:
    return {
        "case": case.id,
        "state": case.state,
        "channel": case.channel,
        "customer": case.customer.handle,
        "opened_at": case.opened_at.isoformat(),
        **{key.replace(" ", "_"): value for key, value in _facts(case).items()},
        "escalation": {"state": case.escalation.state, "step": case.escalation.step},
    }


def _story(story: Story, events: tuple[EventRow, ...]) -> dict[str, Any]:
    return _case(story.case) | {
        "mentions": [
            {"at": one.at.isoformat(), "id": one.id, "private": one.private, "text": _shown(one)}
            for one in story.mentions
        ],
        "said": [
            {
                "at": one.at.isoformat() if one.at else None,
                "kind": one.kind,
                "by": one.by or "bot",
                "state": one.state,
                "text": _said(one),
            }
            for one in story.said
        ],
        "events": [
            {"at": one.at.isoformat(), "event": one.name, "who": one.who, "detail": mask(one.detail)} for one in events
        ],
    }
