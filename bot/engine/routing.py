"""To which case a mention belongs. Only the customer's own cases are ever looked at: codes stand in public posts.

It writes nothing and decides nothing that a case could decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case import Case, Mention, State
from bot.domain.reference import chosen_in, named_in, reference
from bot.domain.understood import Reading
from bot.ports.store import Transaction

MOST_OFFERED = 3
"""Among so many cases a customer is asked to choose, the newest: more do not fit into a message."""

OVER_AFTER = timedelta(days=7)
"""After so long without a word or a deed a request in private is about something new: what is asked about an answer or
a ticket is asked within days, and a direct message knows no subject. A week has every weekday and every shift in it."""
_DONE = frozenset({State.ANSWERED, State.TICKETED, State.RESOLVED, State.DISMISSED})
_MOST_LEFT_OUT = 20


@dataclass(frozen=True)
class Route:
    """Where a mention goes.

    `cases` are those that it belongs to, () for a new one. `address` is one that the customer gave before they were
    asked which case it is for, and `held_by` the case that held it. `offered` are cases to choose among.
    """

    cases: tuple[Case, ...] = ()
    address: str = ""
    held_by: Case | None = None
    offered: tuple[Case, ...] = ()


def route(tx: Transaction, mention: Mention, reading: Reading) -> Route:
    """Return where a mention goes: by the code in it, by its conversation, or by what the customer's cases wait for."""
    if not mention.private:
        return _one(tx.cases.of(mention))
    cases = tx.cases.of_customer(mention.customer)
    if asking := next((case for case in cases if case.offered and case.state is State.ASKED), None):
        offered = [case for case in cases if case.id in asking.offered]
        offered.sort(key=lambda case: asking.offered.index(case.id))
        if chosen := chosen_in(mention.text, offered):
            return Route(chosen, reading.email or asking.email, asking)
    if named := named_in(mention.text, cases):
        return Route(named[:1])
    waiting = tuple(case for case in cases if case.state is State.ASKED)
    if begun_here := tuple(case for case in waiting if case.conversation == mention.conversation):
        # They were asked in this conversation, and answer where they were asked.
        return Route(begun_here[:1])
    if reading.email and len(waiting) > 1:
        return Route(waiting[:1], offered=waiting[:MOST_OFFERED])
    return _one(_in_private(tx, mention, reading))


def new_case(tx: Transaction, mention: Mention) -> Case:
    """Return the case that a mention opens; nothing is saved yet."""
    return Case(tx.cases.new_id(), mention.channel, mention.customer, mention.conversation, mention.at)


def list_cases(tx: Transaction, case: Case) -> str:
    """Return the cases that a customer may choose among, each with its number and their own post or its code."""
    shown = []
    for number, case_id in enumerate(case.offered, start=1):
        other = tx.cases.get(case_id)
        posts = [mention.url for mention in tx.mentions.of(case_id) if mention.url and not mention.private]
        if posts or other is not None:
            shown.append(f"({number}) {posts[0] if posts else reference(other) if other else ''}")
    return " ".join(shown)


def _in_private(tx: Transaction, mention: Mention, reading: Reading) -> Case | None:
    """Return the case that a private mention goes on with; a request goes on with none that is over."""
    if not reading.is_request or reading.email or reading.bad_email:
        return tx.cases.of(mention)
    over: list[str] = []
    while (case := tx.cases.of(mention, over)) and _is_over(tx, case, mention.at):
        over.append(case.id)
        if len(over) == _MOST_LEFT_OUT:
            return None
    return case


def _is_over(tx: Transaction, case: Case, at: datetime) -> bool:
    """Tell whether nobody waits for anything in a case at `at` (UTC), and nothing has happened to it for long."""
    if case.state not in _DONE or case.promise:
        return False
    last = max((event.at for event in tx.cases.events(case.id)), default=case.opened_at)
    return at - last > OVER_AFTER


def _one(case: Case | None) -> Route:
    return Route(() if case is None else (case,))
