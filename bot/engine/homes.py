"""Keeps the Homes of those who have opened theirs up to date. It never holds anything else up.

Theory of operation. Whoever opens their Home is remembered in a mark. A pump of its own looks around every few seconds
while something happens, and shows a Home again where it would show something else than it does. What fails is tried
again later: the next look shows the newest state anyway, so nothing is queued.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.errors import DeliveryError, Permanent, Temporary
from bot.domain.policy import Policy, Role
from bot.engine.charts import Charts
from bot.engine.home import Scene, look_around, tell_home, tell_lead
from bot.engine.learning_report import say, weeks
from bot.engine.today import today
from bot.ports.clock import Clock
from bot.ports.home import AtHome, HomeScreen, LeadView, Look, OnDuty, Painter, Today
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

EVERY = timedelta(seconds=3)
"""Between two looks, and so between two pictures of one Home."""
LASTS = timedelta(hours=12)
"""How long a Home is kept up to date after it was opened; opening it again draws it again."""
TICKS = timedelta(minutes=30)
"""How long after it was opened a Home is drawn anew every minute only because everybody has waited a minute longer."""
AGAIN_AFTER = timedelta(seconds=15)
REFUSED_FOR = timedelta(minutes=5)
SHOW_FOR_AT_MOST = 40.0
"""Seconds for one round; a worker whose turn takes longer than two minutes counts as hung."""
LEARNING_EVERY = timedelta(minutes=10)
FIGURES_EVERY = timedelta(seconds=15)
"""The figures of a day are counted from all its cases: not at every look."""
REST = 15.0
"""Seconds between two looks for the first Home that is opened; whoever opens one wakes it."""
MOST_STRANGERS = 100
_OPENED = "home:opened:"
_LOOK = "home:look:"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class _Viewer:
    """A teammate with an open Home: since when, how their chart looks, what they see, when they may get
    more, when they got it last (UTC)."""

    opened: datetime
    look: Look
    seen: object = None
    next_try: datetime = _LONG_AGO
    shown: datetime = _LONG_AGO


class Homes:
    """Give `work` to a pump. The other methods are called from any thread."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        clock: Clock,
        screen: HomeScreen,
        paint: Painter,
        duty: OnDuty,
        wake: Callable[[], None],
    ) -> None:
        """`wake` is called when somebody should not wait for the next look; it must return at once."""
        self._wake = wake
        self._store = store
        self._policy = policy
        self._clock = clock
        self._screen = screen
        self._duty = duty
        self._charts = Charts(store, clock, screen, paint)
        self._lock = threading.Lock()
        self._viewers: dict[str, _Viewer] | None = None
        self._strangers: list[str] = []
        self._looked = _LONG_AGO
        self._hurry = False
        self._learning = ("", _LONG_AGO)
        self._today: tuple[Today | None, datetime] = (None, _LONG_AGO)

    def opened(self, user: str, envelope: int) -> None:
        """Somebody opened their Home: a teammate gets theirs, everybody else one that tells nothing."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            viewers = self._known(tx)
            if self._policy.by_slack(user) is not None:
                tx.marks.set(f"{_OPENED}{user}", now.isoformat())
                look = Look(tx.marks.get(f"{_LOOK}{user}") or Look.LIGHT)
        with self._lock:
            self._hurry = True
            if self._policy.by_slack(user) is not None:
                viewers[user] = _Viewer(now, look)
            elif len(self._strangers) < MOST_STRANGERS and user not in self._strangers:
                self._strangers.append(user)
        self._wake()

    def turn_chart(self, user: str, look: Look, envelope: int) -> None:
        """A teammate wants their chart light or dark."""
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            tx.marks.set(f"{_LOOK}{user}", look)
            viewers = self._known(tx)
        with self._lock:
            viewers[user] = _Viewer(self._clock.now(), look)
            self._hurry = True
        self._wake()

    def rest(self) -> float:
        """Return for how many seconds nothing need be done."""
        with self._lock:
            return EVERY.total_seconds() if self._viewers else REST

    def work(self) -> bool:
        """Look once and show what changed; always False: there is nothing more to do until the next look."""
        now = self._clock.now()
        with self._lock:
            strangers, self._strangers = self._strangers, []
            hurry, self._hurry = self._hurry, False
        for user in strangers:
            if not self._turn_away(user):
                break
        if hurry or abs(now - self._looked) >= EVERY:
            self._looked = now
            self._look(now)
        return False

    def _look(self, now: datetime) -> None:
        with self._store.transaction() as tx:
            known = self._known(tx)
            with self._lock:
                viewers = {user: one for user, one in known.items() if now - one.opened < LASTS}
            if not viewers:
                return
            homes = self._tell(tx, viewers, now)
        give_up_at = time.monotonic() + SHOW_FOR_AT_MOST
        # Whoever was shown theirs longest ago comes first, so that everybody has their turn.
        for user, home in sorted(homes.items(), key=lambda one: viewers[one[0]].shown):
            if not self._show(user, viewers[user], home, now) or time.monotonic() > give_up_at:
                # A vendor that does not answer would not answer the next one either; they have their turn soon.
                break
        self._charts.tidy()

    def _tell(self, tx: Transaction, viewers: dict[str, _Viewer], now: datetime) -> dict[str, AtHome]:
        scene = look_around(tx, now)
        people = {user: person for user in viewers if (person := self._policy.by_slack(user)) is not None}
        lead = self._lead(tx, scene) if any(person.role is Role.LEAD for person in people.values()) else None
        return {
            user: tell_home(tx, scene, person, replace(lead, look=viewers[user].look) if lead else None)
            for user, person in people.items()
        }

    def _lead(self, tx: Transaction, scene: Scene) -> LeadView:
        words, at = self._learning
        if abs(scene.now - at) >= LEARNING_EVERY:
            words = say(weeks(tx, scene.now), scene.now)
            self._learning = (words, scene.now)
        figures, counted = self._today
        if figures is None or abs(scene.now - counted) >= FIGURES_EVERY:
            figures = today(tx, self._policy.teams[0].hours.zone, scene.now, scene.waiting)
            self._today = (figures, scene.now)
        figures = replace(figures, waiting=scene.waiting)
        return tell_lead(tx, scene, self._policy, self._duty, figures, words, Look.LIGHT)

    def _show(self, user: str, viewer: _Viewer, home: AtHome, now: datetime) -> bool:
        """Show a Home where it changed; False where the vendor does not answer."""
        if now < viewer.next_try:
            return True
        chart = self._charts.of(home.lead.today.hours, home.lead.look) if home.lead else ""
        minute = now.replace(second=0, microsecond=0) if now - viewer.opened < TICKS else None
        seen = (replace(home, now=_LONG_AGO), minute, chart)
        if seen == viewer.seen:
            return True
        try:
            self._screen.show(user, home, chart)
            viewer.seen, viewer.shown = seen, now
        except Permanent as refusal:
            log.warning("home_refused", user=user, reason=str(refusal), with_chart=bool(chart))
            viewer.next_try = now + REFUSED_FOR
            if chart:
                # Slack works on an uploaded picture for a while; the rest need not wait for it.
                self._charts.wait()
                viewer.next_try = now
        except DeliveryError as fault:
            log.warning("home_not_shown", user=user, reason=str(fault))
            later = fault.retry_at if isinstance(fault, Temporary) else None
            viewer.next_try = later or now + AGAIN_AFTER
            return False
        return True

    def _turn_away(self, user: str) -> bool:
        try:
            self._screen.show_nothing(user)
        except DeliveryError as fault:
            log.warning("home_not_shown", user=user, reason=str(fault))
            return isinstance(fault, Permanent)
        return True

    def _known(self, tx: Transaction) -> dict[str, _Viewer]:
        """Return the viewers, from the marks of an earlier run where this is the first time."""
        with self._lock:
            if self._viewers is None:
                self._viewers = dict(_remembered(tx, (person.slack for person in self._policy.staff)))
            return self._viewers


def _remembered(tx: Transaction, users: Iterable[str]) -> Iterable[tuple[str, _Viewer]]:
    for user in users:
        if user and (opened := tx.marks.get(f"{_OPENED}{user}")):
            look = Look(tx.marks.get(f"{_LOOK}{user}") or Look.LIGHT)
            yield user, _Viewer(datetime.fromisoformat(opened), look)
