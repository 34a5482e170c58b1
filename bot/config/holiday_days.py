"""The public holidays of a country or a region, as days with their names, from the library `holidays`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

YEARS = range(2020, 2061)
"""The years for which days are worked out; where a holiday follows the moon those far ahead are estimates."""
CLOSED = "closed that day"
# The library takes whatever it is called by inside; this one is a calendar without a day.
_NO_COUNTRIES = frozenset({"HolidayBase"})


def known_region(text: str) -> str:
    """Return a country or region like "DE" or "DE-BY"; raise ValueError for one whose holidays are not known."""
    # It is large, and only who uses holidays needs it.
    from holidays import country_holidays

    country, _, region = text.partition("-")
    try:
        if country in _NO_COUNTRIES or "_" in country:
            raise NotImplementedError
        country_holidays(country, subdiv=region or None)
    except (NotImplementedError, ValueError, TypeError, AttributeError):
        sentence = f'no holidays are known for "{text}"; write a country, like "DE", or a part of one, like "DE-BY"'
        raise ValueError(sentence) from None
    return text


def days_of(regions: Iterable[str], closed: Iterable[str]) -> Mapping[date, str]:
    """Return the holidays of all these regions, with their English names where there are any, and single days."""
    found: dict[date, str] = {date.fromisoformat(day): CLOSED for day in closed}
    for text in regions:
        from holidays import country_holidays

        country, _, region = text.partition("-")
        days = country_holidays(country, subdiv=region or None, years=YEARS, language="en_US")
        found |= {day: name for day, name in days.items() if day not in found}
    return found
