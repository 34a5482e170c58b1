"""Who is on duty for a team, who is away, and why: asked anew whenever somebody is to be told. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.case import Case
from bot.domain.policy import Policy, Role, Team
from bot.domain.roster import FRESH


@dataclass(frozen=True)
class PassedOver:
    """Somebody who would have been told, and why they are not."""

    who: str
    why: str


@dataclass(frozen=True)
class OnDuty:
    """Who is on duty ("" where everybody who could be is away), why it is them, until when (UTC) if that is known.

    `at` (UTC) is the moment that it is true for: the next opening, while the team is closed.
    """

    who: str
    why: str
    at: datetime
    until: datetime | None = None
    passed: tuple[PassedOver, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    who: str
    why: str
    until: datetime | None = None


def on_duty(team: Team, policy: Policy, at: datetime, but: Collection[str] = ()) -> OnDuty:
    """Return who is on duty for a team at `at` (UTC), without those in `but`.

    While the team is closed it is who will be there when it opens.
    """
    there_at = team.hours.next_opening(at).astimezone(UTC)
    passed: list[PassedOver] = []
    for one in _candidates(team, policy, there_at):
        if one.who in but or not policy.person(one.who) or any(one.who == other.who for other in passed):
            continue
        reason = absence(one.who, policy, there_at, team.hours.zone)
        if not reason:
            return OnDuty(one.who, one.why, there_at, one.until, tuple(passed))
        passed.append(PassedOver(one.who, reason))
    return OnDuty("", "everybody who could be is away", there_at, None, tuple(passed))


def whoever(team: Team, policy: Policy, at: datetime, but: Collection[str] = ()) -> str:
    """Return who is to hear of something in any case: who is on duty, else a lead, else who would be on duty.

    A lead only if they are not away themselves: then it makes no difference who reads it later.
    """
    found = on_duty(team, policy, at, but)
    leads = policy.leads_of(team)
    if found.who or not found.passed:
        return found.who or next(iter(leads), "")
    there = (one for one in leads if one not in but and not absence(one, policy, found.at, team.hours.zone))
    return next(there, found.passed[0].who)


def whoever_has(case: Case, policy: Policy, at: datetime) -> str:
    """Return who is to hear of something about a case: who has it, while they are staff, else `whoever`."""
    return case.taken_by if policy.person(case.taken_by) else whoever(policy.team(case.team), policy, at)


def absence(who: str, policy: Policy, at: datetime, zone: ZoneInfo) -> str:
    """Return why somebody cannot be told at `at` (UTC), in words with the time in `zone`, or "" where they can."""
    until = policy.roster.away.get(who)
    if until is not None and until > at:
        return f"away until {_moment(until, zone)}"
    person = policy.person(who)
    if person is not None and person.hours is not None and not person.hours.is_open(at):
        return person.hours.holiday(at) or "out of their hours"
    seen = policy.roster.seen.get(who)
    if seen is None or not -FRESH < at - seen.at < FRESH:
        return ""
    if seen.is_quiet(at) and seen.quiet_until is not None:
        return f"not to be disturbed until {_moment(seen.quiet_until, zone)}"
    return "" if seen.active else "away in Slack"


def group(id: str, policy: Policy) -> tuple[str, ...]:
    """Return the staff in a Slack user group, by name; whoever else is in it has no power here."""
    people = (policy.by_slack(user) for user in policy.roster.groups.get(id, ()))
    return tuple(person.name for person in people if person is not None)


def _candidates(team: Team, policy: Policy, at: datetime) -> Iterator[_Candidate]:
    """Yield who could be on duty, best first: by word, by calendar, by rotation, by user group, by the list."""
    named = policy.roster.overrides.get(team.name)
    if named is not None and named.until > at and policy.person(named.who):
        yield _Candidate(named.who, f"{named.by} said so", named.until)
    for shift in policy.roster.shifts:
        if shift.team == team.name and shift.starts <= at < shift.ends and policy.person(shift.who):
            yield _Candidate(shift.who, "the calendar says so", shift.ends)
    if team.rotation is not None:
        people, until = team.rotation.turn(at)
        yield _Candidate(people[0], "it is their turn", until)
        yield from (_Candidate(name, "next in the rotation", until) for name in people[1:])
    yield from (_Candidate(name, f"in the user group {team.group}") for name in group(team.group, policy))
    members = [person for name in team.members if (person := policy.person(name))]
    responders = [person.name for person in members if person.role is Role.RESPONDER]
    for place, name in enumerate(responders):
        yield _Candidate(name, "first in the list" if place == 0 else "next in the list")
    if not responders and team.lead:
        yield from (_Candidate(name, "the team has no responder") for name in policy.leads_of(team))


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %H:%M}"
