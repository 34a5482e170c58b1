"""The report as one HTML page that needs nothing else: no script, style, picture or letter from anywhere.

Everything that people wrote is escaped. It shows only what the outcomes hold, which is masked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.replay.brand_bot import Staff
from bot.replay.figures import Figures
from bot.replay.outcome import BrandOutcome, ConversationOutcome, Who
from bot.replay.pictures import load, waits


@dataclass(frozen=True)
class _Shown:
    """A conversation as its row on the page shows it; the waits are in seconds, or None."""

    of: ConversationOutcome
    by_bot: float | None
    by_recorded: float | None
    held: bool


def page(outcomes: Sequence[BrandOutcome], figures: Figures, name: str, staff: Staff) -> str:
    """Return the page.

    Arguments:
        outcomes, figures: what came of the replay.
        name: of the recording's file.
        staff: what the brand's people did in the replay.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["wait"] = wait_in_words
    shown = sorted(_shown(outcomes), key=lambda one: one.of.began)
    moments = [at for one in outcomes for at in one.mentions]
    return environment.get_template("page.html.j2").render(
        name=name,
        figures=figures,
        silent=staff is Staff.SILENT,
        brands=sorted((one.brand for one in outcomes), key=str.casefold),
        posts=sum(one.posts for one in outcomes),
        period=_period(moments),
        waits=waits(outcomes),
        hours=load(outcomes),
        conversations=shown,
        left_out=sum(one.left_out for one in outcomes),
        Who=Who,
    )


def wait_in_words(seconds: float | None) -> str:
    """Say how long something took in one short word: "12 s", "3 min", "2.5 h", "4 d"."""
    if seconds is None:
        return "–"
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{seconds:.0f} s"


def _shown(outcomes: Sequence[BrandOutcome]) -> list[_Shown]:
    found = []
    for outcome in outcomes:
        first = {}
        for case in reversed(outcome.cases):
            first[case.conversation] = case
        for one in outcome.conversations:
            its = first.get(one.id)
            by_bot, by_recorded = (its.by_bot, its.by_recorded) if its else (None, None)
            held = any(line.held for line in one.lines)
            found.append(_Shown(one, _seconds(by_bot), _seconds(by_recorded), held))
    return found


def _seconds(wait: timedelta | None) -> float | None:
    return None if wait is None else wait.total_seconds()


def _period(moments: Sequence[datetime]) -> str:
    first, last = f"{min(moments):%-d %B %Y}", f"{max(moments):%-d %B %Y}"
    return first if first == last else f"{first} to {last}"
