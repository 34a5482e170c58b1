"""Forgets a person: nothing of them stays but the hashes by which nobody writes to them again.

A case keeps its number, its team and its place in the figures; the person in it becomes nobody. What stands on X, in
Slack and on the desk is not ours to take away: what is known of it is told, so that a human can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case, Channel, Customer, Escalation, Mention, State
from bot.domain.effects import Reply, Say, ShowCard
from bot.domain.errors import Conflict, NothingKept
from bot.domain.masking import mask
from bot.domain.person import Person, hashed_names, traces
from bot.domain.understood import Reading
from bot.engine.dispatch import Dispatch
from bot.engine.effect_ids import effect_id, only_case
from bot.engine.searching import words_are_gone
from bot.engine.story import card_of
from bot.ports.store import AuditRow, EventRow, OutboxRow, TicketRow, Transaction

NOBODY = "Somebody who asked to be forgotten"
TROUBLE = "They asked to be forgotten: nothing of them is kept here."


@dataclass(frozen=True)
class Whose:
    """What only adapters can read.

    `sender_of` returns who sent a vendor's envelope, by its body: an id, or "". `address_in` returns the address that
    somebody gives in a text as their own, or "".
    """

    sender_of: Callable[[str], str]
    address_in: Callable[[str], str]


UNREAD = Whose(lambda _: "", lambda _: "")


@dataclass(frozen=True)
class Known:
    """What is kept of a person: case ids, how much of each kind, and tickets (number, address) on the desk.

    `customers` are who was found: an address may be that of several.
    """

    cases: tuple[str, ...]
    counts: Mapping[str, int]
    tickets: tuple[tuple[str, str], ...]
    customers: tuple[Customer, ...] = ()


def known(tx: Transaction, person: Person, whose: Whose = UNREAD) -> Known:
    """Return what would go."""
    ids = tx.privacy.cases_of(person, whose.address_in)
    cases = _cases(tx, ids)
    tickets = tuple((case.ticket, case.ticket_url) for case in cases if case.ticket)
    return Known(ids, tx.privacy.count(ids), tickets, tuple(dict.fromkeys(case.customer for case in cases)))


def forget(tx: Transaction, person: Person, triage_channel: str, now: datetime, whose: Whose = UNREAD) -> Known:
    """Forget a person at `now` (UTC) and return what went.

    An address is forgotten with the customers who gave it; in the words of all others it is only written over.

    Raises:
        Conflict: a message to them is being sent; what comes of it must be written down first.
        NothingKept: they are in no case and no text and were not forgotten before. That is how a slip of the pen looks,
            and it must not turn a stranger away.
    """
    found = known(tx, person, whose)
    if tx.privacy.is_on_the_way(found.cases):
        raise Conflict("A message to them is being sent at this moment. Try again in a minute.")
    cases = _cases(tx, found.cases)
    customers = found.customers
    addresses = {case.email for case in cases if case.email} | ({person.name} if person.channel is None else set())
    names = {name for customer in customers for name in hashed_names(customer)}
    names |= {f"mail:{address.casefold()}" for address in addresses}
    if person.channel is not None:
        names |= set(hashed_names(Customer(person.channel, person.name, person.name, "")))
    # Hashes of the ids of their posts: one that is read again is not taken for a new one.
    names |= {name for case in cases for mention in tx.mentions.of(case.id) for name in _seen(mention)}
    forgotten_before = any(map(tx.privacy.is_forgotten, names))
    for name in sorted(names):
        tx.privacy.remember_forgotten(name, now)
    for case in cases:
        for row in tx.outbox.of(case.id):
            if isinstance(row.effect, Reply) and row.remote_id:
                # Its receipt goes; read again on our own timeline it must not be taken for a human's answer.
                tx.marks.set(f"own:{case.channel}:{row.remote_id}", "seen")
    tx.privacy.empty(found.cases)
    for customer in customers:
        tx.privacy.forget_ids(customer.channel, customer.id)
    for case in cases:
        _make_nobody(tx, case, triage_channel, now)
    theirs = {customer.id for customer in customers} | {person.name}
    found_by = traces(person, customers, tuple(sorted(addresses)))
    scrubbed = tx.privacy.scrub(found_by, lambda envelope: whose.sender_of(envelope) in theirs)
    if not (cases or scrubbed or forgotten_before):
        raise NothingKept(f"Nothing is kept of {described(person)}, and nothing was changed. Check how it is written.")
    words_are_gone(tx, now)
    tx.privacy.write_audit(AuditRow(now, "operator", "forgot", ", ".join(found.cases)))
    return found


def is_forgotten(tx: Transaction, mention: Mention, reading: Reading) -> bool:
    """Tell whether whoever wrote this asked to be forgotten, under this name or with this address."""
    names = hashed_names(mention.customer)
    if reading.email:
        names = (*names, f"mail:{reading.email.casefold()}")
    return any(tx.privacy.is_forgotten(name) for name in names)


def turn_away(tx: Transaction, mention: Mention, dispatch: Dispatch, now: datetime) -> None:
    """Keep nothing of a mention by somebody who asked to be forgotten, and tell the leads once where it stands."""
    if any(tx.privacy.is_forgotten(name) for name in _seen(mention)):
        return
    for name in _seen(mention):
        tx.privacy.remember_forgotten(name, now)
    url = _nameless(mention)
    where = f" Please look there yourself: {url}" if url else ""
    dispatch.tell_leads(
        tx, f"{NOBODY} wrote again on {mention.channel}. Nothing of it is kept and the bot says nothing.{where}", now
    )


def _nameless(mention: Mention) -> str:
    """Return where a mention is to be seen, or "": X shows a post by its id alone, without its author's handle."""
    return f"https://x.com/i/web/status/{mention.id}" if mention.url and mention.channel is Channel.X else mention.url


def everything(tx: Transaction, person: Person, whose: Whose = UNREAD) -> dict[str, object]:
    """Return all that is kept of a person, in full, as one JSON document for that person.

    What others wrote of them is not in it: it would tell of those others.
    """
    ids = tx.privacy.cases_of(person, whose.address_in)
    return {"person": str(person), "cases": [_whole(tx, case) for case in _cases(tx, ids)]}


def _whole(tx: Transaction, case: Case) -> dict[str, object]:
    said = [
        (row, row.effect)
        for row in tx.outbox.of(case.id)
        # Why a teammate was refused is theirs.
        if getattr(row.effect, "text", "") and not isinstance(row.effect, Say)
    ]
    return {
        "case": case.id,
        "channel": case.channel,
        "state": case.state,
        "customer": {"id": case.customer.id, "handle": case.customer.handle, "name": case.customer.name},
        "email": case.email,
        "topic": case.topic,
        "language": case.language,
        "heated": case.heated,
        "opened_at": case.opened_at.isoformat(),
        "promised": {"due": case.promise.due.isoformat(), "text": case.promise.text} if case.promise else None,
        "ticket": {"number": case.ticket, "url": case.ticket_url},
        "questions_kept_with_an_answer": [kept.question] if (kept := tx.answers.kept_of(case.id)) else [],
        "tickets_kept_here": [_ticket(tx, row) for row in tx.tickets.of(case.id)],
        "mentions": [
            {"at": one.at.isoformat(), "private": one.private, "text": one.text, "url": one.url}
            for one in tx.mentions.of(case.id)
        ],
        "written_by_us": [
            {
                "at": (row.sent_at or row.created_at).isoformat(),
                "what": type(effect).__name__,
                "state": row.state,
                "text": getattr(effect, "text", ""),
            }
            for row, effect in said
        ],
        "answered_by_hand": [
            {"at": one.at.isoformat(), "private": one.private, "text": one.text}
            for one in tx.answers.of(case.id)
            if one.text
        ],
        "events": [{"at": one.at.isoformat(), "event": one.name} for one in tx.cases.events(case.id)],
        "lessons": [
            {"at": one.at.isoformat(), "drafted": one.written, "answered": one.answer, "remark": one.remark}
            for one in tx.lessons.of_case(case.id)
        ],
        "drafts": [{"at": one.at.isoformat(), "text": one.text, "note": one.note} for one in case.drafts],
        "learned_from": [
            {"lesson": one.lesson, "text": one.text, "taught": one.value} for one in tx.labels.of(case.id)
        ],
    }


def _ticket(tx: Transaction, row: TicketRow) -> dict[str, object]:
    return {
        "at": row.opened_at.isoformat(),
        "number": row.number,
        "email": row.email,
        "subject": row.subject,
        "text": row.body,
        "added": list(tx.tickets.entries(row.external_id)),
    }


def _make_nobody(tx: Transaction, case: Case, triage_channel: str, now: datetime) -> None:
    """Take the person out of a case, and have its card say so."""
    bare = Case(
        case.id,
        case.channel,
        Customer(case.channel, f"forgotten-{case.id}", "", NOBODY),
        f"forgotten-{case.id}",
        case.opened_at,
        State.STOPPED,
        case.version,
        team=case.team,
        topic=case.topic,
        language=case.language,
        heated=case.heated,
        taken_by=case.taken_by,
        answered_by=case.answered_by,
        muted=True,
        asked=case.asked,
        said=case.said,
        escalation=Escalation(),
        trouble=TROUBLE,
    )
    saved = tx.cases.save(bare)
    tx.cases.record(EventRow(saved.id, now, "Forgotten", "", ""))
    if triage_channel and card_of(tx.outbox.of(case.id)):
        row_id = effect_id(only_case(saved), saved.version, 0)
        tx.outbox.add(OutboxRow(row_id, saved.id, f"slack:{triage_channel}", ShowCard(), now, now))


def _cases(tx: Transaction, ids: tuple[str, ...]) -> list[Case]:
    return [case for case_id in ids if (case := tx.cases.get(case_id)) is not None]


def _seen(mention: Mention) -> tuple[str, ...]:
    return tuple(f"post:{mention.channel}:{one}" for one in (mention.id, *mention.also))


def named(customer: Customer) -> str:
    """Return how a customer is named to the operator, who has to tell whether it is the right one."""
    key = f"@{customer.handle}" if customer.channel is Channel.X and customer.handle else customer.id
    name = f" ({customer.name})" if customer.name not in ("", customer.handle) else ""
    return f"{customer.channel}:{key}{name}"


def described(person: Person) -> str:
    """Return how a person is named on a screen."""
    return mask(str(person)) if person.channel is None else str(person)
