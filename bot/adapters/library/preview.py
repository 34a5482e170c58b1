"""Shows a text as customers will see it on each channel: an ordinary one, and the one who makes it longest.

It only shows; whether the text may leave is for `checking.py` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.adapters.library import placeholders
from bot.adapters.library.finding import Circumstances, Measure
from bot.adapters.library.samples import PLAUSIBLE, WORST, Sample
from bot.domain.errors import ResponseError
from bot.domain.response import Response

_LINK = re.compile(r"https?://(?:www\.)?(\S+)")
# X shows about this much of a link, and counts 23: https://docs.x.com/fundamentals/counting-characters
_SHOWN_OF_LINK = 26


@dataclass(frozen=True)
class Preview:
    """One text as one customer sees it on one channel; `length` is as that channel counts it."""

    name: str
    kind: str
    language: str
    channel: str
    customer: str
    text: str
    length: int
    limit: int


def previews(response: Response, used: Circumstances) -> Iterator[Preview]:
    """Yield how a text looks on each channel in use: for a plausible customer, then for the worst.

    A text that cannot be filled in for a customer is shown as the sentence that says so, with length 0.
    """
    for channel in used.channels(response):
        measure = used.measures[channel]
        yield _preview(response, channel, PLAUSIBLE, used)
        worst = max(WORST, key=lambda sample: _length(response, sample, measure, used))
        yield _preview(response, channel, worst, used)


def _preview(response: Response, channel: str, sample: Sample, used: Circumstances) -> Preview:
    measure = used.measures[channel]
    try:
        text = _filled(response, sample, used)
        length = measure.weight(text)
    except ResponseError as error:
        text, length = f"(held: {error})", 0
    shown = _LINK.sub(_as_x_shows, text) if channel == "x" else text
    return Preview(response.name, response.kind, response.language, channel, sample.label, shown, length, measure.limit)


def _length(response: Response, sample: Sample, measure: Measure, used: Circumstances) -> int:
    try:
        return measure.weight(_filled(response, sample, used))
    except ResponseError:
        return 0


def _filled(response: Response, sample: Sample, used: Circumstances) -> str:
    return placeholders.fill(response.text, sample.facts(used.brand, response.language))


def _as_x_shows(link: re.Match[str]) -> str:
    return link[1] if len(link[1]) <= _SHOWN_OF_LINK else f"{link[1][:_SHOWN_OF_LINK]}…"
