"""What a teammate asks for by a command: how things stand, their cases, one case, cases by words; and duty by word.

Questions write nothing. A change is one transaction with the mark that its envelope is done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.errors import NotAllowed
from bot.domain.policy import Policy
from bot.engine.home import look_around, tell_home, tell_overview
from bot.engine.searching import Searching
from bot.engine.story import tell_story
from bot.ports.clock import Clock
from bot.ports.home import AtHome, DutyRoster, HomeCase, Overview
from bot.ports.staffroom import Story
from bot.ports.store import Store, Transaction


class Asking:
    """Answers questions; `envelope` is the inbox row that brought a change."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        clock: Clock,
        duty: DutyRoster,
        searching: Searching,
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._policy = policy
        self._clock = clock
        self._duty = duty
        self._searching = searching
        self._wake = wake

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self._clock.now()

    def zone(self, who: str) -> ZoneInfo:
        """Return where a teammate's clock hangs: where their team is, else where the first team is."""
        teams = self._policy.teams
        return next((team for team in teams if self._policy.works_in(who, team)), teams[0]).hours.zone

    def status(self) -> Overview:
        """Return how things stand."""
        with self._store.transaction() as tx:
            return tell_overview(tx, look_around(tx, self._clock.now()), self._policy, self._duty)

    def mine(self, who: str) -> AtHome:
        """Return what needs the teammate `who`, and their open cases; raise NotAllowed for nobody of ours."""
        person = self._policy.person(who)
        if person is None:
            raise NotAllowed("You are not among the staff in the configuration.")
        with self._store.transaction() as tx:
            return tell_home(tx, look_around(tx, self._clock.now()), person, None)

    def case(self, case_id: str) -> Story:
        """Return the story of a case; raise NotAllowed where there is none."""
        with self._store.transaction() as tx:
            return tell_story(tx, case_id, self._policy, self._clock.now())

    def search(self, words: str) -> tuple[HomeCase, ...]:
        """Return the cases in which these words stand."""
        return self._searching.find(words)

    def away(self, who: str, until: datetime, envelope: int) -> None:
        """`who` is away until `until` (UTC); raise NotAllowed."""
        self._change(lambda tx: self._duty.away(who, until, tx), envelope)

    def back(self, who: str, envelope: int) -> None:
        """`who` is there again; raise NotAllowed."""
        self._change(lambda tx: self._duty.back(who, tx), envelope)

    def on_duty(self, team: str, who: str, until: datetime, by: str, envelope: int) -> str:
        """`who` is on duty until `until` (UTC) for a team, or with "" for their own; return the team's name.

        Raises NotAllowed.
        """
        name = self._team(team, who)
        self._change(lambda tx: self._duty.on_duty(name, who, until, by, tx), envelope)
        return name

    def _team(self, team: str, who: str) -> str:
        if team:
            found = next((one.name for one in self._policy.teams if one.name.casefold() == team.casefold()), "")
            if not found:
                names = ", ".join(one.name for one in self._policy.teams)
                raise NotAllowed(f"There is no team {team[:40]}; there is {names}.")
            return found
        own = [one.name for one in self._policy.teams if self._policy.works_in(who, one)]
        if len(own) != 1:
            words = f"{who} is in {len(own)} teams" if own else f"{who} is in no team"
            raise NotAllowed(f"{words}: say for which one, as in `/triage on-duty @{who} billing until 18:00`.")
        return own[0]

    def _change(self, change: Callable[[Transaction], None], envelope: int) -> None:
        with self._store.transaction() as tx:
            change(tx)
            tx.inbox.done(envelope)
        self._wake()
