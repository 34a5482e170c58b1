"""A post seen on our own account that may be a message of the bot's of which nobody knew whether it arrived."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.effects import Effect, Reply
from bot.engine.own_post import OwnPost
from bot.engine.same_text import is_same
from bot.ports.store import OutboxRow, OutboxState, Transaction

_UNDER_WAY = (OutboxState.SENDING, OutboxState.UNKNOWN)


def may_be_ours(row: OutboxRow, post: OwnPost) -> bool:
    """Tell whether a post on our side may be a message of ours that is under way.

    What stands in public is no private message of ours, and the other way round.
    """
    to = getattr(row.effect, "to", "")
    alike = getattr(row.effect, "private", False) is post.private
    here = post.private or not post.to or to == post.to or to.endswith(f":{post.to}")
    return row.state in _UNDER_WAY and alike and here


def arrived_after_all(tx: Transaction, case: Case, post: OwnPost) -> OutboxRow | None:
    """Return the message of a case that a post is, though a look had not found it, or none was possible; else None.

    One that surely did not arrive is never it: then a human wrote the same words.
    """
    for row in tx.outbox.of(case.id):
        if row.doubtful and row.state not in (*_UNDER_WAY, OutboxState.SENT) and _says(row.effect, post):
            return row
    return None


def _says(effect: Effect, post: OwnPost) -> bool:
    if not isinstance(effect, Reply) or effect.private is not post.private:
        return False
    return is_same(effect.text, post.text)
