"""6, 7 and 8: nothing automatic after a human or a stop; nobody but staff makes the bot speak, and each click once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.domain.approval import When
from bot.domain.policy import Role
from bot.domain.response import ResponseKind as Kind
from bot.simulation.invariants.check import IN_FLIGHT, LASTING, Check, Evidence, Found, is_automatic
from bot.simulation.ledger import NOBODY, Deed

ANSWERING = ("send:", "draft:", "held:")
"""What the actions begin with that may send an answer."""


def after_stop(evidence: Evidence) -> Found:
    """Yield customers who said stop and got an automatic message all the same."""
    for customer in evidence.customers:
        received = evidence.received(customer)
        # What was deleted before a bot that had died could read it again, nobody knows.
        gone = {fact.about for fact in evidence.ledger.of(customer, Deed.DELETED)}
        posts = [one for one in evidence.ledger.of(customer, Deed.WROTE) if one.about not in gone]
        stops = [received[one.about] for one in posts if "stop" in one.marks and one.about in received]
        if not stops:
            continue
        known = min(stops)
        for fact in evidence.said(customer):
            if is_automatic(fact) and fact.at > known + evidence.soon_enough(known, fact.at):
                yield customer, f"({fact.kind}, {(fact.at - known).total_seconds():.0f} s later)"


def after_a_human(evidence: Evidence) -> Found:
    """Yield customers whom a human had answered, who wrote nothing since, and whom the bot went on asking."""
    for customer in evidence.customers:
        if evidence.public_conversations(customer) > 1:
            continue
        written = evidence.perhaps_changed(customer)
        clicks = evidence.clicks(customer)
        for answer in (fact for fact in evidence.said(customer) if fact.kind is Kind.SUGGESTION):
            sends = [one.at for one in clicks if one.action.startswith(ANSWERING) and one.at <= answer.at]
            since = max(sends, default=answer.at)
            others = [
                one.at for one in clicks if not one.action.startswith(("send:", "draft:", "take")) and one.at >= since
            ]
            for fact in evidence.said(customer):
                excused = any(since <= at <= fact.at for at in (*written, *others))
                if fact.at > answer.at and is_automatic(fact) and fact.kind not in LASTING and not excused:
                    yield customer, f"({fact.kind})"


def after_a_human_elsewhere(evidence: Evidence) -> Found:
    """Yield customers whom a human had answered in X's app or in the thread, and whom the bot went on asking."""
    for customer in evidence.customers:
        if evidence.public_conversations(customer) > 1:
            continue
        written = evidence.perhaps_changed(customer)
        for known in evidence.received(customer, "human").values():
            others = [
                one.at for one in evidence.clicks(customer) if one.action != "take" and one.at >= known - IN_FLIGHT
            ]
            for fact in evidence.said(customer):
                excused = any(known - IN_FLIGHT <= at <= fact.at for at in (*written, *others))
                if fact.at > known + IN_FLIGHT and is_automatic(fact) and fact.kind not in LASTING and not excused:
                    yield customer, f"({fact.kind})"


def two_answers(evidence: Evidence) -> Found:
    """Yield customers who got two answers by humans through the bot without having written in between."""
    for customer, place in _places(evidence):
        answers = [one for one in evidence.said(customer) if one.kind is Kind.SUGGESTION and one.place == place]
        clicks = [fact for fact in evidence.clicks(customer) if fact.action.startswith("held:")]
        written = evidence.perhaps_heard(customer)
        for first, second in pairwise(answers):
            # Both may have waited for the vendor: the last two clicks before the second one left tell when.
            sends = sorted(
                one.at
                for one in evidence.clicks(customer)
                if one.action.startswith(("send:", "draft:")) and one.at <= second.at
            )
            since = min(sends[-2], first.at) if len(sends) > 1 else first.at
            released = any(since <= one.at <= second.at for one in clicks)
            # Whoever asks for an address after the answer has the case wait again, and may answer it again.
            asked = [one.at for one in evidence.clicks(customer) if one.action == "ask_email"]
            released = released or any(since < at <= second.at for at in asked)
            # The second one answers what was taken in after the first one, whenever it was handed over.
            released = released or first.about != second.about
            if not released and not any(since <= at <= second.at for at in written):
                yield customer, ""


def _places(evidence: Evidence) -> Iterator[tuple[int, str]]:
    """Yield every conversation in which the bot said something; two conversations are two cases."""
    for customer in evidence.customers:
        yield from ((customer, place) for place in sorted({fact.place for fact in evidence.said(customer)}))


def nobody_clicked(evidence: Evidence) -> Found:
    """Yield customers who got an answer that no teammate had clicked for."""
    for customer in evidence.customers:
        for fact in evidence.said(customer):
            own_words = ("held:", "send:own", "draft:own")
            wanted = ("send:",) if fact.kind is Kind.SUGGESTION else own_words if fact.kind is None else ()
            clicks = (one for one in evidence.clicks(customer) if one.at <= fact.at)
            if wanted and not any(one.action.startswith(wanted) for one in clicks):
                yield customer, ""


def more_answers_than_clicks(evidence: Evidence) -> Found:
    """Yield customers who got more answers by humans than teammates clicked."""
    for customer in evidence.customers:
        answers = sum(fact.kind is Kind.SUGGESTION for fact in evidence.said(customer))
        clicks = sum(
            one.action.startswith(("send:", "held:")) for one in evidence.ledger.of(customer, Deed.CLICKED) if one.valid
        )
        if customer != NOBODY and answers > clicks:
            yield customer, f"({answers} answers, {clicks} clicks)"


def without_a_lead(evidence: Evidence) -> Found:
    """Yield customers of a company that approves everything who got more answers than leads let go."""
    if not all(team.approval and When.ALWAYS in team.approval.when for team in evidence.policy.teams):
        return
    leads = {person.slack for person in evidence.policy.staff if person.role is Role.LEAD}
    for customer in evidence.customers:
        answers = [fact for fact in evidence.said(customer) if fact.kind is Kind.SUGGESTION]
        clicks = [one for one in evidence.ledger.of(customer, Deed.CLICKED) if one.valid and one.who in leads]
        for number, answer in enumerate(answers, 1):
            if sum(one.action.startswith(ANSWERING) and one.at <= answer.at for one in clicks) < number:
                yield customer, ""


CHECKS = (
    Check("7 after stop", "The bot kept talking to somebody who said stop.", after_stop),
    Check("6 after a human", "A timer fired for a case that a human had already answered.", after_a_human),
    Check("6 after a human elsewhere", "A timer fired for a case that a human had answered.", after_a_human_elsewhere),
    Check("8 two answers", "Two teammates answered the same case twice.", two_answers),
    Check("8 nobody clicked", "Somebody outside the staff made the bot speak.", nobody_clicked),
    Check("8 without a lead", "An answer left that a lead had to approve, and no lead did.", without_a_lead),
    Check("8 more answers than clicks", "An answer left that nobody clicked for.", more_answers_than_clicks),
)
