"""Puts the watch together: what it looks at, what it may try, and who can ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.adapters.health.disk import Volume
from bot.adapters.health.metrics import PrometheusTally
from bot.adapters.health.server import HealthServer, Report
from bot.adapters.store.sqlite import SqliteStore
from bot.config import Settings
from bot.domain.health import WARNINGS, Ailment, Finding, Limits
from bot.engine.facts import Senses
from bot.engine.outbox import OutboxWorker
from bot.engine.pump import Pump
from bot.engine.skew import Skew
from bot.engine.watch import LOOK_EVERY, Mend, Watch
from bot.ports.clock import Clock
from bot.ports.part import Part
from bot.ports.tally import Answer
from bot.wiring.health_port import HealthPort

HUNG = 120.0
"""Seconds after which one turn of a worker counts as hung: every call of a port ends within 30."""
READING_HUNG = 600.0
"""Seconds after which one reading of X counts as hung: after an outage there are many pages."""


class Health:
    """The tally from the beginning; the watch and the health port from `start` on."""

    def __init__(self, settings: Settings, store: SqliteStore, clock: Clock) -> None:
        self.tally = PrometheusTally()
        self._settings = settings
        self._store = store
        self._clock = clock
        self._skew = Skew()
        self._pumps: Mapping[str, Pump] = {}
        self._reading_for: Callable[[], float] = lambda: 0.0
        self._watch: Watch | None = None
        self._pump: Pump | None = None
        self._port: HealthPort | None = None
        clock.on_jump(self._skew.forget)

    def heard(self, answer: Answer) -> None:
        """Take note of how a vendor answered; any thread may call it."""
        self.tally.answered(answer)
        self._skew.heard(answer)

    def start(
        self,
        parts: Mapping[Ailment, Part],
        outboxes: Sequence[OutboxWorker],
        pumps: Mapping[str, Pump],
        wake: Callable[[], None],
        reading_for: Callable[[], float] | None = None,
    ) -> None:
        """Begin to watch, and open the health port where one is configured, as soon as its address can be had.

        `reading_for` tells for how many seconds a reading of X has not come back.
        """
        settings, clock = self._settings, self._clock
        self._pumps = pumps
        if reading_for is not None:
            self._reading_for = reading_for
        slack = settings.slack
        volume = Volume(settings.database.absolute().parent)
        self._watch = watch = Watch(
            self._store,
            clock,
            Senses(self._store, parts, outboxes, volume, self._skew),
            self._mends(parts),
            settings.policy,
            slack.triage_channel if slack else "",
            self.tally,
            wake,
            settings.health.tell_after,
            Limits(disk=settings.health.disk_low),
        )
        self._pump = Pump("watch", watch.look, lambda: LOOK_EVERY)
        self._pump.start()
        if settings.health.listen is not None:
            self._open(*settings.health.listen)

    def stop(self) -> None:
        """Watch no more, and close the health port."""
        if self._pump is not None:
            self._pump.stop()
            self._pump.join(1.0)
        if self._port is not None:
            self._port.stop()

    def is_live(self) -> bool:
        """Tell whether every worker turns, or rests as it should."""
        return self._live().well

    def _live(self) -> Report:
        pumps = {**self._pumps, "watch": self._pump} if self._pump is not None else {**self._pumps}
        dead = tuple(f"worker {name}: stopped" for name, pump in pumps.items() if pump and not pump.is_alive)
        hung = tuple(f"worker {name}: hangs" for name, pump in pumps.items() if pump and pump.busy_for() > HUNG)
        if self._reading_for() > READING_HUNG:
            # A server that lets its answer drip keeps every timeout of a call from ending it.
            hung = (*hung, "the reading of X: hangs")
        return Report(not (dead or hung), dead + hung)

    def _ready(self) -> Report:
        found = self._watch.found if self._watch is not None else ()
        reasons = tuple(_sentence(one) for one in found if one.ailment not in WARNINGS)
        warnings = tuple(_sentence(one) for one in found if one.ailment in WARNINGS)
        live = self._live()
        return Report(live.well and not reasons, live.reasons + reasons, warnings)

    def _open(self, host: str, port: int) -> None:
        server = HealthServer(host, port, self._live, self._ready, self.tally.text)
        self._port = HealthPort(server, host, port)
        self._port.start()

    def _mends(self, parts: Mapping[Ailment, Part]) -> dict[Ailment, Mend]:
        """Return what may be tried.

        Nothing can be done from here about a wrong clock, a refusing disk, or a Slack that does not tell who is staff.
        """

        def of(part: Part) -> Mend:
            return lambda _part: part.mend()

        def worker(name: str) -> Mend:
            return lambda lane: self._pumps[lane or name].mend()

        mends: dict[Ailment, Mend] = {
            ailment: of(part) for ailment, part in parts.items() if ailment is not Ailment.STAFF_NOT_TOLD
        }
        mends |= {Ailment.OUTBOX_STUCK: worker(""), Ailment.TIMERS_LATE: worker("timers")}
        mends |= {Ailment.INBOX_STUCK: worker("inbox"), Ailment.DISK_LOW: self._make_room}
        return mends

    def _make_room(self, _part: str) -> None:
        self._store.empty_log()


def _sentence(finding: Finding) -> str:
    return f"{finding.key}: {finding.detail}"
