"""What somebody means who types /triage. Pure.

Source: docs.slack.dev/interactivity/implementing-slash-commands; people arrive as <@U…|name> because the manifest asks
for escaped text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.adapters.slack.moment import read_moment

COMMAND = "/triage"
_PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_CASE = re.compile(r"(?:c-?)?([0-9]{1,9})", re.IGNORECASE)
_LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Simple:
    """A command of one word: help, status, mine, back, pause, resume."""

    word: str


@dataclass(frozen=True)
class ShowCase:
    """Tell about a case."""

    case_id: str


@dataclass(frozen=True)
class Search:
    """Look for cases with these words in them."""

    words: str


@dataclass(frozen=True)
class Away:
    """I am away until then (UTC)."""

    until: datetime


@dataclass(frozen=True)
class OnDuty:
    """Somebody is on duty until then (UTC), for a team or, with "", for the one they are in."""

    user: str
    until: datetime
    team: str = ""


@dataclass(frozen=True)
class Wrong:
    """Nothing that is understood; `words` say what was expected."""

    words: str


Command = Simple | ShowCase | Search | Away | OnDuty | Wrong
_SIMPLE = ("help", "status", "mine", "back", "pause", "resume")
WORDS = (*_SIMPLE, "case", "search", "away", "on-duty")
"""Every first word that is understood."""


def read_command(text: str, now: datetime, zone: ZoneInfo) -> Command:
    """Return what is meant by what stands after the command, typed at `now` (UTC) where the clocks show `zone`."""
    word, _, rest = text.strip().partition(" ")
    word, rest = word.casefold() or "help", rest.strip()
    if word in _SIMPLE:
        return Simple(word)
    read = _READERS.get(word)
    if read is None:
        return Wrong(f"I do not know “{word[:30]}”.")
    return read(rest, now, zone)


def first_word(text: str) -> str:
    """Return the first word where it is one of ours, else ""."""
    word = text.strip().partition(" ")[0].casefold()
    return word if word in WORDS else ""


def _case(rest: str, _now: datetime, _zone: ZoneInfo) -> Command:
    match = _CASE.fullmatch(rest)
    return ShowCase(f"C-{int(match[1])}") if match else Wrong("Say which case: `/triage case C-12`.")


def _search(rest: str, _now: datetime, _zone: ZoneInfo) -> Command:
    return Search(rest[:_LONGEST_SEARCH]) if rest else Wrong("Say what to look for: `/triage search charged twice`.")


def _away(rest: str, now: datetime, zone: ZoneInfo) -> Command:
    words = rest.removeprefix("until").strip()
    if not words:
        # Somebody who forgets to come back is not passed over for ever.
        midnight = (now.astimezone(zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return Away(midnight.astimezone(now.tzinfo))
    until = read_moment(words, now, zone)
    return Away(until) if until else Wrong(_WHEN.format(command="away until 15:00"))


def _on_duty(rest: str, now: datetime, zone: ZoneInfo) -> Command:
    match = _PERSON.search(rest)
    before, found, when = rest.partition("until")
    until = read_moment(when.strip(), now, zone) if found else None
    if match is None or match.start() > len(before):
        return Wrong("Say who: `/triage on-duty @Ada until 18:00`, or `/triage on-duty @Ada billing until 18:00`.")
    if until is None:
        return Wrong(_WHEN.format(command="on-duty @Ada until 18:00"))
    team = _PERSON.sub("", before).strip().removeprefix("for ").strip()
    return OnDuty(match[1], until, team)


_WHEN = (
    "Say until when: `/triage {command}`. I understand `15:00`, `2h`, `tomorrow`, `friday 9:00` and `2026-12-24 09:00`."
)
_READERS: Mapping[str, Callable[[str, datetime, ZoneInfo], Command]] = {
    "case": _case,
    "search": _search,
    "away": _away,
    "on-duty": _on_duty,
}
