"""What a chain has sent, after it is over: taken back where it has not left, drawn anew where it has.

A message that was on its way at that moment is drawn anew as soon as it has arrived.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case
from bot.domain.effects import RedrawTold, SettleChain, Tell
from bot.domain.escalation import still_asks
from bot.ports.store import OutboxRow, OutboxState, Transaction


def settle_chain(tx: Transaction, case: Case, effect: SettleChain, now: datetime) -> None:
    """Take back or draw anew what chain `effect.run` of a case has sent; `case` is as saved, with its new version."""
    for row in tx.outbox.of(case.id):
        told = row.effect
        if not isinstance(told, Tell) or told.run != effect.run or effect.who not in ("", told.who):
            continue
        if row.state is OutboxState.READY:
            tx.outbox.save(replace(row, state=OutboxState.WITHDRAWN))
        elif row.state is OutboxState.SENT and row.remote_id:
            redraw = RedrawTold(row.remote_id, told, effect.words)
            tx.outbox.add(OutboxRow(_id(row, case.version), case.id, row.destination, redraw, now, now))


def settle_late(tx: Transaction, row: OutboxRow, remote_id: str, now: datetime) -> None:
    """A message of a chain has arrived: if the chain was over by then, it says so at once."""
    told = row.effect
    if not isinstance(told, Tell) or not told.run:
        return
    case = tx.cases.get(row.case_id)
    if case is not None and not still_asks(case, told):
        redraw = RedrawTold(remote_id, told)
        tx.outbox.add(OutboxRow(_id(row, case.version), case.id, row.destination, redraw, now, now))


def asked_by_chain(row: OutboxRow) -> str:
    """Return the teammate or the Slack channel that a row of a chain is to tell, "" for any other row."""
    told = row.effect
    return told.who or told.place if isinstance(told, Tell) and told.run else ""


def _id(row: OutboxRow, version: int) -> str:
    return hashlib.sha256(f"{row.id}/redrawn/{version}".encode()).hexdigest()[:24]
