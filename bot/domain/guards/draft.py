"""An outgoing message and the facts that the guards need about it. Every fact that is left out finds nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.case import Channel
from bot.domain.policy import Staff
from bot.domain.response import ResponseKind


@dataclass(frozen=True)
class Earlier:
    """A text that left before; `at` is UTC."""

    text: str
    at: datetime


@dataclass(frozen=True)
class History:
    """What was said before, as far as it has left or may have left.

    Arguments:
        said_in_case: the automatic kinds that this customer got in this case; never the kind of the draft itself
            because it was decided, only because it left.
        to_customer: earlier texts to this customer, from any case.
        window: for how long the same text to the same customer counts as a repetition.
        on_account: texts of the brand's account that X would still compare with.
    """

    said_in_case: tuple[ResponseKind, ...] = ()
    to_customer: tuple[Earlier, ...] = ()
    window: timedelta = timedelta(hours=24)
    on_account: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How much has happened already, without this message; a limit of 0 is no limit.

    Arguments:
        quick, quick_limit: exchanges with this author in a row, each within seconds, and how many may be.
        daily, daily_limit: automatic messages that this author got today, and how many they may get.
    """

    quick: int = 0
    quick_limit: int = 0
    daily: int = 0
    daily_limit: int = 0


@dataclass(frozen=True)
class Draft:
    """An outgoing message as the guards see it.

    Arguments:
        text, public: what would be read, and whether everybody could.
        weight, limit: counted by the channel.
        staff: everybody who is never named in public.
        customer_name: the first name by which the text may greet the customer.
        brand, handle: how we are called in public, the handle without the @; a teammate's name inside of it names us.
        channel: where it would go; None finds nothing that only one channel objects to.
        kind: what the text is for; None is like a suggestion.
        automatic: true when no human has asked for this very text.
        heated: whether the customer is angry.
        opted_out: whether the customer said stop and this message may therefore not leave.
        summoned: whether the post that it answers mentioned or quoted us.
        author_is_bot, author_is_us: who wrote the post that it answers.
        now, send_by: UTC; without both nothing is too late.
        known_handles: handles without the @ that may stand in a public text (ours, the customer's, those that the
            customer wrote first); None when this is not known.
        ticket_links: beginnings of addresses of ours that open without a login.
        internal_hosts: host names that only staff can reach.
        internal_texts: what staff wrote in the internal thread.
        customer_texts: what the customer wrote; saying that back gives nothing away.
        history, counts: what happened before.
    """

    text: str
    public: bool
    weight: int
    limit: int
    staff: tuple[Staff, ...]
    customer_name: str = ""
    brand: str = ""
    handle: str = ""
    channel: Channel | None = None
    kind: ResponseKind | None = None
    automatic: bool = True
    heated: bool = False
    opted_out: bool = False
    summoned: bool = True
    author_is_bot: bool = False
    author_is_us: bool = False
    now: datetime | None = None
    send_by: datetime | None = None
    known_handles: frozenset[str] | None = None
    ticket_links: tuple[str, ...] = ()
    internal_hosts: tuple[str, ...] = ()
    internal_texts: tuple[str, ...] = ()
    customer_texts: tuple[str, ...] = ()
    history: History = field(default_factory=History)
    counts: Counts = field(default_factory=Counts)
