"""Where customers are, seen from the outbox: a message goes out, and can be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.case import Channel, Customer


@dataclass(frozen=True)
class Outgoing:
    """A message to a customer.

    `id` is the effect id; `to` is the mention that it answers; `private` is a direct message.
    """

    id: str
    channel: Channel
    customer: Customer
    conversation: str
    to: str
    text: str
    private: bool


class CustomerChannel(Protocol):
    """Sends messages to customers on one channel.

    `send` is called at most once per effect and never repeated by the adapter itself: after anything doubtful it raises
    Unknown, and the engine calls `find` before it tries again. Every call ends within 30 s.
    """

    def send(self, message: Outgoing) -> str:
        """Send and return the vendor's id of the new message.

        Raises Temporary (did not arrive, try later), Duplicate, Permanent (never will) or Unknown (perhaps arrived).
        """
        ...

    def find(self, message: Outgoing) -> str | None:
        """Look whether `message` arrived: its remote id, or None when it surely did not.

        Raises Temporary when the look failed and may be repeated, Permanent when it can never be told.
        """
        ...

    def weight(self, text: str) -> int:
        """Return the length of `text` as this channel counts it."""
        ...

    @property
    def limit(self) -> int:
        """The longest weight that a message may have here."""
        ...

    def private_link(self, text: str) -> str:
        """Return a link by which a customer writes to us in private, or "" where this channel needs none.

        `text` is what the private message begins with; the customer can change it before they send it.
        """
        ...
