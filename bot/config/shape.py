"""What every table of the file has in common: no other keys than these, and no value turned into another type."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from bot.config.durations import parse_duration
from bot.config.wording import similar
from bot.domain.hours import Span

Duration = Annotated[timedelta, BeforeValidator(parse_duration)]


class Table(BaseModel):
    """A table of the file: no other keys than these, and no value turned into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def one_line(text: str) -> str:
    """Return a text of one line without the spaces around it; raise ValueError for anything else."""
    if not text.strip() or not text.isprintable():
        raise ValueError("write a text of one line that is not empty")
    return text.strip()


def shape_of(pattern: str, sentence: str) -> AfterValidator:
    """Return a check that a text is like `pattern`; `sentence` is what is told of any other."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if compiled.fullmatch(text) is None:
            raise ValueError(sentence)
        return text

    return AfterValidator(check)


def _hours(text: str) -> str:
    try:
        Span.parse(text)
    except ValueError as error:
        said = str(error)
        raise ValueError(said if text in said else f'"{text}" has no such time of day; write 00:00 to 24:00') from None
    return text


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        guess = similar(text, available_timezones())
        sentence = f'there is no time zone "{text}"{guess}; write it like "Europe/Berlin" or "UTC"'
        raise ValueError(sentence) from None


Line = Annotated[str, AfterValidator(one_line)]
Hours = Annotated[str, AfterValidator(_hours)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
