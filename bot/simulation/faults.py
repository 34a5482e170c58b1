"""What can go wrong, how often, and how often it did. A fault that is switched off is never rolled for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum

from bot.simulation.chance import Chance, stream


class Killed(BaseException):
    """The process ends here, as by kill -9. No code of the bot may catch it."""


class Fault(StrEnum):
    """A kind of fault, by the name that `--faults` takes."""

    REDELIVERED = "redelivered"
    LATE = "late"
    OUT_OF_ORDER = "out_of_order"
    EDITED = "edited"
    DELETED = "deleted"
    BOTH_EVENTS = "both_events"
    RATE_LIMITED = "rate_limited"
    RATE_LIMITED_WITHOUT_RESET = "rate_limited_without_reset"
    SERVER_ERROR = "server_error"
    HTML = "html"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    SLOW = "slow"
    LOST_ACK = "lost_ack"
    DISCONNECTED = "disconnected"
    TOKEN_EXPIRED = "token_expired"
    CLOCK_STEP = "clock_step"
    STORE_BUSY = "store_busy"
    DISK_FULL = "disk_full"
    LOST_RACE = "lost_race"
    KILLED = "killed"
    TWO_PROCESSES = "two_processes"
    OUTAGE = "outage"


ALL_FAULTS = frozenset(Fault)

_RATES = {
    Fault.REDELIVERED: 0.08,
    Fault.LATE: 0.1,
    Fault.OUT_OF_ORDER: 0.2,
    Fault.EDITED: 0.08,
    Fault.DELETED: 0.04,
    Fault.BOTH_EVENTS: 0.3,
    Fault.RATE_LIMITED: 0.008,
    Fault.RATE_LIMITED_WITHOUT_RESET: 0.008,
    Fault.SERVER_ERROR: 0.01,
    Fault.HTML: 0.008,
    Fault.TIMEOUT_BEFORE: 0.008,
    Fault.TIMEOUT_AFTER: 0.01,
    Fault.SLOW: 0.05,
    Fault.LOST_ACK: 0.05,
    Fault.DISCONNECTED: 0.02,
    Fault.TOKEN_EXPIRED: 0.004,
    Fault.STORE_BUSY: 0.0006,
    Fault.DISK_FULL: 0.0003,
    Fault.LOST_RACE: 0.3,
    Fault.KILLED: 0.0012,
}
"""How likely each is at each opportunity. Those that are missing come a few times in a run, whatever is done."""


class Faults:
    """Rolls for faults; `calm` is set at the end of a run, when everybody may settle.

    `tell` is told, in words, of a fault that lasts.
    """

    def __init__(self, seed: int, enabled: Collection[Fault]) -> None:
        self.enabled = frozenset(enabled)
        self.counted: Counter[str] = Counter()
        self.calm = False
        self.tell: Callable[[str, datetime], None] = lambda words, until: None
        self._streams = {kind: stream(seed, "fault", kind) for kind in Fault}

    def hit(self, kind: Fault, scale: float = 1.0) -> bool:
        """Tell whether this happens now, and count it."""
        if self.calm or kind not in self.enabled:
            return False
        if self._streams[kind].random() >= _RATES[kind] * scale:
            return False
        self.counted[kind] += 1
        return True

    def count(self, kind: Fault) -> None:
        """Count one that was planned and has happened."""
        self.counted[kind] += 1

    def chance(self, kind: Fault) -> Chance:
        """Return the stream of a kind, for how bad it is."""
        return self._streams[kind]
