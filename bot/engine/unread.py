"""Tells the leads what a channel showed and the bot could not take in: then a human has to look.

It must never say what stands there. Nothing is told twice, also over a restart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Channel
from bot.engine.dispatch import Dispatch
from bot.engine.uncounted import UNCOUNTED
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.ports.tally import Tally

MOST_LINKS = 5


class Kind(StrEnum):
    """What could not be read; the value is the word in the metrics."""

    MENTION = "mention"
    MESSAGE = "message"
    OWN_POST = "own_post"
    CHANGE = "change"


_SILENT = "so the bot does not answer"
_WHAT = {
    (Channel.X, Kind.MENTION): ("A post on X that names us", "{} posts on X that name us", _SILENT),
    (Channel.X, Kind.MESSAGE): ("A direct message on X", "{} direct messages on X", _SILENT),
    (Channel.X, Kind.OWN_POST): (
        *("A post of our own account on X", "{} posts of our own account on X"),
        "and may be a human's answer that the bot does not know of",
    ),
    (Channel.SLACK, Kind.MENTION): ("A message in Slack", "{} messages in Slack", _SILENT),
    (Channel.SLACK, Kind.MESSAGE): (
        *("A direct message to the bot in Slack", "{} direct messages to the bot in Slack"),
        f"{_SILENT}. Only its author can see it: please ask them",
    ),
    (Channel.SLACK, Kind.OWN_POST): (
        *("A teammate's message in a customer's thread in Slack", "{} messages of teammates in customers' threads"),
        "and may be an answer that the bot does not know of",
    ),
    (Channel.SLACK, Kind.CHANGE): (
        *("A change to a message in Slack, or its deletion,", "{} changes to messages in Slack, or deletions,"),
        "so the card may still have the words from before",
    ),
}
"""What it is, what several of it are, and what follows."""


@dataclass(frozen=True)
class Unread:
    """One thing that could not be taken in; `id` and `url`, where a human can look, are "" where there are none."""

    channel: Channel
    kind: Kind
    id: str = ""
    url: str = ""


class UnreadNews:
    """Give `tell` to whatever reads a channel."""

    def __init__(
        self, store: Store, dispatch: Dispatch, clock: Clock, wake: Callable[[], None], tally: Tally = UNCOUNTED
    ) -> None:
        self._store = store
        self._dispatch = dispatch
        self._clock = clock
        self._wake = wake
        self._tally = tally

    def tell_of(self, found: Unread | None) -> None:
        """Tell every lead of one thing, if it is anything. Raises StoreBroken: then nobody is told."""
        if found is not None:
            self.tell([found])

    def tell(self, found: Sequence[Unread]) -> None:
        """Tell every lead in one message; all of `found` is of one channel and kind.

        Raises StoreBroken: then nobody is told.
        """
        with self._store.transaction() as tx:
            new = [one for one in found if not (one.id and tx.marks.get(_mark(one)))]
            for one in new:
                if one.id:
                    tx.marks.set(_mark(one), "told")
            if new:
                self._dispatch.tell_leads(tx, words_about(new), self._clock.now())
        for one in new:
            self._tally.unread(one.channel, one.kind)
        self._wake()


def words_about(found: Sequence[Unread]) -> str:
    """Return what the leads are told about these, all of one channel and kind and at least one."""
    one, several, so = _WHAT[found[0].channel, found[0].kind]
    what = one if len(found) == 1 else several.format(len(found))
    links = [unread.url for unread in found if unread.url]
    more = f" and {len(found) - MOST_LINKS} more" if len(links) > MOST_LINKS else ""
    where = f"Please look: {' '.join(links[:MOST_LINKS])}{more}" if links else "Please look there yourself."
    return f"⚠️ {what} could not be read, {so}. {where}"


def _mark(unread: Unread) -> str:
    return f"unread:{unread.channel}:{unread.id}"
