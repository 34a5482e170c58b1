"""Shows a replay on the terminal: each conversation line by line, then the figures. It reckons nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.markup import escape
from rich.table import Table

from bot.cli.screen import out
from bot.replay.figures import Figures, Quantiles
from bot.replay.outcome import BrandOutcome, ConversationOutcome, Line, Who

_STYLES = {Who.CUSTOMER: "bold", Who.RECORDED: "blue", Who.BOT: "green", Who.STAFF: "dim"}
_NAMES = {Who.CUSTOMER: "customer", Who.RECORDED: "was said", Who.BOT: "bot", Who.STAFF: "private"}


def show(outcomes: Sequence[BrandOutcome], figures: Figures) -> None:
    """Print what was said beside what the bot would have said, and the figures at the end."""
    for outcome in outcomes:
        for conversation in outcome.conversations:
            _show_conversation(conversation)
    if left_out := sum(one.left_out for one in outcomes):
        out.print(f"\n{left_out:,} later conversations are counted below and not shown.")
    _show_figures(outcomes, figures)


def _show_conversation(conversation: ConversationOutcome) -> None:
    began = conversation.began
    cases = ", ".join(conversation.cases) or "no case"
    out.print(f"\n[bold]@{escape(conversation.brand)}[/] · {began:%Y-%m-%d %H:%M:%S} UTC · {cases}")
    for line in conversation.lines:
        out.print(_worded(line, line.at - began), style=_STYLES[line.who])


def _worded(line: Line, after: timedelta) -> str:
    note = f"({line.note}) " if line.note and line.who is not Who.CUSTOMER else ""
    return escape(f"  {in_words(after):>9}  {_NAMES[line.who]:<8}  {note}{' '.join(line.text.split())}")


def in_words(wait: timedelta) -> str:
    """Say how long something took: "+12 s", "+3:30 min", "+2:05 h", "+4 d"."""
    seconds = round(wait.total_seconds())
    if seconds < 60:
        return f"+{seconds} s"
    if seconds < 3600:
        return f"+{seconds // 60}:{seconds % 60:02} min"
    return f"+{seconds // 3600}:{seconds % 3600 // 60:02} h" if seconds < 86_400 else f"+{seconds // 86_400} d"


def _show_figures(outcomes: Sequence[BrandOutcome], figures: Figures) -> None:
    table = Table.grid(padding=(0, 2))
    waits = figures.first_response_seconds
    speed = sum(one.posts for one in outcomes) / figures.wall_seconds if figures.wall_seconds else 0.0
    for name, value in (
        ("mentions", str(figures.mentions)),
        ("requests", f"{figures.requests}, and {figures.not_understood} that a human would be asked about first"),
        ("cases", str(figures.cases)),
        ("holding replies", f"{figures.holding_replies}, {figures.clarifying_questions} of them clarifying questions"),
        ("email asks", str(figures.email_asks)),
        ("answered in time", f"{figures.answered_in_time} by a human, before the answer timeout"),
        ("escalations", f"{figures.escalations} private messages to teammates"),
        ("held", _counted(figures.held)),
        ("given up", _counted(figures.dead)),
        ("languages", _counted(figures.languages)),
        ("first response", f"bot {_waited(waits.bot)}; recorded {_waited(waits.recorded)}"),
        ("time taken", f"{figures.wall_seconds:.1f} s, {speed:.0f} posts a second"),
    ):
        table.add_row(f"[dim]{name}[/]", escape(value))
    out.print()
    out.print(table, soft_wrap=False)


def _waited(waits: Quantiles) -> str:
    if waits.p50 is None or waits.p95 is None:
        return "none"
    half, most = (in_words(timedelta(seconds=one)).removeprefix("+") for one in (waits.p50, waits.p95))
    return f"{half} for half of the cases, {most} for 95 of 100"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"
