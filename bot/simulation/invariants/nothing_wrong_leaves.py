"""3, 4 and 5: no teammate, note or placeholder in public; nothing stale; nothing private where it does not belong."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.domain.policy import SEND_BY
from bot.domain.response import ASKING, HOLDING
from bot.domain.response import ResponseKind as Kind
from bot.simulation import company
from bot.simulation.invariants.check import (
    IN_FLIGHT,
    LASTING,
    WRONG_CLOCK,
    Check,
    Evidence,
    Found,
    is_automatic,
)
from bot.simulation.ledger import NOBODY, Deed, Fact

_PLACEHOLDER = re.compile(r"[{}]|\bNone\b|<%|\[\[|%s")
_INTERNAL = re.compile(r"The customer |suggestion|escalat|acknowledge", re.IGNORECASE)
_STAFF = re.compile(
    "|".join(re.escape(word) for one in company.STAFF for word in (one.name, one.slack, *one.handles)), re.IGNORECASE
)
_SLOW_CALL = timedelta(seconds=45)


def wrong_words(evidence: Evidence) -> Found:
    """Yield customers who read a teammate's name in public, an internal note or a placeholder."""
    for fact in evidence.ledger.all(Deed.SAID):
        # In a private answer a human may name a colleague, after a warning.
        if fact.public and _STAFF.search(fact.text):
            yield fact.customer, "(a teammate)"
        if _PLACEHOLDER.search(fact.text):
            yield fact.customer, "(a placeholder)"
        if fact.kind is None and _INTERNAL.search(fact.text):
            yield fact.customer, "(an internal note)"


def stale(evidence: Evidence) -> Found:
    """Yield customers who got an automatic message after its time."""
    for customer in evidence.customers:
        clicks = [fact for fact in evidence.clicks(customer) if fact.action != "take"]
        posts = evidence.ledger.of(customer, Deed.WROTE)
        for fact in evidence.said(customer):
            if is_automatic(fact) and fact.kind is not Kind.TICKET_OPENED and _too_late(evidence, fact, posts, clicks):
                yield customer, f"({fact.kind} at {fact.at:%H:%M:%S})"


def _too_late(evidence: Evidence, said: Fact, posts: list[Fact], clicks: list[Fact]) -> bool:
    """Tell whether no post and no click that could have caused a message is recent enough.

    An ask is caused by a timer, which a first reply, a click or another post has set.
    """
    assert said.kind is not None
    allowed = SEND_BY[said.kind] + WRONG_CLOCK + _SLOW_CALL
    if said.kind in ASKING:
        allowed += evidence.policy.answer_timeout + SEND_BY[Kind.HOLD]
    answered = [one for one in posts if one.place == said.place] if said.kind in HOLDING else posts
    causes = [one.at for one in (*answered, *clicks) if one.at <= said.at]
    return not causes or said.at - max(causes) > allowed


def leaked(evidence: Evidence) -> Found:
    """Yield everything that the vendors and the log showed where it must not be."""
    for fact in evidence.ledger.all(Deed.LEAKED):
        yield fact.customer, f"({fact.text})"


def to_nobody(evidence: Evidence) -> Found:
    """Yield messages that answer nobody: our own posts, another bot, somebody who never wrote."""
    for fact in evidence.ledger.of(NOBODY, Deed.SAID):
        yield NOBODY, f"({fact.place})"


def to_what_is_gone(evidence: Evidence) -> Found:
    """Yield customers who had deleted all that they wrote in Slack, and whom the bot went on answering."""
    for customer in evidence.customers:
        gone = evidence.received(customer, "deletion")
        # Who deletes an address because we asked them to wants their ticket all the same.
        if not gone or any(fact.kind is Kind.ADDRESS_PUBLIC for fact in evidence.said(customer)):
            continue
        clicks = [one.at for one in evidence.clicks(customer) if one.action != "take"]
        posts = evidence.ledger.of(customer, Deed.WROTE)
        for fact in evidence.said(customer):
            ids = [one.about for one in posts if one.at <= fact.at]
            if not is_automatic(fact) or fact.kind in LASTING or not ids or not all(id in gone for id in ids):
                continue
            known = max(gone[id] for id in ids)
            late = fact.at > known + evidence.soon_enough(known, fact.at)
            if late and not any(known - IN_FLIGHT <= at <= fact.at for at in clicks):
                yield customer, f"({fact.kind}, {(fact.at - known).total_seconds():.0f} s later)"


CHECKS = (
    Check(
        "3 wrong words", "A message names a teammate, shows an internal note or an unfilled placeholder.", wrong_words
    ),
    Check("4 stale", "A message left after its send-by time.", stale),
    Check("5 leaked", "An address, a token or a direct message was shown where it must not be.", leaked),
    Check("5 gone", "The bot went on answering words that their author had deleted.", to_what_is_gone),
    Check("7 to nobody", "The bot answered itself or somebody who never wrote.", to_nobody),
)
