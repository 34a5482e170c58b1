"""Somebody whom an operator names: a customer on a channel, or whoever has an email address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.case import Channel, Customer

_X = re.compile(r"@?(\w{1,50})", re.ASCII)
_SLACK = re.compile(r"[UW][A-Z0-9]{2,20}")
_MAIL = re.compile(r"[^\s@\"\\]+@[^\s@\"\\]+\.[^\s@\"\\]+")
# "joe@acme.com" is an address, "so.@acme said" and ".@acme" are handles: what follows tells where a dot stands before.
_AT_HANDLE = r"(?<!\w)(?:(?<!\w[.+%'-])@{0}(?!\w)|@{0}(?!\w|[.-]\w))"
_PAGES = (r"(?<=(?<![\w-])x\.com/)", r"(?<=(?<![\w-])twitter\.com/)")
_ALONE = r"(?<![\w.+-])(?<!\w[%'])(?:{0})(?![\w-]|\.\w)"


@dataclass(frozen=True)
class Person:
    """`channel` is None for an email address; `name` is a handle without the @, an id, or the address."""

    channel: Channel | None
    name: str

    def __str__(self) -> str:
        return f"{self.channel or 'mail'}:{self.name}"

    def is_customer(self, customer: Customer) -> bool:
        """Tell whether this names that customer; capital letters make no difference in a handle."""
        if self.channel is not customer.channel:
            return False
        same_handle = self.channel is Channel.X and self.name.casefold() == customer.handle.casefold()
        return same_handle or self.name == customer.id


def parse_person(text: str) -> Person:
    """Read "x:@handle", "slack:U0ANNA" or "mail:anna@example.com"; raise ValueError with words for anything else."""
    kind, _, name = text.strip().partition(":")
    if kind == "x" and (found := _X.fullmatch(name)):
        return Person(Channel.X, found[1])
    if kind == "slack" and _SLACK.fullmatch(name):
        return Person(Channel.SLACK, name)
    if kind == "mail" and _MAIL.fullmatch(name):
        return Person(None, name)
    raise ValueError("write x:@handle, slack:U0ANNA (a Slack user's id) or mail:anna@example.com")


def traces(person: Person, customers: tuple[Customer, ...], addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the patterns by which somebody is found in other people's texts: @handle, their pages, id, address.

    They find nothing that only begins or ends like it: an address at a host of that name is somebody else's.
    """
    named = (Customer(person.channel, person.name, person.name, ""),) if person.channel and not customers else ()
    found: list[str] = []
    for customer in customers or named:
        if customer.channel is Channel.X and customer.handle:
            handle = re.escape(customer.handle)
            found += [_AT_HANDLE.format(handle), *(rf"{page}{handle}(?!\w)" for page in _PAGES)]
        if customer.channel is Channel.SLACK:
            found.append(rf"(?<!\w){re.escape(customer.id)}(?!\w)")
    found += [_ALONE.format(re.escape(address)) for address in addresses]
    return tuple(dict.fromkeys(found))


def hashed_names(customer: Customer) -> tuple[str, ...]:
    """Return the words under which a forgotten customer is known again; they are kept as hashes only."""
    handle = (f"{customer.channel}:@{customer.handle.casefold()}",) if customer.handle else ()
    return (f"{customer.channel}:{customer.id}", *handle)
