"""1 and 6: no mention that was received is lost, no timer is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain.case import Channel
from bot.domain.policy import SEND_BY, Mode
from bot.domain.response import ASKING, HOLDING
from bot.domain.response import ResponseKind as Kind
from bot.simulation.invariants.check import IN_FLIGHT, LONG_AGO, Check, Evidence, Found
from bot.simulation.ledger import NOBODY, TROUBLE, Deed, Fact

FIRST = HOLDING | {Kind.ADDRESS_PUBLIC}
_BREAKER = "Everything automatic has stopped"
_TROUBLE = ("did not leave", "held back", "needs a human now", "wrote while the bot was away", "not sure", _BREAKER)
_ON_DUTY = "You are on duty"
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
        if not asked or late or max(given) < min(asked) or stopped or human_was_here(evidence, customer):
            continue
        if not evidence.ledger.of(customer, Deed.TICKET) and not trouble(evidence, customer):
            yield customer, ""


def no_first_reply(evidence: Evidence) -> Found:
    """Yield customers whose request came in time, where the first reply needs nobody, and who never got one."""
    for customer, first in _left_alone_with(evidence):
        replied = any(fact.kind in FIRST for fact in evidence.said(customer))
        by_itself = _is_named(evidence, customer) and evidence.policy.channel(_channel(first)).hold is Mode.AUTO
        could = _in_time(evidence, first) and _could_leave(evidence, first)
        if by_itself and not replied and could and not trouble(evidence, customer):
            yield customer, ""


def nobody_told(evidence: Evidence) -> Found:
    """Yield customers whose request came in time and of whom nobody on duty was told before somebody took them."""
    for customer, first in _left_alone_with(evidence, but="take"):
        told = any(_ON_DUTY in fact.text for fact in evidence.ledger.of(customer, Deed.TOLD))
        if not told and _in_time(evidence, first) and not trouble(evidence, customer):
            yield customer, ""


def never_asked(evidence: Evidence) -> Found:
    """Yield customers whose request nobody answered and who were never asked for an address."""
    for customer, first in _left_alone_with(evidence):
        asks = evidence.policy.channel(_channel(first)).ask_email
        asked = any(fact.kind in ASKING for fact in evidence.said(customer))
        by_itself = asks is Mode.AUTO and _is_named(evidence, customer)
        if by_itself and not asked and not trouble(evidence, customer):
            yield customer, ""


def never_escalated(evidence: Evidence) -> Found:
    """Yield customers for whom nobody said "I'm on it" and whose lead was never told."""
    for customer, first in _left_alone_with(evidence, but="take"):
        if not is_open_after(evidence, evidence.received_any(customer, first)):
            continue
        told = [fact.text for fact in evidence.ledger.of(customer, Deed.TOLD)]
        if not any(words in text for text in told for words in _CHASED) and not trouble(evidence, customer):
            yield customer, ""


def stuck(evidence: Evidence) -> Found:
    """Yield everybody where the bot turned in circles without time passing."""
    if evidence.stuck:
        yield NOBODY, ""


def _left_alone_with(evidence: Evidence, but: str = "") -> Iterator[tuple[int, Fact]]:
    """Yield customers whom everybody left alone long enough with a request that the bot has got, and that request."""
    for customer in evidence.customers:
        first = next((fact for fact in evidence.wrote(customer) if "request" in fact.marks), None)
        if first is None or not _left_alone(evidence, customer, but):
            continue
        if evidence.end - evidence.received_any(customer, first) >= LONG_AGO:
            yield customer, first


def _is_named(evidence: Evidence, customer: int) -> bool:
    """Tell whether cards name a customer; who is not, and wrote in private, cannot be found in a digest of troubles."""
    return bool(evidence.ledger.of(customer, Deed.CARD))


def _in_time(evidence: Evidence, first: Fact) -> bool:
    """Tell whether a request was got early enough for an automatic reply."""
    return evidence.received_any(first.customer, first) - first.at < SEND_BY[Kind.HOLD] - IN_FLIGHT


def _could_leave(evidence: Evidence, first: Fact) -> bool:
    """Tell whether the vendor was there for long enough before a first reply to this request is too late."""
    until = first.at + SEND_BY[Kind.HOLD]
    got = evidence.received_any(first.customer, first)
    return evidence.reachable(str(_channel(first)), got, until) >= IN_FLIGHT


def is_open_after(evidence: Evidence, since: datetime) -> bool:
    """Tell whether every team is there from a moment on for as long as a chain may take, and the run goes on."""
    late = since + LONG_AGO
    hours = [team.hours for team in evidence.policy.teams]
    return late < evidence.end and all(one.is_open(since) and one.is_open(late) for one in hours)


def _channel(post: Fact) -> Channel:
    return Channel.X if post.about.isdecimal() else Channel.SLACK


def _left_alone(evidence: Evidence, customer: int, but: str = "") -> bool:
    """Tell whether the customer did nothing but write, and no human did anything about them (but "take", if so)."""
    clicks = evidence.ledger.of(customer, Deed.CLICKED)
    acted = any(fact.valid and (fact.action != "take" or but == "take") for fact in clicks)
    special = any(fact.marks & {"stop", "address"} for fact in evidence.ledger.of(customer, Deed.WROTE))
    deleted = bool(evidence.ledger.of(customer, Deed.DELETED))
    return not (acted or special or deleted or human_was_here(evidence, customer))


def human_was_here(evidence: Evidence, customer: int) -> bool:
    # Words that are no text of the library are a human's own.
    answered = any(fact.kind in (None, Kind.SUGGESTION) for fact in evidence.said(customer))
    ended = any(fact.valid and fact.action in ("resolve", "dismiss") for fact in evidence.clicks(customer))
    return answered or ended or bool(evidence.ledger.of(customer, Deed.HUMAN_SAID))


def trouble(evidence: Evidence, customer: int) -> list[Fact]:
    """Return what told a human that the bot cannot go on by itself here, or that it may not."""
    return [
        fact
        for fact in (*evidence.staff_saw(customer), *_stopped_by_the_breaker(evidence))
        if TROUBLE in fact.marks or any(words in fact.text for words in _TROUBLE)
    ]


def _stopped_by_the_breaker(evidence: Evidence) -> list[Fact]:
    """Return what told leads that everything automatic has stopped, where none of them let it go on."""
    told = [fact for fact in evidence.ledger.of(NOBODY, Deed.TOLD) if _BREAKER in fact.text]
    closed = [fact.at for fact in evidence.ledger.of(NOBODY, Deed.CLICKED) if fact.action.startswith("breaker")]
    return [fact for fact in told if not any(at > fact.at for at in closed)]


CHECKS = (
    Check("1 never heard", "A mention is lost: it stood on X, and the bot never read it.", never_heard),
    Check("1 lost", "A mention that was received is lost: no answer, and no teammate was shown it.", lost),
    Check("1 unseen", "A mention that was received is lost: no teammate was shown what the customer wrote.", unseen),
    Check(
        "1 address",
        "An address that was asked for and given led to no ticket, and nobody knows.",
        address_without_ticket,
    ),
    Check("1 no first reply", "Nobody answered, and not even a first reply came.", no_first_reply),
    Check("1 nobody told", "Somebody asked for help, and nobody on duty was told.", nobody_told),
    Check(
        "6 not asked", "A timer is lost: nobody answered, and the customer was not asked for an address.", never_asked
    ),
    Check("6 not chased", "A timer is lost: nobody took the case, and nobody further was told.", never_escalated),
    Check("6 stuck", "The bot turns in circles.", stuck),
)
