"""A card that is gone, by Slack's retention or somebody's hand: a new one is posted while its case is open.

The dead card is forgotten. From there on everything goes as for a case that has no card yet: what posts it is found
again by its effect, so that a crash never leads to two.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.effects import ShowCard, ThreadNote
from bot.domain.errors import Gone, Permanent
from bot.ports.store import OutboxRow, OutboxState, Transaction

_ANEW = "-anew"
_CARD = "-card"
_UNFINISHED = (OutboxState.READY, OutboxState.SENDING, OutboxState.UNKNOWN)


def draw_anew(tx: Transaction, row: OutboxRow, problem: Permanent | None, now: datetime) -> bool:
    """Return whether a row that was refused is seen to, so that no human need look: its card is gone.

    A row that was to draw the card posts a new one. A note goes to the thread of the new card, once. Of what is over
    nothing is drawn.
    """
    case = tx.cases.get(row.case_id) if isinstance(problem, Gone) else None
    if case is None or not isinstance(row.effect, ShowCard | ThreadNote) or row.id.endswith(_ANEW):
        return False
    if not case.is_open:
        tx.outbox.save(replace(row, state=OutboxState.WITHDRAWN))
        return True
    cards = [one for one in tx.outbox.of(row.case_id) if isinstance(one.effect, ShowCard)]
    if not any(one.remote_id or one.state in _UNFINISHED for one in cards):
        # It never had a card: whatever kept the card away was told then.
        return False
    for one in cards:
        if one.remote_id:
            tx.outbox.save(replace(one, remote_id=""))
    if isinstance(row.effect, ShowCard):
        tx.outbox.save(replace(row, state=OutboxState.READY, next_try=now))
        return True
    tx.outbox.save(replace(row, state=OutboxState.WITHDRAWN))
    if not any(one.state in _UNFINISHED for one in cards):
        tx.outbox.add(OutboxRow(f"{row.id}{_CARD}", row.case_id, row.destination, ShowCard(), now, now))
    tx.outbox.add(OutboxRow(f"{row.id}{_ANEW}", row.case_id, row.destination, row.effect, now, row.created_at))
    return True
