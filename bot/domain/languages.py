"""What changes with the customer's language outside the texts themselves: the greeting and how a moment is said.

It never reads the locale of the machine, and it knows the five languages that the texts are shipped in; in any
other language it speaks English, as the texts then do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.response import NAMELESS

_BLANK = "\u00a0"
_OFFSET = re.compile(r"^(?:UTC)?([+-])(\d\d):?(\d\d)?$")


@dataclass(frozen=True)
class _Language:
    """The words of one language; `with_name` greets by name, `days` begin with Monday, `clock` says a time of day.

    `date` says a day by weekday, number and month; `months` has a blank between them, `first` is the first of a month.
    `my_address` is what the customer says, not we.

    `zones` holds the zones that have names of their own here; every other one goes by its international name.
    """

    with_name: str
    without_name: str
    days: tuple[str, ...]
    months: str
    date: str
    moment: str
    clock: Callable[[datetime], str]
    my_address: str
    first: str = "1"
    zones: Mapping[str, str] = field(default_factory=dict)


def _two_digits(at: datetime) -> str:
    return f"{at:%H:%M}"


def _in_italian(at: datetime) -> str:
    return f"{at:all'1:%M}" if at.hour == 1 else f"alle {at.hour}:{at:%M}"


def _in_spanish(at: datetime) -> str:
    return f"{'a la' if at.hour == 1 else 'a las'} {at.hour}:{at:%M}"


def _in_french(at: datetime) -> str:
    minutes = f"{_BLANK}{at:%M}" if at.minute else ""
    return f"{at.hour}{_BLANK}h{minutes}"


_ENGLISH = _Language(
    with_name="Hi {}",
    without_name=f"Hi {NAMELESS}",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months="January February March April May June July August September October November December",
    date="{day} {number} {month},",
    moment="{day} {clock} {zone}",
    clock=_two_digits,
    my_address="My email address is",
)
_LANGUAGES = {
    "en": _ENGLISH,
    "de": _Language(
        with_name="Hallo {}",
        without_name="Guten Tag",
        days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        date="{day}, {number}. {month},",
        moment="{day} um {clock} Uhr ({zone})",
        clock=_two_digits,
        my_address="Meine E-Mail-Adresse ist",
        zones={"CET": "MEZ", "CEST": "MESZ", "WET": "WEZ", "WEST": "WESZ", "EET": "OEZ", "EEST": "OESZ"},
    ),
    "it": _Language(
        with_name="Salve {}",
        without_name="Salve",
        days=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
        months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        date="{day} {number} {month}",
        first="1º",
        moment="{day} {clock} ({zone})",
        clock=_in_italian,
        my_address="Il mio indirizzo email è",
    ),
    "es": _Language(
        with_name="Hola, {}",
        without_name="Hola",
        days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        date="{day} {number} de {month}",
        moment="{day} {clock} ({zone})",
        clock=_in_spanish,
        my_address="Mi correo electrónico es",
    ),
    "fr": _Language(
        with_name="Bonjour {}",
        without_name="Bonjour",
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        date="{day} {number} {month}",
        first="1er",
        moment="{day} à {clock} ({zone})",
        clock=_in_french,
        my_address="Mon adresse e-mail est",
    ),
}
LANGUAGES = tuple(_LANGUAGES)


def greeting(language: str, name: str) -> str:
    """Return how a text in `language` begins: "Hallo Anna", or "Guten Tag" for somebody without a name.

    Arguments:
        language: a tag like "de" or "de-AT"; in one that is not known the greeting is English.
        name: what `first_name` returned; "" and its "there" mean that there is no name to trust.
    """
    words = _words_of(language)
    return words.without_name if name in ("", NAMELESS) else words.with_name.format(name)


def say_moment(at: datetime, language: str, now: datetime) -> str:
    """Return weekday, time and zone of a moment, as a text in `language` that is read at `now` says them.

    The form follows a word of its language: "from Monday 09:00 CET", "ab Montag um 09:00 Uhr (MEZ)", "torniamo
    lunedì alle 9:00 (CET)", "el lunes a las 9:00 (CET)", "de retour lundi à 9 h (CET)". The date is said too where that
    is neither today nor one of the next six days: the weekday alone would mean another day.

    Arguments:
        at: in the time zone in which it is to be said, the team's.
        language: as in `greeting`.
        now: in any time zone; which day it is counts where the team is.

    Raises:
        ValueError: `at` has no time zone, so that nobody could tell when it is.
    """
    zone = at.tzname()
    if zone is None:
        raise ValueError("a moment that is said to a customer must have a time zone")
    words = _words_of(language)
    day = words.days[at.weekday()]
    if not 0 <= (at.date() - now.astimezone(at.tzinfo).date()).days < len(words.days):
        number = words.first if at.day == 1 else str(at.day)
        day = words.date.format(day=day, number=number, month=words.months.split()[at.month - 1])
    return words.moment.format(day=day, clock=words.clock(at), zone=_zone(words, zone))


def my_address_is(language: str) -> str:
    """Return the words with which a customer begins to tell their address in `language`; see `greeting`."""
    return _words_of(language).my_address


def _words_of(language: str) -> _Language:
    return _LANGUAGES.get(re.split("[-_]", language.casefold())[0], _ENGLISH)


def _zone(words: _Language, name: str) -> str:
    """Name a zone; many have no letters, only a bare "-03", which reads like a part of the time."""
    offset = _OFFSET.match(name)
    if offset is None:
        return words.zones.get(name, name)
    minutes = f":{offset[3]}" if offset[3] not in (None, "00") else ""
    return f"UTC{offset[1]}{int(offset[2])}{minutes}"
