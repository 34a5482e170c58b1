"""Checks what staff and teams have to do with one another, and turns them into the domain's own.

The checks work on the file as it stands, so that one mistake in an entry does not hide another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.config.approval_tables import approval_rule
from bot.config.mistakes import Mistakes
from bot.config.places import Key
from bot.config.tables import StaffEntry, TeamEntry
from bot.config.wording import similar
from bot.domain.hours import OfficeHours, Span
from bot.domain.policy import LEAD, ON_DUTY, ChainStep, Role, Staff, Team


def build_staff(entries: Sequence[StaffEntry]) -> tuple[Staff, ...]:
    """Return the staff as the domain knows them."""
    return tuple(Staff(one.name, one.slack or "", Role(one.role), tuple(one.x)) for one in entries)


def build_team(entry: TeamEntry) -> Team:
    """Return a team as the domain knows it; the entry has passed every check."""
    return Team(
        entry.name,
        tuple(entry.topics),
        tuple(entry.members),
        entry.lead,
        OfficeHours(tuple(Span.parse(span) for span in entry.hours), ZoneInfo(entry.timezone)),
        tuple(ChainStep(step.notify, step.acknowledge_within) for step in entry.chain),
        approval_rule(entry.approval),
    )


def check_staff(staff: Sequence[object], slack: bool, mistakes: Mistakes) -> None:
    """Note names and Slack ids that are there twice, may not be used, or are missing.

    Arguments:
        staff: every [[staff]] entry as it stands in the file.
        slack: whether staff are told in Slack and so need an id.
        mistakes: takes what is found.
    """
    _check_unique("staff", "name", staff, mistakes)
    _check_unique("staff", "slack", staff, mistakes)
    for index, entry in enumerate(staff):
        for name in _texts(entry, "name"):
            if name.casefold() in (ON_DUTY, LEAD):
                expected = f'"{name}" has a meaning of its own in a chain; use another name'
                mistakes.add(("staff", index, "name"), expected)
        if slack and isinstance(entry, dict) and "slack" not in entry:
            mistakes.add(("staff", index, "slack"), 'this key is missing; add slack = "U0ADA" with their Slack user id')


def check_teams(teams: Sequence[object], staff: Sequence[object], mistakes: Mistakes) -> None:
    """Note unknown teammates, leads that are none, and topics of two teams.

    Arguments:
        teams, staff: every entry as it stands in the file.
        mistakes: takes what is found.
    """
    _check_unique("teams", "name", teams, mistakes)
    roles = {name: role for one in staff for name in _texts(one, "name") for role in (*_texts(one, "role"), "")[:1]}
    topics: dict[str, int] = {}
    for index, team in enumerate(teams):
        at: Key = ("teams", index)
        for place, topic in enumerate(_texts(team, "topics")):
            if topics.setdefault(topic.casefold(), index) != index:
                mistakes.add((*at, "topics", place), "an earlier team has this topic already; give it to one team only")
        members = list(_texts(team, "members"))
        for place, member in enumerate(members):
            _check_person((*at, "members", place), member, roles, mistakes)
            if member in members[:place]:
                mistakes.add((*at, "members", place), f'"{member}" is listed twice; keep one')
        for lead in _texts(team, "lead"):
            _check_person((*at, "lead"), lead, roles, mistakes)
            if roles.get(lead) == Role.RESPONDER:
                mistakes.add((*at, "lead"), f'"{lead}" has the role "responder"; name somebody whose role is "lead"')
        for place, step in enumerate(_items(team, "chain")):
            for name in _texts(step, "notify"):
                _check_person((*at, "chain", place, "notify"), name, roles, mistakes, ON_DUTY, LEAD)


def _check_person(key: Key, name: str, roles: dict[str, str], mistakes: Mistakes, *words: str) -> None:
    known = (*words, *roles)
    if name not in known:
        choices = ", ".join(f'"{one}"' for one in known) or "a name that has an entry [[staff]]"
        mistakes.add(key, f'nobody is called "{name}"{similar(name, known)}; write one of {choices}')


def _check_unique(table: str, key: str, entries: Sequence[object], mistakes: Mistakes) -> None:
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        for value in _texts(entry, key):
            if seen.setdefault(value.casefold(), index) != index:
                expected = f'"{value}" is there already in an earlier [[{table}]]; each needs its own'
                mistakes.add((table, index, key), expected)


def _items(entry: object, key: str) -> list[object]:
    """Return the items of a list in an entry; a single value is a list of one; nothing where there is none."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, list) else [value]


def _texts(entry: object, key: str) -> Iterator[str]:
    """Yield the texts at a key of an entry, without the spaces around them; other values are told by the shape."""
    return (item.strip() for item in _items(entry, key) if isinstance(item, str))
