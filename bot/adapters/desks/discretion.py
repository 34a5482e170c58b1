"""What of a case's story may be told where: the customer's address stands once, as the requester, or not at all.

Pure. It never lets an address, a private message, a teammate's name or a judgement into a text for the public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.adapters.desks.mail import reply_address
from bot.adapters.desks.story_text import entry_text, story_text, subject_of
from bot.adapters.redaction import redact
from bot.domain.case import Case, Channel, Customer
from bot.domain.errors import Permanent
from bot.domain.masking import mask, mask_address
from bot.ports.desk import Entry
from bot.ports.staffroom import Story

_LEFT_OUT = "(left out here: it holds an address)"
_SOMEBODY = "A customer"
# Between the parts of an address that somebody spells out, like "anna (at) example dot com".
_GAP = r"[\W_]{0,6}(?:[^\W_]{1,12}[\W_]{1,6}){0,2}"


def requester_of(case: Case) -> str:
    """Return the customer's address as a desk can mail it; raise Permanent where there is none."""
    address = reply_address(case.email)
    if not address:
        raise Permanent("the case has no address that a helpdesk can write to: open the ticket by hand")
    return address


def name_of(customer: Customer, address: str = "") -> str:
    """Return what to call the requester: one line without any address."""
    for name in (customer.name, customer.handle):
        words = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
        if words and not spells(words, address):
            return words[:80]
    return _SOMEBODY


def text_for_desk(story: Story) -> str:
    """Return the whole story, with the customer's address masked: the requester holds it."""
    return without(story_text(story), story.case.email)


def entry_for_desk(entry: Entry, story: Story) -> str:
    """Return what is added to a ticket, with the customer's address masked."""
    return without(entry_text(entry, story), story.case.email)


def public_entry(entry: Entry, story: Story) -> str:
    """Return what of an entry may be told where anybody can read: a public post, else ""."""
    if entry.mention is None or entry.mention.private:
        return ""
    address = story.case.email
    customer = _public_customer(entry.mention.customer, address)
    mention = replace(entry.mention, text=_public(entry.mention.text, address), customer=customer)
    return redact(mask(entry_text(replace(entry, mention=mention), story)))


def subject_for_desk(story: Story) -> str:
    """Return one line that says what the case is about, without the customer's address."""
    return without(subject_of(story), story.case.email)


def without(text: str, address: str) -> str:
    """Return `text` with one address masked wherever it stands; other addresses may be what the case is about."""
    if not address:
        return text
    return re.sub(re.escape(address), lambda found: mask_address(address), text, flags=re.IGNORECASE)


def spells(text: str, address: str) -> bool:
    """Tell whether `text` holds an address, in letters and signs or spelt out in words."""
    if mask(text) != text:
        return True
    parts = re.findall(r"[^\W_]+", address.casefold())
    return bool(parts) and re.search(_GAP.join(map(re.escape, parts)), text.casefold()) is not None


def public_story(story: Story) -> Story:
    """Return what may be told where anybody can read: public posts, and our public answers to them.

    Our answers count as private from the customer's first private message on. Names of teammates and of customers in
    Slack, the mood, and what has not left are taken out.
    """
    address = story.case.email
    private_from = min((one.at for one in story.mentions if one.private), default=None)
    customer = _public_customer(story.case.customer, address)
    said = tuple(
        replace(one, text=_public(one.text, address), by="our team" if one.by else "")
        for one in story.said
        if one.at is not None and not story.case.private and (private_from is None or one.at < private_from)
    )
    mentions = tuple(
        replace(one, text=_public(one.text, address), customer=customer) for one in story.mentions if not one.private
    )
    case = replace(story.case, customer=customer, email="", heated=False)
    return replace(story, case=case, mentions=mentions, said=said, owner="", notes=())


def public_title(story: Story) -> str:
    """Return one line for the public; of a post that holds an address nothing."""
    return redact(mask(subject_of(public_story(story))))


def public_text(story: Story) -> str:
    """Return the public story as plain text, in the order in which it happened."""
    told = public_story(story)
    left_out = len(story.mentions) + len(story.said) - len(told.mentions) - len(told.said)
    # The head of the story for desks is its first paragraph; the public gets another one.
    _head, _, happened = story_text(told).partition("\n\n")
    return redact(mask("\n".join([*_public_head(told, left_out), "", happened])))


def _public_head(story: Story, left_out: int) -> Iterator[str]:
    yield f"Case: {story.case.id}"
    yield f"Topic: {story.case.topic or 'not known'}"
    yield "The address and everything private are kept by triage-bot."
    if left_out:
        yield f"Messages that are left out here: {left_out}"


def _public_customer(customer: Customer, address: str) -> Customer:
    if customer.channel is Channel.SLACK:
        return replace(customer, name=_SOMEBODY, handle="")
    handle = "" if spells(customer.handle, address) else customer.handle
    return replace(customer, name=name_of(customer, address), handle=handle)


def _public(text: str, address: str) -> str:
    return _LEFT_OUT if spells(text, address) else text
