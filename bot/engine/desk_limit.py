"""How many tickets a customer, or an address, gets in a day: a desk acknowledges each by mail, which must be no flood.

An address is not known to be the customer's own. Whoever gives a stranger's, again and again, must not make the desk
write to that stranger again and again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.guards import Finding, Severity
from bot.domain.policy import Policy
from bot.ports.store import Transaction

_DAY = timedelta(hours=24)


def too_many_tickets(tx: Transaction, case: Case, policy: Policy, now: datetime) -> tuple[Finding, ...]:
    """Return what keeps a ticket from being opened at `now` (UTC); nothing when it may be opened."""
    earlier = {row.case_id for row in tx.cases.happened({"TicketOpened"}, now - _DAY)} - {case.id}
    others = [other for other in map(tx.cases.get, sorted(earlier)) if other is not None]
    of_customer = sum((one.channel, one.customer.id) == (case.channel, case.customer.id) for one in others)
    of_address = sum(bool(case.email) and one.email.casefold() == case.email.casefold() for one in others)
    for whose, count in (("customer", of_customer), ("address", of_address)):
        if count >= policy.daily_tickets:
            reason = f"This {whose} has had {count} tickets in 24 hours. If one more is right, open it by hand."
            return (Finding("tickets", Severity.STOP, reason),)
    return ()
