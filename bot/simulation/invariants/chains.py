"""What users of other products complain of: somebody is told although a teammate has acknowledged; a note gets out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.response import ASKING
from bot.domain.response import ResponseKind as Kind
from bot.simulation.invariants.check import AT_ONCE, IN_FLIGHT, LONG_AGO, Check, Evidence, Found
from bot.simulation.invariants.nobody_forgotten import human_was_here, is_open_after, trouble
from bot.simulation.invariants.only_staff_decide import ANSWERING
from bot.simulation.ledger import Deed, Fact
from bot.simulation.staff_words import PROMISED

_ASKS = ("You are on duty", "nobody is on it yet", "Nobody has taken")
_PROMISED = "promised"
_LAST = "Nobody has taken"
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
        # Whose answer was held or lost has the case as well.
        holds = [one for one in clicks if one.action.startswith(("take", "send:", "draft:"))]
        for take in takes:
            for fact in evidence.ledger.of(customer, Deed.TOLD):
                asks = fact.effect and any(words in fact.text for words in _ASKS)
                # A second click is refused while somebody has it: the time runs from the first one.
                went_on = any(fact.at - one.at >= GOES_ON for one in holds)
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


def told_after_answered(evidence: Evidence) -> Found:
    """Yield customers whom a human had answered, and of whose waiting teammates were told all the same."""
    for customer in evidence.customers:
        if evidence.public_conversations(customer) > 1:
            continue
        clicks = evidence.clicks(customer)
        others = [one.at for one in clicks if not one.action.startswith((*ANSWERING, "take"))]
        heard = evidence.perhaps_changed(customer)
        # What Slack was never told that the bot has may have been taken in all the same.
        restarts = [*heard, *(fact.at for fact in evidence.ledger.of(customer, Deed.WROTE))]
        for answer in (fact for fact in evidence.said(customer) if fact.kind is Kind.SUGGESTION):
            sends = [one.at for one in clicks if one.action.startswith(ANSWERING) and one.at <= answer.at]
            since = max(sends, default=answer.at)
            # What was handed to a bot that had died, or could write nothing, it took in when it was back.
            since = min([since, *(at for at in heard if since - IN_FLIGHT <= at and evidence.disturbed(at, since))])
            for fact in evidence.ledger.of(customer, Deed.TOLD):
                late = fact.effect and any(words in fact.text for words in _ASKS) and fact.at > answer.at + AT_ONCE
                # A click may be worked on long after it was acknowledged, and after a later one.
                clicked = any(since - IN_FLIGHT <= at <= fact.at for at in others)
                if late and not clicked and not any(since <= at <= fact.at for at in restarts):
                    yield customer, f"({fact.text[:60]})"


def wrote_again_to_nobody(evidence: Evidence) -> Found:
    """Yield customers who wrote again after a human's answer, of whom nobody was told and whom nobody answered."""
    for customer in evidence.customers:
        stopped = any("stop" in fact.marks for fact in evidence.ledger.of(customer, Deed.WROTE))
        if stopped or trouble(evidence, customer) or evidence.ledger.of(customer, Deed.DELETED):
            continue
        answers = [fact.at for fact in evidence.said(customer) if fact.kind is Kind.SUGGESTION]
        heard = evidence.perhaps_changed(customer)
        deeds = evidence.ledger.of(customer, Deed.TOLD, Deed.CLICKED, Deed.HUMAN_SAID)
        for post in (one for one in evidence.wrote(customer) if "again" in one.marks):
            at = evidence.received_any(customer, post)
            before = max((one for one in answers if one < min(at, post.at)), default=None)
            if before is None or evidence.end - at < LONG_AGO:
                continue
            since = max((one.at for one in evidence.clicks(customer) if one.at <= before), default=before)
            first = not any(since <= one < min(at, post.at) for one in heard)
            seen_to = any(one.at >= post.at and one.valid for one in deeds) or any(one > post.at for one in answers)
            # All leads know that nobody has it, and what comes now stands below its card.
            told_all = any(_LAST in one.text and before < one.at <= at for one in deeds)
            if first and not seen_to and not told_all:
                yield customer, f"({post.about})"


def asked_too_early(evidence: Evidence) -> Found:
    """Yield customers who were asked for an address before a human had the time to answer that the operator gives."""
    for customer in evidence.customers:
        heard = evidence.perhaps_changed(customer)
        clicked = any(one.action == "ask_email" for one in evidence.clicks(customer))
        asks = [fact.at for fact in evidence.said(customer) if fact.kind in ASKING]
        if clicked or not heard or not asks or not evidence.clock_stood_still(heard[0], asks[0]):
            continue
        if asks[0] < heard[0]:
            # Of what was asked about, Slack was never told that the bot has it.
            continue
        if asks[0] - heard[0] < evidence.policy.answer_timeout:
            yield customer, f"(after {(asks[0] - heard[0]).total_seconds():.0f} s)"


def taken_and_forgotten(evidence: Evidence) -> Found:
    """Yield customers whom somebody said to have and did not answer, and of whom nobody was told any more."""
    for customer, take in _last_of(evidence, "take"):
        told = evidence.ledger.of(customer, Deed.TOLD)
        if is_open_after(evidence, take.at) and not any(one.effect and one.at > take.at for one in told):
            yield customer, ""


def passed_on_to_nobody(evidence: Evidence) -> Found:
    """Yield customers of whom somebody said that they are not theirs, and of whom nobody else was told."""
    for customer, click in _last_of(evidence, "not_mine", "hand_on"):
        told = [one for one in evidence.ledger.of(customer, Deed.TOLD) if one.effect]
        # Who was told that nobody had taken it, or that the click came too late, was the last to be told.
        over = any(_LAST in one.text and one.at <= click.at for one in told)
        if not over and not any(one.at >= click.at for one in told):
            yield customer, f"({click.action})"


def promise_forgotten(evidence: Evidence) -> Found:
    """Yield customers who were promised an answer, did not get it, and of whom nobody was told when its time came."""
    for customer, click in _last_of(evidence, "promise"):
        told = (one for one in evidence.ledger.of(customer, Deed.TOLD) if one.at > click.at)
        if is_open_after(evidence, click.at + PROMISED) and not any(_PROMISED in one.text for one in told):
            yield customer, ""


def _last_of(evidence: Evidence, *actions: str) -> Iterator[tuple[int, Fact]]:
    """Yield customers whose last deed by a human is one of these clicks, and it, where a request waits."""
    for customer in evidence.customers:
        clicks = [one for one in evidence.ledger.of(customer, Deed.CLICKED) if one.valid]
        last = clicks[-1] if clicks else None
        if last is None or last.action not in actions or "perhaps" in last.marks or human_was_here(evidence, customer):
            continue
        special = any(fact.marks & {"stop", "address"} for fact in evidence.ledger.of(customer, Deed.WROTE))
        asked = any("request" in fact.marks for fact in evidence.wrote(customer))
        gone = evidence.ledger.of(customer, Deed.DELETED)
        if asked and not special and not gone and evidence.end - last.at > LONG_AGO and not trouble(evidence, customer):
            yield customer, last


CHECKS = (
    Check("6 told after answered", "Somebody was told to look after whom a human had answered.", told_after_answered),
    Check("1 wrote again", "A customer wrote again after an answer, and nobody was told.", wrote_again_to_nobody),
    Check("6 asked early", "A customer was asked for an address before anybody could answer.", asked_too_early),
    Check("6 taken", "Somebody had a case and did not answer, and nobody was told again.", taken_and_forgotten),
    Check("6 promise", "A promise was not kept, and nobody was told when its time came.", promise_forgotten),
    Check("6 passed on", "Somebody passed a case on, and nobody was told of it.", passed_on_to_nobody),
    Check("6 told after taken", "Somebody was told of a case that a teammate had acknowledged.", told_after_taken),
    Check("3 note", "A note among teammates reached the customer.", notes_get_out),
)
