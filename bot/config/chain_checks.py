"""Checks what the words of a chain, a rotation and a user group have to do with staff and Slack.

Like `people.py` it works on the file as it stands, so that one mistake does not hide another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.config.mistakes import Mistakes
from bot.config.places import Key
from bot.config.wording import similar
from bot.domain.whom import ALL_LEADS, LEAD, ON_DUTY, Kind, is_reserved, read_whom

_SHAPES = (
    '"group S0SUPPORT", "least recently asked of S0SUPPORT", "least recently asked of members" or "channel G0LEADS"'
)


def check_duties(
    at: Key, team: Mapping[str, object], names: Collection[str], customers: Collection[str], mistakes: Mistakes
) -> None:
    """Note whom a team's chain cannot tell.

    Arguments:
        at: where the team stands in the file.
        team: the entry as it stands there.
        names: everybody who has an entry [[staff]].
        customers: the Slack channels where customers are.
        mistakes: takes what is found.
    """
    for key, word in _words(at, team):
        _check_word(key, word, names, customers, mistakes)
    rotation = team.get("rotation")
    people = rotation.get("people") if isinstance(rotation, dict) else None
    for place, name in enumerate(people if isinstance(people, list) else ()):
        if isinstance(name, str) and name.strip() not in names:
            _nobody((*at, "rotation", "people", place), name.strip(), names, mistakes)


def _words(at: Key, team: Mapping[str, object]) -> Iterator[tuple[Key, str]]:
    chain, fallback = team.get("chain"), team.get("fallback")
    for place, step in enumerate(chain if isinstance(chain, list) else ()):
        if isinstance(step, dict) and isinstance(step.get("notify"), str):
            yield (*at, "chain", place, "notify"), step["notify"].strip()
    for place, word in enumerate(fallback if isinstance(fallback, list) else ()):
        if isinstance(word, str):
            yield (*at, "fallback", place), word.strip()


def _check_word(key: Key, word: str, names: Collection[str], customers: Collection[str], mistakes: Mistakes) -> None:
    whom = read_whom(word)
    if whom.kind is Kind.PLACE and whom.name in customers:
        expected = "customers are in this Slack channel; name a private one of your own, or teammates"
        mistakes.add(key, expected)
    elif whom.kind is Kind.PERSON and is_reserved(word):
        mistakes.add(key, f'"{word}" cannot be read; write one of {_SHAPES}')
    elif whom.kind is Kind.PERSON and word not in names:
        _nobody(key, word, (ON_DUTY, LEAD, *names, ALL_LEADS), mistakes, f", or {_SHAPES}")


def _nobody(key: Key, name: str, known: Sequence[str] | Collection[str], mistakes: Mistakes, more: str = "") -> None:
    choices = ", ".join(f'"{one}"' for one in known) or "a name that has an entry [[staff]]"
    mistakes.add(key, f'nobody is called "{name}"{similar(name, known)}; write one of {choices}{more}')
