"""What users of other products complain of: somebody is told although a teammate has acknowledged; a note gets out."""

from __future__ import annotations

from datetime import timedelta

from bot.simulation.invariants.check import IN_FLIGHT, Check, Evidence, Found
from bot.simulation.ledger import Deed

_ASKS = ("You are on duty", "nobody is on it yet", "Nobody has taken")
_NOTE = "Between us:"
GOES_ON = timedelta(minutes=26)
"""So long after an acknowledgement a chain may go on: 15 minutes to the reminder, 15 more, less two wrong clocks."""


def told_after_taken(evidence: Evidence) -> Found:
    """Yield customers whose case somebody had, and of whose waiting others were told all the same."""
    for customer in evidence.customers:
        if evidence.conversations(customer) > 1:
            continue
        clicks = evidence.clicks(customer)
        restarts = [*evidence.received(customer).values(), *(one.at for one in clicks if one.action != "take")]
        takes = [one for one in clicks if one.action == "take"]
        for take in takes:
            for fact in evidence.ledger.of(customer, Deed.TOLD):
                asks = fact.effect and any(words in fact.text for words in _ASKS)
                # A second click is refused while somebody has it: the time runs from the first one.
                went_on = any(fact.at - one.at >= GOES_ON for one in takes)
                late = IN_FLIGHT < fact.at - take.at and not went_on
                # A click may be worked on long after it was acknowledged, and what the customer writes begins a chain.
                excused = any(take.at - IN_FLIGHT <= at <= fact.at for at in restarts)
                if asks and late and not excused:
                    yield customer, f"({fact.text[:60]})"


def notes_get_out(evidence: Evidence) -> Found:
    """Yield customers who read what a teammate wrote to another one."""
    for customer in evidence.customers:
        if any(_NOTE in fact.text for fact in evidence.said(customer)):
            yield customer, ""


CHECKS = (
    Check("6 told after taken", "Somebody was told of a case that a teammate had acknowledged.", told_after_taken),
    Check("3 note", "A note among teammates reached the customer.", notes_get_out),
)
