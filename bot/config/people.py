"""Checks what staff and teams have to do with one another, and turns them into the domain's own.

The checks work on the file as it stands, so that one mistake in an entry does not hide another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config.approval_tables import approval_rule
from bot.config.chain_checks import check_duties
from bot.config.chain_tables import RotationEntry, turn_of
from bot.config.holiday_days import days_of
from bot.config.mistakes import Mistakes
from bot.config.places import Key
from bot.config.tables import StaffEntry, TeamEntry
from bot.config.wording import similar
from bot.domain.hours import OfficeHours, Span
from bot.domain.policy import ChainStep, Role, Staff, Team
from bot.domain.rotation import Rotation
from bot.domain.whom import is_reserved


def build_staff(entries: Sequence[StaffEntry]) -> tuple[Staff, ...]:
    """Return the staff as the domain knows them."""
    return tuple(
        Staff(one.name, one.slack or "", Role(one.role), tuple(one.x), _own_hours(one) if one.hours else None)
        for one in entries
    )


def build_team(entry: TeamEntry) -> Team:
    """Return a team as the domain knows it; the entry has passed every check."""
    zone = ZoneInfo(entry.timezone)
    holidays = days_of(entry.holidays, entry.closed_on)
    return Team(
        entry.name,
        tuple(entry.topics),
        tuple(entry.members),
        entry.lead,
        OfficeHours(tuple(Span.parse(span) for span in entry.hours), zone, holidays),
        tuple(ChainStep(step.notify, step.acknowledge_within) for step in entry.chain),
        approval_rule(entry.approval),
        entry.repeat,
        tuple(dict.fromkeys(entry.fallback)),
        entry.answer_within,
        _rotation(entry.rotation, zone) if entry.rotation else None,
        entry.on_duty_group or "",
    )


def _own_hours(entry: StaffEntry) -> OfficeHours:
    return OfficeHours(tuple(Span.parse(span) for span in entry.hours), ZoneInfo(entry.timezone))


def _rotation(entry: RotationEntry, zone: ZoneInfo) -> Rotation:
    return Rotation(tuple(entry.people), turn_of(entry.every), datetime.fromisoformat(entry.begins), zone)


def calendars(entries: Sequence[TeamEntry], folder: Path, environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return where the calendar of each team is that has one: a web address, or a file in `folder`."""
    found = {}
    for entry in entries:
        if place := entry.on_duty_calendar:
            place = environ.get(place.removeprefix("env:"), "").strip() if place.startswith("env:") else place
            found[entry.name] = place if "://" in place or not place else str(folder / place)
    return {name: place for name, place in found.items() if place}


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
            if is_reserved(name):
                expected = f'"{name}" has a meaning of its own in a chain; use another name'
                mistakes.add(("staff", index, "name"), expected)
        if slack and isinstance(entry, dict) and "slack" not in entry:
            mistakes.add(("staff", index, "slack"), 'this key is missing; add slack = "U0ADA" with their Slack user id')


def check_teams(
    teams: Sequence[object], staff: Sequence[object], customers: Collection[str], mistakes: Mistakes
) -> None:
    """Note unknown teammates, leads that are none, topics of two teams, and chains that cannot be gone.

    Arguments:
        teams, staff: every entry as it stands in the file.
        customers: the Slack channels where customers are.
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
        if isinstance(team, dict):
            check_duties(at, team, list(roles), customers, mistakes)


def _check_person(key: Key, name: str, roles: dict[str, str], mistakes: Mistakes) -> None:
    if name not in roles:
        choices = ", ".join(f'"{one}"' for one in roles) or "a name that has an entry [[staff]]"
        mistakes.add(key, f'nobody is called "{name}"{similar(name, roles)}; write one of {choices}')


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
