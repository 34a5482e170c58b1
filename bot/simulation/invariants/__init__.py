"""What must never happen, looked for in what the vendors and the people saw. Each check has a name and a sentence.

The numbers are those of PRODUCT.md, "What must never happen". A check that cannot fail is worthless: the tests take one
protection after the other out of the bot and expect these to notice.
"""

from __future__ import annotations

from bot.simulation.invariants.addressees import CHECKS as ADDRESSEES
from bot.simulation.invariants.chains import CHECKS as CHAINS
from bot.simulation.invariants.check import Check, Evidence
from bot.simulation.invariants.clicks import CHECKS as CLICKS
from bot.simulation.invariants.nobody_forgotten import CHECKS as NOBODY_FORGOTTEN
from bot.simulation.invariants.nothing_twice import CHECKS as NOTHING_TWICE
from bot.simulation.invariants.nothing_wrong_leaves import CHECKS as NOTHING_WRONG_LEAVES
from bot.simulation.invariants.only_staff_decide import CHECKS as ONLY_STAFF_DECIDE
from bot.simulation.outcome import Violation

ALL: tuple[Check, ...] = (
    *NOBODY_FORGOTTEN,
    *NOTHING_TWICE,
    *NOTHING_WRONG_LEAVES,
    *ONLY_STAFF_DECIDE,
    *CHAINS,
    *CLICKS,
    *ADDRESSEES,
)


def violations(evidence: Evidence) -> tuple[Violation, ...]:
    """Return every violation, with the facts about its customer as the trace."""
    found = []
    for check in ALL:
        for customer, detail in check.finds(evidence):
            trace = tuple(fact.line() for fact in evidence.facts_about(customer))
            words = f"{check.name}: {check.sentence} {detail}".strip()
            found.append(Violation(words, f"customer {customer}" if customer >= 0 else "everybody", trace))
    return tuple(found)


__all__ = ["ALL", "Check", "Evidence", "violations"]
