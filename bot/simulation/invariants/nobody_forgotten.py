"""1 and 6: no mention that was received is lost, no timer is."""

from __future__ import annotations

from bot.domain.case import Channel
from bot.domain.policy import Mode
from bot.domain.response import ASKING, HOLDING
from bot.simulation.invariants.check import LONG_AGO, Check, Evidence, Found
from bot.simulation.ledger import NOBODY, Deed, Fact

_TROUBLE = ("did not leave", "held back", "needs a human now", "wrote while the bot was away", "not sure")
_CHASED = ("nobody is on it yet", "Nobody has taken")


def never_heard(evidence: Evidence) -> Found:
    """Yield customers who wrote on X, where the bot was not even shown it though it had all the time to look."""
    for customer in evidence.customers:
        taken_in = {fact.about for fact in evidence.wrote(customer)}
        gone = {fact.about for fact in evidence.ledger.of(customer, Deed.DELETED)}
        gone |= {fact.was for fact in evidence.ledger.of(customer, Deed.EDITED)}
        for fact in evidence.ledger.of(customer, Deed.WROTE):
            # Slack gives up after some attempts; what it could not hand over nobody has received.
            on_x = fact.about.isdecimal() and fact.about not in gone
            if on_x and fact.about not in taken_in and evidence.end - fact.at > LONG_AGO:
                yield customer, f"({fact.about})"


def lost(evidence: Evidence) -> Found:
    """Yield customers whose request nobody answered and nobody of the staff was shown."""
    for customer in evidence.customers:
        for fact in evidence.wrote(customer):
            if "request" not in fact.marks or evidence.end - fact.at < LONG_AGO:
                continue
            if not evidence.said(customer) and not evidence.staff_saw(customer):
                yield customer, f"({fact.about})"


def unseen(evidence: Evidence) -> Found:
    """Yield customers who wrote again and whose words no teammate was shown."""
    for customer in evidence.customers:
        shown = {mark for fact in evidence.staff_saw(customer) for mark in fact.marks}
        shown |= {mark for fact in evidence.ledger.of(customer, Deed.TICKET) for mark in fact.marks}
        digest = any("while the bot was away" in fact.text for fact in evidence.staff_saw(customer))
        for fact in evidence.wrote(customer):
            told = fact.marks & {"stop", "address", "private", "chatter"}
            if told or digest or evidence.end - fact.at < LONG_AGO or shown & fact.marks:
                continue
            if not (fact.marks & {"request"} and evidence.said(customer)):
                yield customer, f"({fact.about})"


def address_without_ticket(evidence: Evidence) -> Found:
    """Yield customers who gave the address they were asked for and got no ticket, and no teammate knows."""
    for customer in evidence.customers:
        asked = [fact.at for fact in evidence.said(customer) if fact.kind in ASKING]
        given = [fact.at for fact in evidence.wrote(customer) if "address" in fact.marks]
        stopped = any("stop" in fact.marks for fact in evidence.wrote(customer))
        late = not given or evidence.end - given[-1] < LONG_AGO
        if not asked or late or max(given) < min(asked) or stopped or _human_was_here(evidence, customer):
            continue
        if not evidence.ledger.of(customer, Deed.TICKET) and not _trouble(evidence, customer):
            yield customer, ""


def never_asked(evidence: Evidence) -> Found:
    """Yield customers who got a first answer, heard nothing more and were never asked for an address."""
    for customer in evidence.customers:
        first = next((fact for fact in evidence.said(customer) if fact.kind in HOLDING), None)
        if first is None or not _left_alone(evidence, customer) or evidence.end - first.at < LONG_AGO:
            continue
        asks = evidence.policy.channel(Channel(first.who)).ask_email
        asked = any(fact.kind in ASKING for fact in evidence.said(customer))
        if asks is Mode.AUTO and not asked and not _trouble(evidence, customer):
            yield customer, ""


def never_escalated(evidence: Evidence) -> Found:
    """Yield customers for whom nobody said "I'm on it" and whose lead was never told."""
    if any(team.hours.spans for team in evidence.policy.teams):
        return
    for customer in evidence.customers:
        first = next((fact for fact in evidence.said(customer) if fact.kind in HOLDING), None)
        if first is None or not _left_alone(evidence, customer, but="take") or evidence.end - first.at < LONG_AGO:
            continue
        told = [fact.text for fact in evidence.ledger.of(customer, Deed.TOLD)]
        if not any(words in text for text in told for words in _CHASED) and not _trouble(evidence, customer):
            yield customer, ""


def stuck(evidence: Evidence) -> Found:
    """Yield everybody where the bot turned in circles without time passing."""
    if evidence.stuck:
        yield NOBODY, ""


def _left_alone(evidence: Evidence, customer: int, but: str = "") -> bool:
    """Tell whether the customer did nothing but write, and no human did anything about them (but "take", if so)."""
    clicks = evidence.ledger.of(customer, Deed.CLICKED)
    acted = any(fact.valid and (fact.action != "take" or but == "take") for fact in clicks)
    special = any(fact.marks & {"stop", "address"} for fact in evidence.ledger.of(customer, Deed.WROTE))
    deleted = bool(evidence.ledger.of(customer, Deed.DELETED))
    return not (acted or special or deleted or _human_was_here(evidence, customer))


def _human_was_here(evidence: Evidence, customer: int) -> bool:
    answered = any(fact.kind is not None and fact.kind.value == "suggestion" for fact in evidence.said(customer))
    ended = any(fact.valid and fact.action in ("resolve", "dismiss") for fact in evidence.clicks(customer))
    return answered or ended or bool(evidence.ledger.of(customer, Deed.HUMAN_SAID))


def _trouble(evidence: Evidence, customer: int) -> list[Fact]:
    """Return what told a human that the bot cannot go on by itself here."""
    return [fact for fact in evidence.staff_saw(customer) if any(words in fact.text for words in _TROUBLE)]


CHECKS = (
    Check("1 never heard", "A mention is lost: it stood on X, and the bot never read it.", never_heard),
    Check("1 lost", "A mention that was received is lost: no answer, and no teammate was shown it.", lost),
    Check("1 unseen", "A mention that was received is lost: no teammate was shown what the customer wrote.", unseen),
    Check(
        "1 address",
        "An address that was asked for and given led to no ticket, and nobody knows.",
        address_without_ticket,
    ),
    Check(
        "6 not asked", "A timer is lost: nobody answered, and the customer was not asked for an address.", never_asked
    ),
    Check("6 not chased", "A timer is lost: nobody took the case, and nobody further was told.", never_escalated),
    Check("6 stuck", "The bot turns in circles.", stuck),
)
