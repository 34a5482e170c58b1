"""What teammates write in the thread of a case's card: kept for the desk and for the guards, never for the customer."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.case import State
from bot.domain.effects import AddToTicket
from bot.engine.dispatch import Dispatch
from bot.engine.effect_ids import effect_id, only_case
from bot.engine.notes import STAFF_NOTED
from bot.ports.clock import Clock
from bot.ports.store import EventRow, Store

LONGEST_NOTE = 4_000
"""More than Slack takes in one message of a person's; what an app wrote may be longer."""


class StaffTalk:
    """Writes notes down. Nothing here can speak to a customer: it knows no channel."""

    def __init__(self, store: Store, dispatch: Dispatch, clock: Clock, wake: Callable[[], None]) -> None:
        self._store = store
        self._dispatch = dispatch
        self._clock = clock
        self._wake = wake

    def noted(self, card: str, who: str, text: str, envelope: int) -> None:
        """Keep what the teammate `who` wrote below the card with this remote id; an open ticket gets it, too.

        What stands below another message, or holds no words, is nobody's note.
        """
        now = self._clock.now()
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            case_id, words = tx.outbox.case_of_card(card), text.strip()[:LONGEST_NOTE]
            case = tx.cases.get(case_id) if case_id else None
            if case is None or not words:
                return
            tx.cases.record(EventRow(case.id, now, STAFF_NOTED, who, words))
            if case.ticket_key or case.state is State.OPENING:
                note = AddToTicket(f"{who} noted: {words}")
                # Envelopes are numbered anew after a restore: the moment tells two notes apart.
                row_id = effect_id(f"{only_case(case)}/note/{now.isoformat()}", envelope, 0)
                self._dispatch.write_for_desk(tx, case.id, note, row_id, now)
        self._wake()
