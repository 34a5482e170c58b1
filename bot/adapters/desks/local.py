"""The desk in our own database: for a team without a helpdesk, and for the sandbox."""

from __future__ import annotations

from bot.adapters.desks.story_text import entry_text, story_text, subject_of
from bot.domain.errors import Permanent
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Ticket, TicketState
from bot.ports.staffroom import Story
from bot.ports.store import Store


class LocalDesk:
    """Implements `bot.ports.desk.Desk`: numbers like T-1001, no links. Must not be called inside a transaction."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket with the whole story, or return the one with this external id. Raises StoreBroken."""
        case = story.case
        subject, body = subject_of(story), story_text(story)
        with self._store.transaction() as tx:
            row = tx.tickets.add(external_id, case.id, case.email, subject, body, self._clock.now())
        return Ticket(row.number, key=external_id)

    def find(self, external_id: str) -> Ticket | None:
        """Look for the ticket of an earlier attempt; None when there is none. Raises StoreBroken."""
        with self._store.transaction() as tx:
            row = tx.tickets.find(external_id)
        return None if row is None else Ticket(row.number, key=external_id)

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Write the entry beside the ticket. Raises StoreBroken, and Permanent where there is no such ticket here."""
        with self._store.transaction() as tx:
            if tx.tickets.find(ticket.key) is None:
                # It was kept long enough, or was opened on another desk: beside no ticket nobody would find the entry.
                raise Permanent("the ticket is not in the database any more")
            tx.tickets.add_entry(effect, ticket.key, entry_text(entry, story), entry.at)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Tell whether the entry is there. Raises StoreBroken."""
        with self._store.transaction() as tx:
            return tx.tickets.has_entry(effect)

    @property
    def tells_state(self) -> bool:
        """False: nobody works on these tickets but the staff in Slack, who resolve the case there."""
        return False

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Raise Permanent: see `tells_state`."""
        raise Permanent("tickets in the database have no state of their own")
