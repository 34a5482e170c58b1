"""The shape of [promises], and what it means for the rest of the program."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field

from bot.config.shape import Duration, Table
from bot.domain.promise import Promising


class PromisesEntry(Table):
    """[promises]"""

    remind_before: Duration = Field(timedelta(minutes=30), description="a duration", examples=['"30m"'])
    update: Literal["approve", "off"] = "approve"


def promising_of(entry: PromisesEntry | None) -> Promising:
    """Return what happens around the time of a promise; a table that is not there leaves it as usual."""
    return Promising() if entry is None else Promising(entry.remind_before, entry.update == "approve")
