"""What becomes of one call to a vendor: which fault it meets, and whether the vendor performs it all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.virtual_clock import VirtualClock
from bot.simulation.chance import stream
from bot.simulation.faults import Fault, Faults, Killed

_ROLLED = (
    Fault.RATE_LIMITED,
    Fault.RATE_LIMITED_WITHOUT_RESET,
    Fault.SERVER_ERROR,
    Fault.HTML,
    Fault.TIMEOUT_BEFORE,
    Fault.TIMEOUT_AFTER,
)
_SLOWEST = 20.0


@dataclass(frozen=True)
class Outage:
    """From when until when (true time, UTC) a vendor does not answer at all."""

    vendor: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Weather:
    """The fate of one call: `fault` is None where it goes well.

    `arrives` tells whether the vendor performs it, `connects` whether it got as far as the vendor.
    """

    fault: Fault | None = None
    arrives: bool = True
    connects: bool = True


FINE = Weather()


class Skies:
    """Decides the fate of every call. `meanwhile` lets the rest of the world go on while a slow call is under way."""

    def __init__(self, seed: int, faults: Faults, clock: VirtualClock, meanwhile: Callable[[timedelta], None]) -> None:
        self.outages: Sequence[Outage] = ()
        self._faults = faults
        self._clock = clock
        self._meanwhile = meanwhile
        self._chance = stream(seed, "weather")

    def over(self, vendor: str, *, writing: bool) -> Weather:
        """Return the fate of a call to `vendor` that is about to be made; a killed process ends in here."""
        faults = self._faults
        if any(one.vendor == vendor and one.since <= self._clock.true < one.until for one in self.outages):
            return Weather(Fault.OUTAGE, False, connects=self._chance.random() < 0.2)
        for fault in _ROLLED:
            if faults.hit(fault):
                return self._fate(fault)
        if not writing:
            return FINE
        if faults.hit(Fault.SLOW):
            self._meanwhile(timedelta(seconds=round(faults.chance(Fault.SLOW).uniform(0.2, _SLOWEST), 3)))
        if faults.hit(Fault.KILLED):
            if faults.chance(Fault.KILLED).random() < 0.5:
                raise Killed
            return Weather(Fault.KILLED)
        return FINE

    def after(self, weather: Weather) -> None:
        """The vendor has performed a call: the answer comes back, or nobody is there any more to take it."""
        if weather.fault is Fault.KILLED:
            raise Killed
        if weather.fault is None and self._faults.hit(Fault.SLOW, 0.5):
            self._meanwhile(timedelta(seconds=round(self._faults.chance(Fault.SLOW).uniform(0.2, _SLOWEST), 3)))

    def until_reset(self) -> timedelta:
        """Return how long a rate limit lasts."""
        return timedelta(seconds=self._faults.chance(Fault.RATE_LIMITED).choice((5, 30, 60, 300, 900)))

    def _fate(self, fault: Fault) -> Weather:
        even = self._faults.chance(fault).random() < 0.5
        match fault:
            case Fault.SERVER_ERROR | Fault.HTML:
                return Weather(fault, arrives=even)
            case Fault.TIMEOUT_BEFORE:
                return Weather(fault, arrives=False, connects=even)
            case Fault.TIMEOUT_AFTER:
                return Weather(fault)
            case _:
                return Weather(fault, arrives=False)
