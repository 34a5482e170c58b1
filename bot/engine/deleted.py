"""Asks X whether posts that are kept here are still there, and deletes here what was deleted there, within a day.

Source: https://docs.x.com/developer-terms/policy, "Content compliance": deleted content is deleted within 24 hours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.domain.case import Channel
from bot.domain.errors import DeliveryError
from bot.ports.clock import Clock
from bot.ports.store import Store

log = structlog.get_logger()

AGAIN_AFTER = timedelta(hours=20)
"""How long a post is taken for being there: less than a day, with time left for an outage."""
AT_ONCE = 100
"""So many posts X looks up in one call."""


class DeletedPosts:
    """Give `work` to a pump."""

    def __init__(
        self,
        store: Store,
        look_up: Callable[[Sequence[str]], frozenset[str]],
        deleted: Callable[[Channel, str], None],
        clock: Clock,
    ) -> None:
        """Take what tells the ids that are gone, which raises a DeliveryError, and what tells their cases."""
        self._store = store
        self._look_up = look_up
        self._deleted = deleted
        self._clock = clock

    def work(self) -> bool:
        """Look one batch up; return whether there may be more to look up now."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            batch = tx.privacy.to_look_up(Channel.X, now - AGAIN_AFTER, AT_ONCE)
        if not batch:
            return False
        try:
            gone = self._look_up([mention.id for mention in batch])
        except DeliveryError as problem:
            log.warning("posts_not_looked_up", reason=str(problem))
            return False
        for mention in batch:
            if mention.id in gone:
                # The case first: after a crash here the post is looked up again, and twice told is told once.
                self._deleted(mention.channel, mention.id)
        with self._store.transaction() as tx:
            for mention in batch:
                tx.privacy.looked_up(mention, now, gone=mention.id in gone)
        if gone:
            log.info("deleted_posts_deleted", posts=len(gone))
        return len(batch) == AT_ONCE
