"""Removes every night what was kept long enough, and tells what that is. It decides no duration itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

import structlog

from bot.domain.retention import Keep
from bot.engine import early
from bot.engine.searching import words_are_gone
from bot.ports.clock import Clock
from bot.ports.store import Store

LAST_TIDYING = "tidied"
"""The mark that says when the nightly tidying began last."""

log = structlog.get_logger()


def tidy(store: Store, keep: Keep, now: datetime, *, remove: bool = True) -> Mapping[str, int]:
    """Remove what is too old at `now` (UTC) and return how much of each kind; without `remove` nothing changes.

    One transaction a kind: the bot goes on meanwhile. What was removed is in the pages of the file until it is swept.
    """
    found: dict[str, int] = {}
    for one in fields(keep):
        with store.transaction() as tx:
            found[one.name] = tx.privacy.old(one.name, now - getattr(keep, one.name), remove=remove)
    if remove:
        with store.transaction() as tx:
            early.forget_old(tx, now)
            if any(found.values()):
                words_are_gone(tx, now)
    return found


class Tidying:
    """Give `work` to the nightly clock."""

    def __init__(self, store: Store, keep: Keep, clock: Clock) -> None:
        self._store = store
        self._keep = keep
        self._clock = clock

    def work(self) -> None:
        """Tidy once."""
        now = self._clock.now()
        found = tidy(self._store, self._keep, now)
        # Also in a night in which nothing went: what an earlier one could not empty is emptied then.
        emptied = self._store.sweep() if any(found.values()) else self._store.empty_log()
        log.info("tidied", **found)
        if not emptied:
            log.warning("log_not_emptied", why="another program reads the database all the time")
