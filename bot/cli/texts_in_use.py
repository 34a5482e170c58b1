"""The response texts as one configuration uses them: whose they are, and where and in which languages they are said."""

from __future__ import annotations

from functools import partial

from bot.adapters.library.finding import Circumstances, Measure
from bot.adapters.library.shelf import Shelf, read_shelf
from bot.adapters.weighing import LIMITS, weigh
from bot.config import Settings
from bot.domain.case import Channel
from bot.wiring.texts import folders

MEASURES = {channel.value: Measure(LIMITS[channel], partial(weigh, channel)) for channel in Channel}


def texts_in_use(settings: Settings) -> tuple[tuple[Shelf, ...], Circumstances]:
    """Return the shipped texts and the operator's as they are now, and what they are used with."""
    in_use = {"x": settings.x, "slack": settings.slack}
    measures = {channel: measure for channel, measure in MEASURES.items() if in_use[channel] is not None}
    policy = settings.policy
    used = Circumstances(settings.brand, policy.languages, measures, tuple(policy.staff), (policy.handle,))
    return tuple(read_shelf(folder) for folder in folders(settings)), used
