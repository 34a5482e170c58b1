"""What all leads are told once, however often it is noticed, also over restarts."""

from __future__ import annotations

from datetime import datetime

from bot.engine.dispatch import Dispatch
from bot.ports.store import Transaction


def tell_leads_once(tx: Transaction, dispatch: Dispatch, subject: str, words: str, now: datetime) -> bool:
    """Tell all leads `words` about `subject` unless these were the last ones; return whether that is news.

    Without words nothing is told, and the next ones are news again.
    """
    mark = f"told:{subject}"
    if tx.marks.get(mark) == words:
        return False
    tx.marks.set(mark, words)
    if words:
        dispatch.tell_leads(tx, words, now)
    return bool(words)
