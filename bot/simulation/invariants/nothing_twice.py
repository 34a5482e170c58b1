"""2: nobody gets the same automatic message twice, or two first replies for one case; no ticket is opened twice."""

from __future__ import annotations

from collections import Counter

from bot.domain.response import ASKING, HOLDING
from bot.simulation.invariants.check import Check, Evidence, Found, is_automatic
from bot.simulation.ledger import Deed


def same_words_twice(evidence: Evidence) -> Found:
    """Yield customers who read the same automatic words twice in one place."""
    for customer in evidence.customers:
        automatic = (fact for fact in evidence.said(customer) if is_automatic(fact))
        words = Counter((fact.place, fact.text) for fact in automatic)
        if any(count > 1 for count in words.values()):
            yield customer, ""


def same_kind_twice(evidence: Evidence) -> Found:
    """Yield customers who got a kind of automatic message more often than they began conversations."""
    for customer in evidence.customers:
        most = evidence.conversations(customer)
        kinds: Counter[str] = Counter()
        for fact in evidence.said(customer):
            if is_automatic(fact):
                name = "first reply" if fact.kind in HOLDING else "ask" if fact.kind in ASKING else str(fact.kind)
                kinds[name] += 1
        for name, count in sorted(kinds.items()):
            if count > most:
                yield customer, f"({count} of the kind {name})"


def two_first_replies(evidence: Evidence) -> Found:
    """Yield customers who got two first replies in one conversation."""
    for customer in evidence.customers:
        places = Counter(fact.place for fact in evidence.said(customer) if fact.kind in HOLDING)
        if any(count > 1 for count in places.values()):
            yield customer, ""


def same_effect_twice(evidence: Evidence) -> Found:
    """Yield customers about whom one message was posted twice in Slack, or one ticket opened twice."""
    for customer in evidence.customers:
        facts = evidence.ledger.of(customer, Deed.SAID, Deed.CARD, Deed.TOLD, Deed.TICKET)
        effects = Counter((fact.effect, fact.place) for fact in facts if fact.effect)
        if any(count > 1 for count in effects.values()):
            yield customer, ""


def two_tickets(evidence: Evidence) -> Found:
    """Yield customers with more tickets than conversations."""
    for customer in evidence.customers:
        if len(evidence.ledger.of(customer, Deed.TICKET)) > evidence.conversations(customer):
            yield customer, ""


CHECKS = (
    Check("2 same words", "A customer got the same automatic message twice.", same_words_twice),
    Check("2 same kind", "A customer got one kind of automatic message twice in a case.", same_kind_twice),
    Check("2 two first replies", "A customer got two holding replies for one case.", two_first_replies),
    Check("2 same effect", "One message or ticket exists twice at the vendor.", same_effect_twice),
    Check("2 two tickets", "One case has two tickets.", two_tickets),
)
