"""Keeps fresh what is known of who is where: presence, user groups, calendars. It decides nothing and tells nobody.

What cannot be asked stays as it was; what Slack said of somebody long ago counts no more (`bot.domain.roster.FRESH`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.errors import DeliveryError
from bot.domain.policy import Policy, Staff
from bot.domain.roster import Calendar, Roster, Shift
from bot.domain.whom import MEMBERS, Kind, read_whom
from bot.engine.clock_step import Rest
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.ports.whereabouts import Calendars, Whereabouts

log = structlog.get_logger()

LOOK_EVERY = timedelta(minutes=1)
READ_EVERY = timedelta(minutes=10)
AT_ONCE = 20
"""People who are looked up in one look, so that it ends soon even with a slow Slack; it allows about fifty such calls a
minute (https://docs.slack.dev/apis/web-api/rate-limits, tier 3)."""
TURN = 40.0
"""Seconds after which nothing more is asked or read in one turn: one of two minutes counts as hung."""
BEHIND, AHEAD = timedelta(days=1), timedelta(days=60)
"""Shifts are kept from so long ago until so far ahead."""


class RosterWatch:
    """Looks when it is time. `whereabouts` is None where the staff have no Slack, `places` are calendars by team.

    With `presence` false only user groups are asked of Slack. `turn` is how many seconds one turn may go on.
    """

    def __init__(
        self,
        store: Store,
        policy: Policy,
        clock: Clock,
        whereabouts: Whereabouts | None,
        calendars: Calendars,
        places: Mapping[str, str],
        *,
        presence: bool = True,
        turn: float = TURN,
    ) -> None:
        self._store = store
        self._policy = policy
        self._clock = clock
        self._whereabouts = whereabouts
        self._calendars = calendars
        self._places = places
        self._presence = presence
        self._turn = turn
        self._no_look: Rest | None = None
        self._no_reading: Rest | None = None
        self._said: dict[str, str] = {}
        self._unread: list[str] = []

    def work(self) -> bool:
        """Look once, if it is time; always return False: there is nothing more to do at once."""
        now, give_up_at = self._clock.now(), time.monotonic() + self._turn
        looked = False
        if self._whereabouts is not None and not (self._no_look and self._no_look.lasts(now)):
            looked, self._no_look = True, Rest(now, now + LOOK_EVERY)
            self._look(self._whereabouts, give_up_at)
        if self._places and not (self._no_reading and self._no_reading.lasts(now)):
            self._no_reading = Rest(now, now + READ_EVERY)
            self._unread = [team.name for team in self._policy.teams if self._places.get(team.name)]
        if self._unread and not (looked and time.monotonic() >= give_up_at):
            self._read(now, give_up_at)
        return False

    def jumped(self) -> None:
        """The clock jumped: look again at once."""
        self._no_look = self._no_reading = None

    def _look(self, slack: Whereabouts, give_up_at: float) -> None:
        with self._store.transaction() as tx:
            before = tx.rosters.get()
        seen, groups = {}, dict(before.groups)
        try:
            if self._presence:
                seen = dict(slack.seen(_longest_unseen(self._policy.staff, before)))
            for group in groups_of(self._policy):
                if time.monotonic() > give_up_at:
                    break
                groups[group] = slack.members(group)
            self._say("slack", "")
        except DeliveryError as problem:
            self._say("slack", str(problem))
            retry_at = getattr(problem, "retry_at", None)
            if retry_at is not None and self._no_look is not None:
                self._no_look = replace(self._no_look, ends=max(self._no_look.ends, retry_at))
        if not seen and groups == before.groups:
            return
        wanted = {name: self._policy.person(name) for name in before.seen}
        with self._store.transaction() as tx:
            roster = tx.rosters.get()
            known = {name: one for name, one in roster.seen.items() if wanted.get(name)}
            tx.rosters.put(replace(roster, seen={**known, **seen}, groups=groups))

    def _read(self, now: datetime, give_up_at: float) -> None:
        """Read the calendars that are left of this round; with slow servers some are left for the next turn."""
        while self._unread:
            name = self._unread.pop(0)
            zone = next(team.hours.zone for team in self._policy.teams if team.name == name)
            shifts: tuple[Shift, ...] | None = None
            problem = ""
            try:
                shifts = self._calendars.shifts(
                    name, self._places[name], self._policy.staff, zone, now - BEHIND, now + AHEAD
                )
            except DeliveryError as fault:
                problem = str(fault)
            self._say(f"calendar of {name}", problem)
            self._keep(name, shifts, problem, now)
            if time.monotonic() >= give_up_at:
                return

    def _keep(self, team: str, shifts: tuple[Shift, ...] | None, problem: str, now: datetime) -> None:
        with self._store.transaction() as tx:
            roster = tx.rosters.get()
            read_at = roster.calendars.get(team, Calendar()).read_at if problem else now
            others = tuple(one for one in roster.shifts if one.team != team)
            whole = roster.shifts if shifts is None else (*others, *shifts)
            calendars = {**roster.calendars, team: Calendar(read_at, problem)}
            tx.rosters.put(replace(roster, shifts=whole, calendars=calendars))

    def _say(self, what: str, problem: str) -> None:
        """Write a trouble into the log when it begins or changes, not at every look."""
        if problem and self._said.get(what) != problem:
            log.warning("roster_not_fresh", of=what, reason=problem)
        self._said[what] = problem


def groups_of(policy: Policy) -> tuple[str, ...]:
    """Return the ids of all user groups that teams and chains name."""
    named: dict[str, None] = {}
    for team in policy.teams:
        words = (*(step.notify for step in team.chain), *team.fallback)
        read = (read_whom(word) for word in words)
        kinds = (Kind.GROUP, Kind.LEAST_RECENT)
        found = [team.group, *(one.name for one in read if one.kind in kinds and one.name != MEMBERS)]
        named |= dict.fromkeys(filter(None, found))
    return tuple(named)


def _longest_unseen(staff: Iterable[Staff], roster: Roster) -> list[Staff]:
    """Return the people to be looked up now, those first of whom nothing was heard for longest."""
    people = [person for person in staff if person.slack]
    never = [person for person in people if person.name not in roster.seen]
    known = sorted((one for one in people if one.name in roster.seen), key=lambda one: roster.seen[one.name].at)
    return [*never, *known][:AT_ONCE]
