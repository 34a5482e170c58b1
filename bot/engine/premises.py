"""Watches over the staff's place: while outsiders can read the triage channel, nothing is posted there.

The leads are told in private, once, and once when it is over; both survive a restart. Cards and notes wait meanwhile,
and leave as things stand then. Private messages go on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.errors import DeliveryError, Permanent
from bot.engine.dispatch import Dispatch
from bot.ports.clock import Clock
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

LOOK_EVERY = timedelta(minutes=1)
"""Between two looks: an invitation to another organisation is announced by no event."""
_SHARED = "triage:shared"
BEGUN = (
    "⚠️ The triage channel is shared with another organisation, or about to be. No cards and notes are posted there"
    " until that ends; private messages go on. Stop sharing it, or name a Slack channel of your own in"
    " [slack] triage_channel."
)
OVER = "The triage channel is yours alone again. The cards that waited are posted now."


def shut_destinations(tx: Transaction) -> tuple[str, ...]:
    """Return the destinations to which nothing may go because outsiders could read it."""
    channel = tx.marks.get(_SHARED)
    return (f"slack:{channel}",) if channel else ()


class Premises:
    """Give `work` to a pump. `is_shared` asks the vendor, and raises a DeliveryError where it does not tell."""

    def __init__(
        self,
        store: Store,
        dispatch: Dispatch,
        clock: Clock,
        is_shared: Callable[[], bool],
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._dispatch = dispatch
        self._clock = clock
        self._is_shared = is_shared
        self._wake = wake
        self._asked = threading.Event()
        self._looked = datetime(2000, 1, 1, tzinfo=UTC)

    def shared(self, channel: str, shared: bool, envelope: int) -> None:
        """The vendor says that a channel is shared now, or not any more; only our own triage channel matters."""
        ours = bool(channel) and channel == self._dispatch.triage_channel
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            if ours and shared:
                self._note(tx, True)
        if ours:
            # That it is over is believed only when the vendor is asked: it may be shared with others still.
            self._asked.set()
            self._wake()

    def work(self) -> bool:
        """Look, where it is time or somebody asked for it; always False."""
        now = self._clock.now()
        if not self._asked.is_set() and abs(now - self._looked) < LOOK_EVERY:
            return False
        self._asked.clear()
        self._looked = now
        try:
            shared = self._is_shared()
        except Permanent as refusal:
            # A Slack channel that cannot be seen is no reason to go on posting, nor to stop: posting will tell.
            log.warning("triage_channel_not_seen", reason=str(refusal))
            return False
        except DeliveryError as fault:
            log.debug("triage_channel_not_seen", reason=str(fault))
            return False
        with self._store.transaction() as tx:
            changed = self._note(tx, shared)
        if changed:
            self._wake()
        return False

    def rest(self) -> float:
        """Return for how many seconds nobody need look."""
        return 0.0 if self._asked.is_set() else LOOK_EVERY.total_seconds()

    def _note(self, tx: Transaction, shared: bool) -> bool:
        """Write down how it is and tell the leads where that is news; return whether it is."""
        if bool(tx.marks.get(_SHARED)) is shared:
            return False
        log.warning("triage_channel_shared", shared=shared)
        tx.marks.set(_SHARED, self._dispatch.triage_channel if shared else "")
        self._dispatch.tell_leads(tx, BEGUN if shared else OVER, self._clock.now())
        return True
