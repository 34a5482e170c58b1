"""The part of a team's table that says whom to tell and who is on duty, and what each key must be.

What the words of a chain have to do with staff and teams is checked in `chain_checks`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.config.addresses import split_url
from bot.config.holiday_days import known_region
from bot.config.shape import Duration, Line, Table, one_line, shape_of

_TURN = re.compile(r"([1-9][0-9]{0,2})([hd])")
_VARIABLE = re.compile(r"env:[A-Z][A-Z0-9_]{1,60}")


def _turn(text: str) -> str:
    if text not in ("day", "week") and _TURN.fullmatch(text) is None:
        raise ValueError('write how long a turn is: "day", "week", or whole hours or days, like "8h" or "14d"')
    return text


def turn_of(text: str) -> timedelta:
    """Return how long a turn is that `_turn` has let through."""
    if text in ("day", "week"):
        return timedelta(days=1 if text == "day" else 7)
    return timedelta(hours=int(text[:-1])) if text[-1] == "h" else timedelta(days=int(text[:-1]))


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None or len(text) < len("2026-01-05 09:00"):
        raise ValueError('write a day and a time where the team is, like "2026-01-05 09:00"')
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError('write a day like "2026-12-24"') from None


def _calendar(text: str) -> str:
    parts = split_url(text) if "://" in text else None
    if text.startswith("env:") and _VARIABLE.fullmatch(text) is None:
        raise ValueError('write the name of an environment variable in capitals, like "env:ON_DUTY_CALENDAR"')
    if "://" in text and (parts is None or parts[0] not in ("http", "https") or parts[3]):
        raise ValueError('write a web address, like "https://calendar.acme.example/duty.ics", or the name of a file')
    return one_line(text)


Region = Annotated[str, AfterValidator(known_region)]
Group = Annotated[
    str,
    shape_of(
        r"S[A-Z0-9]{2,20}",
        'write the id of a Slack user group, like "S0SUPPORT"; it stands at the end of the group\'s address',
    ),
]


class ChainEntry(Table):
    """One step of a team's chain."""

    notify: Line = Field(description='"on duty", "lead" or a name', examples=['"on duty"'])
    acknowledge_within: Duration = Field(description="a duration", examples=['"5m"'])


class RotationEntry(Table):
    """rotation = { … } of a team."""

    people: list[Line] = Field(description="a list of names from [[staff]]", examples=['["Ada", "Ben"]'], min_length=1)
    every: Annotated[str, AfterValidator(_turn)] = Field(description="the length of a turn", examples=['"week"'])
    begins: Annotated[str, AfterValidator(_moment)] = Field(
        description="a day and a time", examples=['"2026-01-05 09:00"']
    )


def _usual_chain() -> list[ChainEntry]:
    return [
        ChainEntry(notify="on duty", acknowledge_within="5m"),  # type: ignore[arg-type]
        ChainEntry(notify="lead", acknowledge_within="10m"),  # type: ignore[arg-type]
    ]


class TeamDuties(Table):
    """The keys of [[teams]] about the chain and who is on duty."""

    chain: list[ChainEntry] = Field(
        default_factory=_usual_chain,
        description="a list of steps",
        examples=['[{ notify = "on duty", acknowledge_within = "5m" }]'],
        min_length=1,
    )
    repeat: Annotated[int, Field(ge=0, le=9)] = Field(0, description="a whole number from 0 to 9", examples=["1"])
    fallback: list[Line] = Field(
        ["all leads"], description="a list of words of a chain", examples=['["all leads"]'], min_length=1
    )
    answer_within: Duration = Field(timedelta(minutes=15), description="a duration", examples=['"15m"'])
    rotation: RotationEntry | None = Field(
        None,
        description="a table",
        examples=['{ people = ["Ada", "Ben"], every = "week", begins = "2026-01-05 09:00" }'],
    )
    on_duty_group: Group | None = Field(None, description="the id of a Slack user group", examples=['"S0SUPPORT"'])
    on_duty_calendar: Annotated[str, AfterValidator(_calendar)] | None = Field(
        None, description="the address of a calendar", examples=['"https://calendar.acme.example/duty.ics"']
    )
    holidays: list[Region] = Field([], description="a list of countries or regions", examples=['["DE-BY"]'])
    closed_on: list[Annotated[str, AfterValidator(_day)]] = Field(
        [], description="a list of days", examples=['["2026-12-24"]']
    )
