"""Asks X whether posts that are kept here are still there, and deletes here what was deleted there, within a day.

Source: https://docs.x.com/developer-terms/policy, "Content compliance": deleted content is deleted within 24 hours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.domain.case import Channel
from bot.domain.effects import ShowCard
from bot.domain.errors import DeliveryError
from bot.engine.dispatch import Dispatch, effect_id
from bot.engine.story import card_of
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
        self, store: Store, look_up: Callable[[Sequence[str]], frozenset[str]], dispatch: Dispatch, clock: Clock
    ) -> None:
        """Take what tells the ids that are gone; it raises a DeliveryError."""
        self._store = store
        self._look_up = look_up
        self._dispatch = dispatch
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
        with self._store.transaction() as tx:
            for mention in batch:
                case_id = tx.privacy.looked_up(mention, now, gone=mention.id in gone)
                if mention.id in gone and card_of(tx.outbox.of(case_id)):
                    row_id = effect_id(f"{case_id}/{mention.id}/gone", 0, 0)
                    self._dispatch.write_for_staff(tx, case_id, ShowCard(), row_id, now)
        if gone:
            log.info("deleted_posts_deleted", posts=len(gone))
        return len(batch) == AT_ONCE
