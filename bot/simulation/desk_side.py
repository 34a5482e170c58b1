"""The simulated desk: tickets by their external ids, who asked for them, what was added. Some cannot be looked into.

Its faults go through the real desks' own reading of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.adapters.desks.rest_errors import Answer, refused, unreadable
from bot.domain.errors import DeliveryError, Permanent, Temporary, Unknown
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Ticket, TicketState
from bot.ports.staffroom import Story
from bot.simulation.faults import Fault
from bot.simulation.weather import Skies, Weather

NAME, SECRET = "The desk", "DESK_TOKEN"


@dataclass
class SimulatedDesk:
    """Implements `bot.ports.desk.Desk`. `blind` is a desk, like a mail address, that tells nobody what it has."""

    clock: Clock
    skies: Skies
    accepted: Callable[[str, str, Story], None]
    blind: bool = False
    tickets: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    unanswerable: int = 0

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket; a desk that can be looked into opens none twice."""
        self._greet()
        weather = self.skies.over("desk", writing=True)
        if weather.fault is not None and not weather.arrives:
            raise self._failure(weather, writing=True)
        known = self.tickets.setdefault(external_id, [])
        if self.blind or not known:
            known.append(f"T-{sum(map(len, self.tickets.values())) + 1001}")
            self.accepted(external_id, known[-1], story)
        self.skies.after(weather)
        if weather.fault is not None:
            raise self._failure(weather, writing=True)
        return _ticket(known[-1])

    def find(self, external_id: str) -> Ticket | None:
        """Look for a ticket; raise Permanent where nobody can look."""
        if self.blind:
            self.unanswerable += 1
            raise Permanent("this desk cannot be looked into")
        weather = self.skies.over("desk", writing=False)
        if weather.fault is not None:
            raise self._failure(weather, writing=False)
        known = self.tickets.get(external_id)
        return _ticket(known[-1]) if known else None

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Take an entry, or fail as the weather is; the same effect is one entry."""
        self._greet()
        weather = self.skies.over("desk", writing=True)
        if weather.fault is None or weather.arrives:
            self.entries.setdefault(effect, entry)
        self.skies.after(weather)
        if weather.fault is not None:
            raise self._failure(weather, writing=True)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Look for an entry; raise Permanent where nobody can look."""
        if self.blind:
            self.unanswerable += 1
            raise Permanent("this desk cannot be looked into")
        weather = self.skies.over("desk", writing=False)
        if weather.fault is not None:
            raise self._failure(weather, writing=False)
        return effect in self.entries

    @property
    def tells_state(self) -> bool:
        """False: nobody works on these tickets."""
        return False

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Raise Permanent: see `tells_state`."""
        raise Permanent("nobody works on these tickets")

    def _greet(self) -> None:
        """A desk that cannot be looked into answers before it is given anything: by SMTP's greeting, or to OPTIONS."""
        if not self.blind:
            return
        weather = self.skies.over("desk", writing=False)
        if weather.fault is not None:
            raise self._failure(weather, writing=False)

    def _failure(self, weather: Weather, *, writing: bool) -> DeliveryError:
        match weather.fault:
            case Fault.RATE_LIMITED:
                after = str(int(self.skies.until_reset().total_seconds()))
                return self._refused(429, writing, {"Retry-After": after})
            case Fault.RATE_LIMITED_WITHOUT_RESET:
                return self._refused(429, writing, {})
            case Fault.HTML if writing:
                return unreadable(NAME, writing)
            case Fault.HTML | Fault.SERVER_ERROR:
                return self._refused(502, writing, {})
        if not weather.connects or not writing:
            return Temporary(f"{NAME} cannot be reached")
        return Unknown(f"the connection to {NAME} broke before its answer")

    def _refused(self, status: int, writing: bool, headers: Mapping[str, str]) -> DeliveryError:
        return refused(NAME, SECRET, Answer(status, headers, None), writing, self.clock.now())


def _ticket(number: str) -> Ticket:
    return Ticket(number, f"https://desk.example/{number}", number)
