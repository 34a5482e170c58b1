"""The shape of [x.limits] and [x.prices], and what they mean for the rest of the program.

What the operator leaves out is X's own figure; what is written is the operator's, and X's word never raises it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.budgets import X_BUDGETS, Budget, Item, Prices, Spending

_MILLION = 1_000_000
_MOST = 1_000_000
"""The highest amount of US dollars that is taken for meant as it is written."""


def _micros(value: object) -> int:
    """Return an amount in US dollars as millionths; TOML writes it with or without a point."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise ValueError("write an amount in US dollars, like 25 or 0.015")
    return int((Decimal(str(value)) * _MILLION).to_integral_value())


Calls = Annotated[int, Field(ge=1)]
Dollars = Annotated[int, BeforeValidator(_micros)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _calls(what: str, example: int) -> int | None:
    value: int | None = Field(None, description=f"a whole number from 1 ({what})", examples=[str(example)])
    return value


class LimitsEntry(_Table):
    """[x.limits]"""

    posts: Calls | None = _calls("posts in 15 minutes", 100)
    messages: Calls | None = _calls("direct messages in 15 minutes", 15)
    messages_daily: Calls | None = _calls("direct messages in 24 hours", 1_440)
    read_mentions: Calls | None = _calls("reads of mentions in 15 minutes", 300)
    read_posts: Calls | None = _calls("reads of our own posts in 15 minutes", 900)
    read_messages: Calls | None = _calls("reads of direct messages in 15 minutes", 15)


class PricesEntry(_Table):
    """[x.prices]"""

    read_post: Dollars | None = Field(None, description="an amount in US dollars", examples=["0.001"])
    read_message: Dollars | None = Field(None, description="an amount in US dollars", examples=["0.010"])
    reply: Dollars | None = Field(None, description="an amount in US dollars", examples=["0.010"])
    reply_with_link: Dollars | None = Field(None, description="an amount in US dollars", examples=["0.200"])
    message: Dollars | None = Field(None, description="an amount in US dollars", examples=["0.015"])


_KEYS = {
    "x:public": "posts",
    "x:dm": "messages",
    "x:dm:day": "messages_daily",
    "x:mentions": "read_mentions",
    "x:posts": "read_posts",
    "x:messages": "read_messages",
}


def budgets(entry: LimitsEntry | None) -> tuple[Budget, ...]:
    """Return X's budgets with the operator's figures in place of X's."""
    return tuple(_chosen(budget, entry) for budget in X_BUDGETS)


def spending(monthly: int | None, entry: PricesEntry | None) -> Spending:
    """Return what X may cost, with the operator's prices in place of X's."""
    written = entry.model_dump(exclude_none=True) if entry else {}
    return Spending(monthly, replace(Prices(), **{item: written[item] for item in Item if item in written}))


def _chosen(budget: Budget, entry: LimitsEntry | None) -> Budget:
    calls = getattr(entry, _KEYS.get(budget.name, ""), None) if entry else None
    return budget if calls is None else replace(budget, calls=calls, capped=True)
