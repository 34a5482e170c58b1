"""A post seen on our own side of a conversation: perhaps ours, perhaps a human's answer.

On X it may be seen before the mention that it answers. Then it is remembered, so that the mention, once heard, counts
as answered in the same transaction, before anything automatic could leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case, Channel, Mention
from bot.domain.events import AnsweredElsewhere
from bot.ports.store import Transaction

BRAND_ACCOUNT = "the brand's account"
"""Who wrote a post of which only the account is known: the bot itself, or a human in the vendor's own app."""


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

    @property
    def is_on_our_account(self) -> bool:
        """Tell whether it stands where the bot writes too: what a teammate writes under their name is never its own."""
        return self.who == BRAND_ACCOUNT


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


def written_later(tx: Transaction, case: Case, post: OwnPost) -> tuple[Mention, ...] | None:
    """Return what the customer wrote after a post, oldest first; None where all that they wrote is newer than it."""
    known = [one for one in tx.mentions.of(case.id) if not one.deleted]
    later = tuple(one for one in known if _is_later(one, post))
    return None if known and len(later) == len(known) else later


def _place(channel: Channel, conversation: str, customer_id: str) -> str:
    """Return the name of the mark, or "": only X shows posts out of their order, and its ids grow with time."""
    return f"answer:{channel}:{conversation}:{customer_id}" if channel is Channel.X and customer_id else ""


def _number(id: str) -> int:
    digits = id.rpartition(":")[2]
    return int(digits) if digits.isdecimal() else 0


def _is_later(mention: Mention, post: OwnPost) -> bool:
    """Tell whether a mention is younger than a post; on X, whose times are whole seconds, by their ids."""
    theirs, ours = _number(mention.id), _number(post.id)
    if mention.channel is Channel.X and theirs and ours:
        return theirs > ours
    return mention.at > post.at
