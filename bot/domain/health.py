"""What can be wrong with the bot itself, told from facts alone: facts in, findings out.

It must never ask for a fact, mend anything or tell anybody; and no fact here holds a customer's words or name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.budgets import QUARTER


class Ailment(StrEnum):
    """What can be wrong. The value is the word in the log, in the metrics and on `/readyz`."""

    X_STALLED = "x_stalled"
    X_STREAM_SILENT = "x_stream_silent"
    SLACK_DEAF = "slack_deaf"
    STAFF_NOT_TOLD = "staff_not_told"
    OUTBOX_STUCK = "outbox_stuck"
    INBOX_STUCK = "inbox_stuck"
    TIMERS_LATE = "timers_late"
    DISK_LOW = "disk_low"
    CLOCK_SKEW = "clock_skew"
    DATABASE_REFUSES = "database_refuses"


WARNINGS = frozenset({Ailment.X_STREAM_SILENT, Ailment.STAFF_NOT_TOLD, Ailment.DISK_LOW, Ailment.CLOCK_SKEW})
"""With these the bot still hears and answers; with any other one it is not ready."""


@dataclass(frozen=True)
class Pulse:
    """How a part that listens is: for how long it has not done what it is for, and how long that is no fault.

    `reason` says what went wrong last, "" where nothing did; it holds no personal data. `ever` tells whether it has
    done what it is for since the bot started.
    """

    silent_for: timedelta
    patience: timedelta
    reason: str = ""
    ever: bool = True


@dataclass(frozen=True)
class Waiting:
    """The oldest message to a destination that should have left: since when, and what kept it at the last try.

    `opens` is until when a limit lets nothing leave there, None without one. Both times are UTC.
    """

    since: datetime
    reason: str = ""
    opens: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """From when on something is wrong. `disk` is in bytes.

    A limit that ends within `window` is nothing unusual: what waits for it may do so for as much longer.
    """

    outbox: timedelta = timedelta(minutes=3)
    window: timedelta = QUARTER
    inbox: timedelta = timedelta(minutes=1)
    timers: timedelta = timedelta(minutes=1)
    skew: timedelta = timedelta(seconds=30)
    disk: int = 200_000_000


@dataclass(frozen=True)
class Facts:
    """Everything that was looked at, at `now` (UTC).

    `pulses` are those of the parts that run. `outbox` has the destinations for which something waits. `inbox` is when
    the oldest envelope came that nobody worked on, `timer` when the earliest timer was due. `disk` is what is free, in
    bytes. `skew` is how far our clock is ahead of the vendors'. `database` is what the database says against work.
    """

    now: datetime
    pulses: Mapping[Ailment, Pulse] = field(default_factory=dict)
    outbox: Mapping[str, Waiting] = field(default_factory=dict)
    inbox: datetime | None = None
    timer: datetime | None = None
    disk: int | None = None
    skew: timedelta | None = None
    database: str = ""

    @property
    def untold(self) -> frozenset[Ailment]:
        """What cannot be told yet, soon after a start: neither that it is wrong nor that it is well."""
        quiet = {ailment for ailment, pulse in self.pulses.items() if not pulse.ever}
        return frozenset(quiet | ({Ailment.CLOCK_SKEW} if self.skew is None else set()))


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `part` is the lane of an outbox, else "".

    `extent` says how much it is wrong now, `reason` why, as far as it is known.
    """

    ailment: Ailment
    extent: str
    part: str = ""
    reason: str = ""

    @property
    def detail(self) -> str:
        """Extent and reason in one."""
        return f"{self.extent} ({self.reason})" if self.reason else self.extent

    @property
    def key(self) -> str:
        """What this finding is remembered by while it lasts."""
        return f"{self.ailment}:{self.part}" if self.part else str(self.ailment)


def examine(facts: Facts, limits: Limits) -> tuple[Finding, ...]:
    """Return everything that is wrong, in the order of `Ailment`."""
    found = [*_silent(facts), *_outbox(facts, limits), *_late(facts, limits), *_machine(facts, limits)]
    order = list(Ailment)
    return tuple(sorted(found, key=lambda one: (order.index(one.ailment), one.part)))


def _silent(facts: Facts) -> Iterator[Finding]:
    for ailment, pulse in facts.pulses.items():
        if pulse.silent_for > pulse.patience:
            yield Finding(ailment, f"for {span(pulse.silent_for)}", reason=pulse.reason)


def _outbox(facts: Facts, limits: Limits) -> Iterator[Finding]:
    stuck: dict[str, Waiting] = {}
    for destination, waiting in sorted(facts.outbox.items(), key=lambda one: one[1].since):
        usual = waiting.opens is not None and waiting.opens <= facts.now + limits.window
        if facts.now - waiting.since > limits.outbox + (limits.window if usual else timedelta(0)):
            stuck.setdefault(destination.partition(":")[0], waiting)
    for lane, waiting in stuck.items():
        extent = f"for {span(facts.now - waiting.since)}"
        yield Finding(Ailment.OUTBOX_STUCK, extent, lane, _why(waiting, facts.now))


def _why(waiting: Waiting, now: datetime) -> str:
    """Return what keeps a message; the distance between two messages is no reason."""
    if waiting.opens is None or waiting.opens < now + timedelta(minutes=1):
        return waiting.reason
    day = "" if waiting.opens.date() == now.date() else f"{waiting.opens:%Y-%m-%d} "
    return f"no more is allowed until {day}{waiting.opens:%H:%M} UTC"


def _late(facts: Facts, limits: Limits) -> Iterator[Finding]:
    if facts.inbox is not None and facts.now - facts.inbox > limits.inbox:
        yield Finding(Ailment.INBOX_STUCK, f"for {span(facts.now - facts.inbox)}")
    if facts.timer is not None and facts.now - facts.timer > limits.timers:
        yield Finding(Ailment.TIMERS_LATE, f"by {span(facts.now - facts.timer)}")


def _machine(facts: Facts, limits: Limits) -> Iterator[Finding]:
    if facts.disk is not None and facts.disk < limits.disk:
        left, wanted = facts.disk // 1_000_000, limits.disk // 1_000_000
        yield Finding(Ailment.DISK_LOW, f"{left} MB are left, {wanted} MB are wanted")
    if facts.skew is not None and abs(facts.skew) > limits.skew:
        way = "ahead of" if facts.skew > timedelta(0) else "behind"
        yield Finding(Ailment.CLOCK_SKEW, f"{span(abs(facts.skew))} {way} the vendors' clocks")
    if facts.database:
        yield Finding(Ailment.DATABASE_REFUSES, "for now", reason=facts.database)


def span(length: timedelta) -> str:
    """Return a length of time in words that are short: "40 s", "5 min", "3 h"."""
    seconds = int(length.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7_200 else f"{seconds // 3_600} h"
