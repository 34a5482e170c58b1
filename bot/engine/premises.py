"""Watches over the staff's places: while outsiders can read the triage channel, or a private Slack channel that an
escalation goes to, nothing is posted there.

The leads are told in private, once, and once when it is over; both survive a restart. Cards and notes wait meanwhile,
and leave as things stand then. Private messages go on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.errors import DeliveryError, Permanent
from bot.domain.policy import Policy
from bot.domain.whom import Kind, read_whom
from bot.engine.dispatch import Dispatch
from bot.ports.clock import Clock
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

LOOK_EVERY = timedelta(minutes=1)
"""Between two looks: an invitation to another organisation is announced by no event."""
_SHARED = "places:shared"
BEGUN = (
    "⚠️ {place} is shared with another organisation, or about to be. Nothing of ours is posted there until that ends;"
    " private messages go on. Stop sharing it, or name a Slack channel of your own in the configuration."
)
OVER = "{place} is yours alone again. What waited is posted now."


def shut_destinations(tx: Transaction) -> tuple[str, ...]:
    """Return the destinations to which nothing may go because outsiders could read it."""
    return tuple(f"slack:{channel}" for channel in _shared(tx))


def places(policy: Policy, triage_channel: str = "") -> tuple[str, ...]:
    """Return the Slack channels that only staff may read: the triage channel, and those that chains name."""
    words = [word for team in policy.teams for word in (*(step.notify for step in team.chain), *team.fallback)]
    private = (whom.name for whom in map(read_whom, words) if whom.kind is Kind.PLACE)
    return tuple(dict.fromkeys((*((triage_channel,) if triage_channel else ()), *private)))


def _shared(tx: Transaction) -> tuple[str, ...]:
    return tuple(tx.marks.get(_SHARED).split())


class Premises:
    """Give `work` to a pump. `is_shared` asks the vendor, and raises a DeliveryError where it does not tell."""

    def __init__(
        self,
        store: Store,
        dispatch: Dispatch,
        policy: Policy,
        clock: Clock,
        is_shared: Callable[[str], bool],
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._dispatch = dispatch
        self._places = places(policy, dispatch.triage_channel)
        self._clock = clock
        self._is_shared = is_shared
        self._wake = wake
        self._asked = threading.Event()
        self._looked = datetime(2000, 1, 1, tzinfo=UTC)

    def begin(self) -> None:
        """Go by the places of now; to be called once, before anything leaves.

        What waited for a former triage channel goes to the present one, and nobody watches over a former place any
        more: what is still aimed at one is refused.
        """
        triage = self._dispatch.triage_channel
        with self._store.transaction() as tx:
            if triage and (moved := tx.outbox.aim_cards(f"slack:{triage}")):
                log.warning("triage_channel_changed", waiting=moved)
            tx.marks.set(_SHARED, " ".join(one for one in _shared(tx) if one in self._places))

    def shared(self, channel: str, shared: bool, envelope: int) -> None:
        """The vendor says that a channel is shared now, or not any more; only the staff's own places matter."""
        ours = channel in self._places
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            if ours and shared:
                self._note(tx, channel, True)
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
        for channel in self._places:
            self._look(channel)
        return False

    def rest(self) -> float:
        """Return for how many seconds nobody need look."""
        return 0.0 if self._asked.is_set() else LOOK_EVERY.total_seconds()

    def _look(self, channel: str) -> None:
        try:
            shared = self._is_shared(channel)
        except Permanent as refusal:
            # A Slack channel that cannot be seen is no reason to go on posting, nor to stop: posting will tell.
            log.warning("place_not_seen", channel=channel, reason=str(refusal))
            return
        except DeliveryError as fault:
            log.debug("place_not_seen", channel=channel, reason=str(fault))
            return
        with self._store.transaction() as tx:
            changed = self._note(tx, channel, shared)
        if changed:
            self._wake()

    def _note(self, tx: Transaction, channel: str, shared: bool) -> bool:
        """Write down how it is and tell the leads where that is news; return whether it is."""
        known = _shared(tx)
        if (channel in known) is shared:
            return False
        log.warning("place_shared", channel=channel, shared=shared)
        left = (*known, channel) if shared else tuple(one for one in known if one != channel)
        tx.marks.set(_SHARED, " ".join(left))
        triage = channel == self._dispatch.triage_channel
        place = "The triage channel" if triage else f"The private Slack channel {channel}"
        self._dispatch.tell_leads(tx, (BEGUN if shared else OVER).format(place=place), self._clock.now())
        return True
