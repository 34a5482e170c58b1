"""Writes down what a deed of the staff teaches, in the transaction of the deed. It learns nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.case import Case, Mention
from bot.domain.events import Event
from bot.domain.labels import Said, said_by
from bot.domain.masking import mask
from bot.domain.policy import Policy
from bot.ports.store import Label, Transaction


def write_labels(tx: Transaction, before: Case, after: Case, event: Event, policy: Policy, now: datetime) -> None:
    """Write the labels of an event at `now` (UTC) that turned `before` into `after`.

    Addresses in the customer's words are masked: nothing is learned from them.
    """
    said = said_by(before, after, event, policy)
    mentions = tx.mentions.of(after.id) if said else ()
    for one in said:
        words = _words(mentions, after, one)
        if not one.value:
            tx.labels.take_back(after.id, one.lesson)
        elif words and not (one.weak and any(label.lesson is one.lesson for label in tx.labels.of(after.id))):
            tx.labels.put(Label(after.id, one.lesson, words, after.language, one.value, now))


def _words(mentions: Sequence[Mention], case: Case, said: Said) -> str:
    """Return what the customer wrote: in the newest mention, or in the one that asked."""
    if not mentions:
        return ""
    wanted = case.last_mention if said.newest else case.asked_in
    chosen = next((one for one in mentions if one.id == wanted), mentions[-1] if said.newest else mentions[0])
    return mask(chosen.text).strip()
