"""Who is on duty, as people set it and ask for it: "I am away", "Ben is on duty until six", "who is it now?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import duty
from bot.domain.duty import OnDuty
from bot.domain.errors import NotAllowed
from bot.domain.policy import Policy, Team
from bot.domain.roster import Override, Roster
from bot.engine.rosters import with_roster
from bot.ports.clock import Clock
from bot.ports.store import Store, Transaction

LONGEST = timedelta(days=365)
"""So far ahead somebody may be away or on duty; longer is a slip of the keyboard."""


class Duty:
    """Every method is one transaction; what cannot be done raises NotAllowed with words for the one who asked.

    `within` is the transaction of whoever has one open already.
    """

    def __init__(self, store: Store, policy: Policy, clock: Clock) -> None:
        self._store = store
        self._policy = policy
        self._clock = clock

    def away(self, who: str, until: datetime, within: Transaction | None = None) -> None:
        """A teammate is away until `until` (UTC): chains pass them over."""
        self._person(who)
        self._check_time(until)
        self._change(lambda roster: replace(roster, away={**roster.away, who: until}), within)

    def back(self, who: str, within: Transaction | None = None) -> None:
        """A teammate is there again."""
        self._person(who)
        left = {name: until for name, until in self._roster(within).away.items() if name != who}
        self._change(lambda roster: replace(roster, away=left), within)

    def on_duty(self, team: str, who: str, until: datetime, by: str, within: Transaction | None = None) -> None:
        """`by` says that a teammate is on duty for a team until `until` (UTC), whatever calendar and rotation say."""
        self._person(who)
        self._check_time(until)
        name = self._team(team).name
        override = Override(who, until, by)
        self._change(lambda roster: replace(roster, overrides={**roster.overrides, name: override}), within)

    def now(self, team: str, within: Transaction | None = None) -> str:
        """Return who is on duty for a team now; "" where everybody is away."""
        return self.tell(team, within).who

    def tell(self, team: str, within: Transaction | None = None, at: datetime | None = None) -> OnDuty:
        """Return who is on duty for a team, and why; at `at` (UTC) instead of now."""
        policy = replace(self._policy, roster=self._roster(within))
        return duty.on_duty(self._team(team), policy, at or self._clock.now())

    def away_until(self, who: str, within: Transaction | None = None) -> datetime | None:
        """Return until when (UTC) a teammate is away by their own word, or None."""
        until = self._roster(within).away.get(who)
        return until if until is not None and until > self._clock.now() else None

    def people(self) -> tuple[str, ...]:
        """Return everybody to whom a case can be handed."""
        return tuple(person.name for person in self._policy.staff)

    def teams(self) -> tuple[str, ...]:
        """Return every team to which a case can be handed."""
        return tuple(team.name for team in self._policy.teams)

    def _roster(self, within: Transaction | None) -> Roster:
        if within is not None:
            return with_roster(within, self._policy).roster
        with self._store.transaction() as tx:
            return with_roster(tx, self._policy).roster

    def _change(self, change: Callable[[Roster], Roster], within: Transaction | None) -> None:
        if within is not None:
            within.rosters.put(change(within.rosters.get()))
            return
        with self._store.transaction() as tx:
            tx.rosters.put(change(tx.rosters.get()))

    def _person(self, who: str) -> None:
        if self._policy.person(who) is None:
            raise NotAllowed(f"{who} is not among the staff in the configuration.")

    def _team(self, name: str) -> Team:
        found = next((team for team in self._policy.teams if team.name == name), None)
        if found is None:
            raise NotAllowed(f"There is no team {name}.")
        return found

    def _check_time(self, until: datetime) -> None:
        now = self._clock.now()
        if not now < until <= now + LONGEST:
            raise NotAllowed("Name a time that is still to come, within a year.")
