"""How much a vendor lets us do, and what it costs: rate limits, X's prices, and the operator's monthly budget.

Pure figures. It never counts what was used and never asks for the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

QUARTER = timedelta(minutes=15)
DAY = timedelta(hours=24)
LONGEST = timedelta(hours=25)
"""No vendor's window is longer; what claims to be is not believed."""
# X makes a link of every bare host name, too. In doubt it is one: that is the dearer way to count.
_LINK = re.compile(r"https?://|(?<![\w@])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Budget:
    """A rate limit: `calls` in every `period`, which begins with the first call in it.

    `name` is a destination of the outbox or a thing that is read, like "x:public"; a second budget of the same
    destination has one more part ("x:dm:day"). `calls` is None where only the vendor knows; its word is then what
    counts. With `capped` the operator chose the figure: the vendor's word may lower what is left, never raise it.
    """

    name: str
    calls: int | None
    period: timedelta
    capped: bool = False

    @property
    def destination(self) -> str:
        """The destination, or the thing that is read, that this budget is for."""
        return destination_of(self.name)


def destination_of(name: str) -> str:
    """Return the first two parts of a budget's name."""
    return ":".join(name.split(":")[:2])


def believable(until: datetime, now: datetime) -> datetime:
    """Return until when (UTC) to keep a silence that a vendor asks for at `now`: at most as long as any window is."""
    return min(until, now + LONGEST)


# Source: https://docs.x.com/x-api/fundamentals/rate-limits
X_BUDGETS = (
    Budget("x:public", 100, QUARTER),
    Budget("x:public:day", None, DAY),
    Budget("x:dm", 15, QUARTER),
    Budget("x:dm:day", 1_440, DAY),
    Budget("x:mentions", 300, QUARTER),
    Budget("x:posts", 900, QUARTER),
    Budget("x:messages", 15, QUARTER),
    Budget("x:lookup", 900, QUARTER),
)
"""What X allows: posts and direct messages that we send, and mentions, own posts and messages that we read,
and posts that are looked up by their ids."""


class Item(StrEnum):
    """What X takes money for."""

    READ_POST = "read_post"
    READ_MESSAGE = "read_message"
    REPLY = "reply"
    REPLY_WITH_LINK = "reply_with_link"
    MESSAGE = "message"


@dataclass(frozen=True)
class Prices:
    """What X takes, in millionths of a US dollar.

    A post of ours is always a reply to somebody who mentioned us, so X's price for other posts has no place here.
    Source: https://docs.x.com/x-api/getting-started/pricing
    """

    read_post: int = 1_000
    read_message: int = 10_000
    reply: int = 10_000
    reply_with_link: int = 200_000
    message: int = 15_000

    def of(self, item: Item) -> int:
        """Return the price of one item."""
        return int(getattr(self, item))


@dataclass(frozen=True)
class Spending:
    """What the operator lets X cost: `monthly` in millionths of a US dollar, None for no limit."""

    monthly: int | None = None
    prices: Prices = field(default_factory=Prices)


def post_item(text: str) -> Item:
    """Return what a public reply with this text is charged as."""
    return Item.REPLY_WITH_LINK if _LINK.search(text) else Item.REPLY


def month_of(now: datetime) -> str:
    """Return the month in which `now` (UTC) lies, like "2026-03": months turn at midnight UTC."""
    return f"{now:%Y-%m}"
