"""What became of a message before it was heard: its author had changed or deleted it by then.

What Slack could not hand over it hands over again up to an hour later, as it was first written. What was done to it
meanwhile comes in its own time, and nobody knows yet whose it is. So it is remembered for a day.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.case import Channel, Mention
from bot.ports.store import Transaction

KEPT_FOR = timedelta(days=1)
_MARK = "early revisions"
_MOST = 100
"""A channel in which everybody edits all the time may not fill the database: the oldest go first."""


def remember(
    tx: Transaction, channel: Channel, id: str, written: datetime, at: datetime, text: str | None, now: datetime
) -> None:
    """Remember what a message that was never heard says since `at` (UTC); `text` is None where it was deleted.

    One that was `written` (UTC) longer ago than `KEPT_FOR` will not be heard any more.
    """
    if now - written > KEPT_FOR:
        return
    key = f"{channel}:{id}"
    kept = _kept(tx, now)
    before = kept.pop(key, None)
    newer = {"written": written.isoformat(), "at": at.isoformat(), "text": text}
    # Nothing follows a deletion, and of two edits that come the wrong way round the later one counts.
    stays = before is not None and (before["text"] is None or (text is not None and before["at"] > newer["at"]))
    kept[key] = before if stays else newer
    _write(tx, dict(list(kept.items())[-_MOST:]))


def as_it_stands(tx: Transaction, mention: Mention) -> Mention:
    """Return a mention that is about to be heard as its author has left it since."""
    found = _remembered(tx).get(f"{mention.channel}:{mention.id}")
    if found is None:
        return mention
    return replace(mention, text="", deleted=True) if found["text"] is None else replace(mention, text=found["text"])


def forget_old(tx: Transaction, now: datetime) -> None:
    """Forget what need not be remembered any more at `now` (UTC)."""
    if tx.marks.get(_MARK):
        _write(tx, _kept(tx, now))


def _remembered(tx: Transaction) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tx.marks.get(_MARK) or "{}")
    return found


def _kept(tx: Transaction, now: datetime) -> dict[str, Any]:
    found = _remembered(tx)
    return {key: one for key, one in found.items() if now - datetime.fromisoformat(one["written"]) <= KEPT_FOR}


def _write(tx: Transaction, kept: dict[str, Any]) -> None:
    tx.marks.set(_MARK, json.dumps(kept, ensure_ascii=False) if kept else "")
