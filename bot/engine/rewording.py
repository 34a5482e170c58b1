"""Other words for a message that was refused because it says what an earlier one said. Nothing is written here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.effects import Reply
from bot.domain.errors import Duplicate, ResponseError
from bot.engine.delivery import Delivery
from bot.engine.subject import Subject
from bot.engine.wording import Wording
from bot.ports.store import OutboxRow, OutboxState

MOST_WORDINGS = 6


def in_other_words(
    row: OutboxRow, subject: Subject, wording: Wording, delivery: Delivery, now: datetime, refusal: Duplicate
) -> OutboxRow:
    """Return the row with the next wording, ready at `now` (UTC).

    Raises ResponseError where there are no other words; those of a human are not ours to change, and then it says what
    the vendor said in its `refusal`.
    """
    reply = row.effect
    if not isinstance(reply, Reply) or subject.story is None or row.wording >= MOST_WORDINGS or reply.by:
        raise ResponseError(str(refusal))
    case, number = subject.story.case, row.wording + 1
    reply = wording.reply(case, reply, delivery.channel(case), now, number)
    return replace(row, effect=reply, wording=number, state=OutboxState.READY, next_try=now)
