"""A post seen on our own side of a conversation: perhaps ours, perhaps a human's answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Channel


@dataclass(frozen=True)
class OwnPost:
    """A post by the brand's account or a teammate in a customer's conversation.

    `to` is the id of the post that it answers and `customer_id` whom it addresses, each "" where unknown; `who` is a
    teammate's name or words for the brand's account.
    """

    channel: Channel
    id: str
    conversation: str
    to: str
    customer_id: str
    who: str
    text: str
