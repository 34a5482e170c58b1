"""1: what a teammate has clicked for happens, or they are told why not."""

from __future__ import annotations

from bot.domain.response import ResponseKind as Kind
from bot.simulation.invariants.check import LONG_AGO, Check, Evidence, Found
from bot.simulation.invariants.nobody_forgotten import trouble
from bot.simulation.ledger import Deed, Fact

_ANSWERS = ("send:", "draft:send", "draft:own", "held:send", "held:edit")
_WAITS = "waits for you"


def clicked_for_nothing(evidence: Evidence) -> Found:
    """Yield customers for whom a teammate let an answer go that neither left nor was said to have not."""
    for customer in evidence.customers:
        for click in evidence.ledger.of(customer, Deed.CLICKED):
            # A click that the process died over was perhaps never written down.
            counts = click.valid and click.action.startswith(_ANSWERS) and "perhaps" not in click.marks
            if counts and evidence.end - click.at > LONG_AGO and not _was_heard(evidence, customer, click):
                yield customer, f"({click.action} at {click.at:%H:%M:%S})"


def _was_heard(evidence: Evidence, customer: int, click: Fact) -> bool:
    """Tell whether an answer left, the clicker was told something, a lead was asked, or a human has the trouble."""
    said = (fact for fact in evidence.said(customer) if fact.at >= click.at)
    if any(fact.kind in (None, Kind.SUGGESTION, Kind.CLOSING) or click.action.startswith("held:") for fact in said):
        return True
    told = [fact for fact in evidence.ledger.of(customer, Deed.TOLD) if fact.effect and fact.at >= click.at]
    if any(fact.who == click.who or _WAITS in fact.text for fact in told):
        return True
    return any(fact.at >= click.at for fact in trouble(evidence, customer))


CHECKS = (Check("1 click", "A teammate let an answer go: it did not leave, and nobody was told.", clicked_for_nothing),)
