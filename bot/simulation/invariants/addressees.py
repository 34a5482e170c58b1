"""2 and 5: what is for one customer reaches nobody else: their ticket, its number, their name."""

from __future__ import annotations

import re

from bot.domain.response import HOLDING
from bot.domain.response import ResponseKind as Kind
from bot.simulation.customers import NAMES
from bot.simulation.invariants.check import LONG_AGO, Check, Evidence, Found
from bot.simulation.invariants.nobody_forgotten import trouble
from bot.simulation.ledger import Deed, Fact

_NAME = re.compile(r"\b(" + "|".join(NAMES) + r")\b")
_NOT_TOLD = "was not told there"


def wrong_address(evidence: Evidence) -> Found:
    """Yield customers whose ticket has an address that they never wrote."""
    for customer in evidence.customers:
        written = " ".join(fact.text for fact in evidence.ledger.of(customer, Deed.WROTE))
        for ticket in evidence.ledger.of(customer, Deed.TICKET):
            _, address = _number_and_address(ticket)
            if address and address not in written:
                yield customer, ""


def wrong_name(evidence: Evidence) -> Found:
    """Yield customers who were called by somebody else's name."""
    for customer in evidence.customers:
        own = {word for fact in evidence.ledger.of(customer, Deed.WROTE) for word in fact.who.split()}
        for fact in evidence.said(customer):
            if others := set(_NAME.findall(fact.text)) - own:
                yield customer, f"({', '.join(sorted(others))})"


def number_never_told(evidence: Evidence) -> Found:
    """Yield customers whose ticket is open, who never heard its number, and of whom no teammate knows that."""
    for customer in evidence.customers:
        stopped = any("stop" in fact.marks for fact in evidence.ledger.of(customer, Deed.WROTE))
        if stopped or trouble(evidence, customer):
            continue
        heard = " ".join(fact.text for fact in evidence.said(customer) if fact.kind is Kind.TICKET_OPENED)
        for ticket in evidence.ledger.of(customer, Deed.TICKET):
            number, _ = _number_and_address(ticket)
            notes = (fact.text for fact in evidence.staff_saw(customer) if number in fact.text)
            known = number in heard or any(_NOT_TOLD in words for words in notes)
            if not known and evidence.end - ticket.at > LONG_AGO:
                yield customer, f"({number})"


def too_many(evidence: Evidence) -> Found:
    """Yield customers with more tickets or more first replies than conversations, whatever they wrote in private."""
    for customer in evidence.customers:
        most = evidence.public_conversations(customer)
        tickets = len(evidence.ledger.of(customer, Deed.TICKET))
        first = sum(fact.kind in HOLDING for fact in evidence.said(customer))
        if max(tickets, first) > most:
            yield customer, f"({tickets} tickets, {first} first replies, {most} conversations)"


def _number_and_address(ticket: Fact) -> tuple[str, str]:
    number, _, address = ticket.text.partition(" for ")
    return number, address


CHECKS = (
    Check("5 wrong address", "A ticket was opened with somebody else's address.", wrong_address),
    Check("5 wrong name", "A customer was called by somebody else's name.", wrong_name),
    Check("1 number", "A ticket is open, and its number was told to nobody.", number_never_told),
    Check("2 too many", "One conversation led to two tickets or two first replies.", too_many),
)
