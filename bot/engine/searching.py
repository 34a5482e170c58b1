"""Finds cases by what was said in them. What customers wrote in private is neither looked through nor shown.

Theory of operation. The index is in memory. It is built after the start, in small steps from the events of all cases,
and goes on with every new event. Whoever takes words out of the store (`forget`, the nightly tidying, also beside a
running bot) moves a mark; then the index is thrown away and built anew. What is shown comes from the store, never from
the index, so that even a stale hit shows nothing that is gone.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case, Mention, State
from bot.domain.effects import Reply
from bot.domain.masking import mask
from bot.engine.home import line_of
from bot.ports.home import HomeCase
from bot.ports.search import CaseIndex
from bot.ports.store import OutboxState, Store, Transaction

GONE = "search:gone"
"""The mark that moves whenever words are taken out of the store."""
BATCH = 200
"""Events that are looked at in one transaction: others wait meanwhile."""
MOST = 10
_UNSAID = (OutboxState.HELD, OutboxState.DEAD, OutboxState.WITHDRAWN)
REST = 2.0
"""Seconds between two looks for something new."""


def words_are_gone(tx: Transaction, now: datetime) -> None:
    """Tell every index, in whatever process, that words were taken out of the store at `now` (UTC)."""
    tx.marks.set(GONE, now.isoformat())


class Searching:
    """Give `work` to a pump; `find` is for any thread."""

    def __init__(self, store: Store, index: CaseIndex) -> None:
        self._store = store
        self._index = index
        self._seen = 0
        self._gone: str | None = None

    def work(self) -> bool:
        """Take in the next events; return whether there may be more at once."""
        with self._store.transaction() as tx:
            gone = tx.marks.get(GONE)
            if gone != self._gone:
                self._index.clear()
                self._gone, self._seen = gone, 0
            seen, ids = tx.cases.changes(self._seen, BATCH)
            texts = {case_id: _text(tx, case_id) for case_id in ids}
        for case_id, text in texts.items():
            self._index.put(case_id, text)
        more, self._seen = seen > self._seen, seen
        return more

    def find(self, words: str) -> tuple[HomeCase, ...]:
        """Return the cases in which all these words, or beginnings of them, stand; the best first, ten at most."""
        ids = self._index.find(words, MOST)
        with self._store.transaction() as tx:
            cases = (tx.cases.get(case_id) for case_id in ids)
            return tuple(line_of(tx, case) for case in cases if case is not None and case.state is not State.NEW)


def _text(tx: Transaction, case_id: str) -> str:
    case = tx.cases.get(case_id)
    if case is None:
        return ""
    said = [
        row.effect.text
        for row in tx.outbox.of(case_id)
        if isinstance(row.effect, Reply) and not row.effect.private and row.state not in _UNSAID
    ]
    heard = [mention.text for mention in tx.mentions.of(case_id) if _is_public(mention)]
    return mask("\n".join([*_names(case), *heard, *said]))


def _names(case: Case) -> tuple[str, ...]:
    customer = case.customer
    return (case.id, customer.name, customer.handle, case.topic, case.team, case.ticket)


def _is_public(mention: Mention) -> bool:
    return not mention.private and not mention.deleted
