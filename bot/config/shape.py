"""What every table of the file has in common: no other keys than these, and no value turned into another type."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.config.durations import parse_duration

Duration = Annotated[timedelta, BeforeValidator(parse_duration)]


class Table(BaseModel):
    """A table of the file: no other keys than these, and no value turned into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
