"""A post seen on our own side of a conversation: perhaps ours, perhaps a human's answer.

On X it may be seen before the mention that it answers. Then it is remembered, so that the mention, once heard, counts
as answered in the same transaction, before anything automatic could leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case, Channel, Mention
from bot.domain.effects import Reply
from bot.domain.events import AnsweredElsewhere
from bot.ports.store import OutboxRow, OutboxState, Transaction


@dataclass(frozen=True)
class OwnPost:
    """A post by the brand's account or a teammate in a customer's conversation.

    `to` is the id of the post that it answers and `customer_id` whom it addresses, each "" where unknown; `who` is a
    teammate's name or words for the brand's account, `at` when they wrote it (UTC). One that `names_nobody` addresses
    `customer_id` only as the one who began the thread.
    """

    channel: Channel
    id: str
    conversation: str
    to: str
    customer_id: str
    who: str
    text: str
    at: datetime
    private: bool = False
    names_nobody: bool = False


def case_answered(tx: Transaction, post: OwnPost) -> Case | None:
    """Return the case that a post answers: a word to somebody without a case there is no answer to anybody else."""
    place = (post.channel, post.conversation)
    case = tx.cases.of_post(*place, post.to, post.customer_id, private=post.private)
    return tx.cases.of_post(*place, "") if case is None and post.names_nobody else case


def remember_answer(tx: Transaction, post: OwnPost) -> None:
    """Remember the newest answer of a human to this customer in this conversation."""
    place, number = _place(post.channel, post.conversation, post.customer_id), _number(post.id)
    if place and number > _number(tx.marks.get(place).partition(" ")[0]):
        tx.marks.set(place, f"{post.id} {post.who}")


def answered_before(tx: Transaction, mention: Mention) -> AnsweredElsewhere | None:
    """Return a human's answer that is younger than this mention of the same customer, or None."""
    place = _place(mention.channel, mention.conversation, mention.customer.id)
    id, _, who = tx.marks.get(place).partition(" ")
    younger = _number(id) > max(_number(one) for one in (mention.id, *mention.also))
    # When it was written is not remembered. Any younger mention that is older than the answer comes here in its turn.
    return AnsweredElsewhere(who, id, at=mention.at) if younger else None


def arrived_after_all(row: OutboxRow, post: OwnPost) -> bool:
    """Tell whether a post is a message of ours that was given up in doubt and arrived after all.

    Links are left out: X writes them in its own way.
    """
    if not isinstance(row.effect, Reply) or row.state is not OutboxState.DEAD:
        return False
    beginning = " ".join(row.effect.text.partition("http")[0].split())
    return bool(beginning) and beginning in " ".join(post.text.split())


def may_be_ours(row: OutboxRow, post: OwnPost) -> bool:
    """Tell whether a post on our side may be a message of ours that has no receipt yet.

    What stands in public is no private message of ours, and the other way round.
    """
    to = getattr(row.effect, "to", "")
    unsure = row.state in (OutboxState.SENDING, OutboxState.UNKNOWN)
    alike = getattr(row.effect, "private", False) is post.private
    return unsure and alike and (post.private or not post.to or to == post.to or to.endswith(f":{post.to}"))


def _place(channel: Channel, conversation: str, customer_id: str) -> str:
    """Return the name of the mark, or "": only X shows posts out of their order, and its ids grow with time."""
    return f"answer:{channel}:{conversation}:{customer_id}" if channel is Channel.X and customer_id else ""


def _number(id: str) -> int:
    digits = id.rpartition(":")[2]
    return int(digits) if digits.isdecimal() else 0
