"""Who the staff are at this moment: those in the configuration and in Slack's user groups, but nobody who has left.

Theory of operation. The policy holds a list that looks like any other sequence, but is replaced as a whole when the
vendor says so. Every decision and every check of a right reads it anew. Where the vendor does not tell, what was known
stays, over a restart too. Before the vendor was asked for the first time no click is judged and no timer fires; with
user groups of which nobody has ever told, that lasts a while longer. The leads who are left hear once of everybody in
the configuration who has no power any more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import overload

import structlog

from bot.domain.errors import DeliveryError, Permanent, Temporary
from bot.domain.health import Pulse
from bot.domain.policy import Policy, Staff
from bot.engine.dispatch import Dispatch
from bot.engine.staff_memory import recall, remember
from bot.engine.told_once import tell_leads_once
from bot.ports.clock import Clock
from bot.ports.store import Store

log = structlog.get_logger()

ASK_EVERY = timedelta(minutes=10)
AGAIN_AFTER = timedelta(seconds=30)
REST = 30.0
WAIT_FOR_GROUPS = timedelta(minutes=5)
"""How long clicks and timers wait for user groups that were never told: customers must not wait for ever for them."""
PATIENCE = ASK_EVERY + timedelta(minutes=5)
"""For how long it is no trouble that the vendor did not tell."""
GONE = (
    "{who} has no power here any more: Slack says that this account is deactivated, a guest, a bot, or of another"
    " workspace. Please change the configuration.{leads}"
)
_LEADS = " Until then {heirs} what {who} would have heard as lead of {teams}."
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class StaffList(Sequence[Staff]):
    """A sequence of staff that can be replaced as a whole. Safe from any thread."""

    def __init__(self, people: Sequence[Staff]) -> None:
        self._people = tuple(people)

    def replace(self, people: Sequence[Staff]) -> None:
        """Let these be the staff from now on."""
        # One assignment of one reference: a reader sees the old list or the new one, never a mixture.
        self._people = tuple(people)

    @overload
    def __getitem__(self, place: int) -> Staff: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Staff]: ...
    def __getitem__(self, place: int | slice) -> Staff | Sequence[Staff]:
        return self._people[place]

    def __iter__(self) -> Iterator[Staff]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)


class StaffWatch:
    """Give `work` to a pump. `resolve` asks the vendor who of those in the configuration, and who else, is staff.

    It raises a DeliveryError where the vendor does not tell. `wake` is called when the list changed. `groups` are the
    ids of the user groups that it asks for, "" for none. Implements `bot.ports.part.Part`.
    """

    def __init__(
        self,
        staff: StaffList,
        resolve: Callable[[Sequence[Staff]], tuple[Staff, ...]],
        clock: Clock,
        wake: Callable[[], None],
        store: Store,
        dispatch: Dispatch,
        policy: Policy,
        groups: Sequence[str] = (),
    ) -> None:
        self._staff = staff
        self._store = store
        self._dispatch = dispatch
        self._policy = policy
        self._configured = tuple(staff)
        self._resolve = resolve
        self._clock = clock
        self._wake = wake
        self._groups = tuple(groups)
        self._next = _LONG_AGO
        self._lock = threading.Lock()
        self._asked = False
        self._begun = self._told_at = clock.now()
        self._ever = False
        self._reason = ""
        with store.transaction() as tx:
            people, self._remembered = recall(tx, self._groups, self._configured)
        staff.replace(people)

    def once_asked(self, work: Callable[[], bool]) -> Callable[[], bool]:
        """Return work that does nothing before it is known who the staff are, as far as anybody tells."""
        return lambda: self._asked and work()

    def pulse(self) -> Pulse:
        """Tell how long ago the vendor told who the staff are."""
        silent = max(self._clock.now() - self._told_at, timedelta(0))
        return Pulse(silent, PATIENCE, self._reason, self._ever)

    def mend(self) -> None:
        """It is asked again soon anyway, and more often would not help."""

    def work(self) -> bool:
        """Ask, where it is time; always False."""
        now = self._clock.now()
        if now - self._begun >= WAIT_FOR_GROUPS:
            self._let_go_on()
        with self._lock:
            if now < self._next <= now + ASK_EVERY:
                return False
            self._next = now + AGAIN_AFTER
        try:
            people = self._resolve(self._configured)
        except DeliveryError as fault:
            log.warning("staff_not_known", reason=str(fault))
            self._reason = str(fault)
            retry_at = fault.retry_at if isinstance(fault, Temporary) else None
            self._next = min(max(self._next, retry_at or self._next), now + ASK_EVERY)
            # A user group that is none would be waited for in vain.
            if self._remembered or isinstance(fault, Permanent):
                self._let_go_on()
            return False
        self._next = now + ASK_EVERY
        self._told_at, self._ever, self._reason = now, True, ""
        with self._store.transaction() as tx:
            remember(tx, self._groups, self._configured, people)
        if people != tuple(self._staff):
            log.info("staff_changed", people=len(people))
            self._staff.replace(people)
            self._asked = True
            self._wake()
        self._let_go_on()
        self._tell_of_the_gone(people)
        return False

    def _let_go_on(self) -> None:
        if not self._asked:
            self._asked = True
            self._wake()

    def _tell_of_the_gone(self, people: Sequence[Staff]) -> None:
        there = {person.slack for person in people}
        now = self._clock.now()
        with self._store.transaction() as tx:
            news = [
                tell_leads_once(tx, self._dispatch, f"staff/{one.slack}", self._words(one, there), now)
                for one in self._configured
                if one.slack
            ]
        if any(news):
            self._wake()

    def _words(self, person: Staff, there: Collection[str]) -> str:
        """Return what the leads are told of somebody in the configuration, "" while they may act."""
        if person.slack in there:
            return ""
        led = " and ".join(team.name for team in self._policy.teams if team.lead == person.name)
        heirs = "the other leads hear" if self._policy.leads() else "the team hears"
        leads = _LEADS.format(who=person.name, teams=led, heirs=heirs) if led else ""
        return GONE.format(who=person.name, leads=leads)
