"""The watch over the bot itself: looks, tries a repair, writes a log line and a metric, and tells the leads.

Leads hear of what lasts longer than `tell_after`, once, and once when it is over; both survive a restart. What a
repair mends before that is only in the log and in the metrics.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.errors import StoreBroken
from bot.domain.health import Ailment, Finding, Limits, examine
from bot.domain.policy import Policy
from bot.engine.bulletin import tell_begin, tell_end
from bot.engine.clock_step import StepBack
from bot.engine.facts import WRITTEN, Senses
from bot.engine.promises import WEEKS
from bot.ports.clock import Clock
from bot.ports.store import OutboxState, Store
from bot.ports.tally import Tally

log = structlog.get_logger()

LOOK_EVERY = 5.0
"""Seconds between two looks."""
WRITE_EVERY = timedelta(seconds=10)
MEND_EVERY = timedelta(minutes=1)
SEEN_TWICE = 2
"""Looks in a row that see a thing, or do not see it, before it counts."""
_LANE_OF = {Ailment.X_STALLED: "x", Ailment.SLACK_DEAF: "slack"}

Mend = Callable[[str], None]
"""Begins a repair of a part; the part is a lane, or "". Returns at once."""


@dataclass
class _Trouble:
    """Something wrong: since when (UTC), for how many looks it was seen or missed in a row, and what was done."""

    finding: Finding
    since: datetime
    seen: int = 0
    missed: int = 0
    mended_at: datetime | None = None
    told: bool = False


class Watch:
    """Give `look` to a pump."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        senses: Senses,
        mends: Mapping[Ailment, Mend],
        policy: Policy,
        triage_channel: str,
        tally: Tally,
        wake: Callable[[], None],
        tell_after: timedelta,
        limits: Limits,
    ) -> None:
        self._store = store
        self._clock = clock
        self._senses = senses
        self._mends = mends
        self._policy = policy
        self._triage_channel = triage_channel
        self._tally = tally
        self._wake = wake
        self._tell_after = tell_after
        self._limits = limits
        self._troubles: dict[str, _Trouble] | None = None
        self._written: datetime | None = None
        self._step_back = StepBack(store, None)
        self._lock = threading.Lock()
        self._found: tuple[Finding, ...] = ()

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the last look saw; any thread may ask."""
        with self._lock:
            return self._found

    def look(self) -> bool:
        """Look once, and do what follows; always False: there is nothing more to do until the next look."""
        now = self._clock.now()
        try:
            if self._troubles is None:
                self._troubles = self._remembered(now)
            self._notice_a_step_back(now)
            self._measure()
        except StoreBroken as problem:
            log.warning("watch_without_database", reason=str(problem))
        due = self._written is None or abs(now - self._written) >= WRITE_EVERY
        ill = any(one.ailment is Ailment.DATABASE_REFUSES for one in self.found)
        facts = self._senses.gather(now, write=due or ill)
        if (due or ill) and not facts.database:
            self._written = now
        found = examine(facts, self._limits)
        with self._lock:
            self._found = found
        troubles = self._troubles if self._troubles is not None else {}
        for finding in found:
            self._go_on(troubles, finding, now)
        for key in set(troubles) - {finding.key for finding in found}:
            if troubles[key].finding.ailment not in facts.untold:
                self._miss(troubles, key, now)
        return False

    def _go_on(self, troubles: dict[str, _Trouble], finding: Finding, now: datetime) -> None:
        trouble = troubles.setdefault(finding.key, _Trouble(finding, now))
        trouble.finding, trouble.missed = finding, 0
        trouble.seen += 1
        if trouble.seen == SEEN_TWICE:
            log.warning("health_trouble", ailment=finding.ailment, part=finding.part, detail=finding.detail)
            self._tally.ailing(finding.ailment, finding.part, True)
        if trouble.seen < SEEN_TWICE:
            return
        if trouble.mended_at is None or abs(now - trouble.mended_at) >= MEND_EVERY:
            trouble.mended_at = now
            self._mend(finding)
        if not trouble.told and now - trouble.since >= self._tell_after:
            trouble.told = self._tell(trouble, now, over=False)

    def _miss(self, troubles: dict[str, _Trouble], key: str, now: datetime) -> None:
        trouble = troubles[key]
        trouble.missed += 1
        if trouble.missed < SEEN_TWICE:
            return
        lasted = trouble.seen >= SEEN_TWICE and now - trouble.since >= self._tell_after
        if (trouble.told or lasted) and not self._tell(trouble, now, over=True):
            # The end is told at one of the next looks.
            return
        del troubles[key]
        if trouble.seen >= SEEN_TWICE or trouble.told:
            finding = trouble.finding
            log.info("health_over", ailment=finding.ailment, part=finding.part, since=trouble.since.isoformat())
            self._tally.ailing(finding.ailment, finding.part, False)

    def _mend(self, finding: Finding) -> None:
        mend = self._mends.get(finding.ailment)
        if mend is None:
            return
        log.info("health_repair", ailment=finding.ailment, part=finding.part)
        self._tally.mended(finding.ailment, finding.part)
        try:
            mend(finding.part)
        except Exception:
            log.exception("health_repair_failed", ailment=finding.ailment)

    def _tell(self, trouble: _Trouble, now: datetime, *, over: bool) -> bool:
        """Write the message to the leads, and that it was written; False where the database takes nothing."""
        finding = trouble.finding
        write = tell_end if over else tell_begin
        try:
            with self._store.transaction() as tx:
                tx.marks.set(_mark(finding.key), "" if over else trouble.since.isoformat())
                write(tx, finding, trouble.since, self._policy, self._triage_channel, now)
                if over and (lane := _LANE_OF.get(finding.ailment)):
                    # What was put off while nobody answered need not wait for its next turn.
                    tx.outbox.hasten(lane, now)
        except StoreBroken as problem:
            log.warning("leads_not_told", ailment=finding.ailment, reason=str(problem))
            return False
        self._wake()
        return True

    def _remembered(self, now: datetime) -> dict[str, _Trouble]:
        """Return what an earlier run told the leads and did not see the end of."""
        kinds = [Finding(ailment, "") for ailment in Ailment if ailment is not Ailment.OUTBOX_STUCK]
        kinds += [Finding(Ailment.OUTBOX_STUCK, "", lane) for lane in ("x", "slack", "desk")]
        found = {}
        with self._store.transaction() as tx:
            for finding in kinds:
                if since := tx.marks.get(_mark(finding.key)):
                    begun = datetime.fromisoformat(since)
                    found[finding.key] = _Trouble(finding, begun, told=True)
            written = tx.marks.get(WRITTEN)
        self._step_back = StepBack(self._store, datetime.fromisoformat(written) if written else now)
        return found

    def _notice_a_step_back(self, now: datetime) -> None:
        """Find out that the clock went back, also while the bot was away: nothing then waits as much longer."""
        if by := self._step_back.noticed(now):
            for trouble in (self._troubles or {}).values():
                # What was told is remembered by when it began; nobody waits for the time of that one any more.
                if not trouble.told:
                    trouble.since -= by
            log.warning("clock_went_back", seconds=round(by.total_seconds(), 1))
            self._wake()

    def _measure(self) -> None:
        with self._store.transaction() as tx:
            stock = {state: tx.outbox.count(state) for state in OutboxState}
            promises = tx.promises.count(self._clock.now() - timedelta(weeks=WEEKS))
        for state, rows in stock.items():
            self._tally.stock(state, rows)
        for standing, number in promises.items():
            self._tally.promises(standing, number)


def _mark(key: str) -> str:
    return f"health:{key}"
