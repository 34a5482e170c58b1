"""Writes down what the vendors accept from the bot and hand out to it, and tells the people who would see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.adapters.virtual_clock import VirtualClock
from bot.domain.case import Channel
from bot.ports.staffroom import Story
from bot.simulation import company
from bot.simulation.kinds import kind_of
from bot.simulation.ledger import NAMELESS, NOBODY, TROUBLE, Deed, Fact, Ledger
from bot.simulation.slack_side import SlackMessage, SlackSide, direct_with
from bot.simulation.x_side import BRAND_ID, Message, Post, XSide

SECRET = re.compile(r"[\w.]+@mail\.example|dmword|tok-\d+")
"""What must never be shown: every customer's address, every direct message and every token holds one of these."""
_CARD_SAYS_TROUBLE = "⚠️"
_NAMELESS_LINE = re.compile(r"\*A customer\* .*private message")
_CASE = re.compile(r"\bC-\d+\b")
_SURNAME = re.compile(r"\bQu[a-z]+")
_NUMBER = re.compile(r"(?:\[q|U1C)(\d+)")
_STAFF = frozenset(person.slack for person in company.STAFF)


class Records:
    """The vendors' records as facts."""

    def __init__(self, clock: VirtualClock, ledger: Ledger, x: XSide, slack: SlackSide) -> None:
        self._clock = clock
        self._ledger = ledger
        self._x = x
        self._slack = slack
        self.by_surname: dict[str, int] = {}
        self.by_user: dict[str, int] = {}
        self.by_post: dict[str, int] = {}
        self.case_of: dict[str, int] = {}
        self.said_to: Callable[[Fact], None] = lambda fact: None
        self.shown_to_staff: Callable[[SlackMessage, int, bool], None] = lambda message, customer, redrawn: None
        self.posted_at_x: Callable[[bool], None] = lambda private: None
        self._served: set[str] = set()
        self.unknown: set[str] = set()

    def served(self, items: Sequence[Post | Message]) -> None:
        """X has shown these to the bot."""
        for one in items:
            if one.id in self._served:
                continue
            self._served.add(one.id)
            human = (one.author if isinstance(one, Post) else one.sender) == BRAND_ID
            customer = one.customer if one.customer != NOBODY else self.by_post.get(one.id, NOBODY)
            if customer != NOBODY:
                who = "human" if human else "customer"
                self._ledger.write(Fact(self._clock.true, customer, Deed.RECEIVED, about=one.id, who=who))

    def at_x(self, item: Post | Message) -> None:
        """X has accepted a post or a direct message from the bot."""
        if isinstance(item, Post):
            customer = self.by_post.get(item.reply_to, NOBODY)
            about, place, public = item.reply_to, item.conversation, True
        else:
            customer = self.by_user.get(item.other, NOBODY)
            about, place, public = "", f"dm:{item.conversation}", False
        self._said(Fact(self._clock.true, customer, Deed.SAID, item.text, about, place, public=public), Channel.X)
        self.posted_at_x(not public)

    def in_slack(self, message: SlackMessage, redrawn: bool) -> None:
        """Slack has accepted a message from the bot, or a redrawn one."""
        user = direct_with(message.channel)
        if message.channel == company.TRIAGE or user in _STAFF:
            self._for_staff(message, redrawn)
            return
        root = self._slack.messages.get(f"{message.channel}:{message.thread}")
        user = user or (root.user if root else "")
        text = message.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        place = message.channel if direct_with(message.channel) else f"{message.channel}:{message.thread}"
        public = not direct_with(message.channel)
        fact = Fact(
            self._clock.true,
            self.by_user.get(user, NOBODY),
            Deed.SAID,
            text,
            place=place,
            public=public,
            effect=message.effect,
        )
        self._said(fact, Channel.SLACK)

    def at_desk(self, external_id: str, number: str, story: Story) -> None:
        """The desk has opened a ticket."""
        customer = self.by_user.get(story.case.customer.id, NOBODY)
        marks = frozenset(mark for mention in story.mentions for mark in company.MARK.findall(mention.text))
        words = f"{number} for {story.case.email}"
        fact = Fact(self._clock.true, customer, Deed.TICKET, words, effect=external_id, marks=marks)
        self._ledger.write(fact)
        if not story.case.email:
            self._leak(customer, "a ticket without an address")

    def logged(self, words: str) -> None:
        """Look at a line of the log."""
        if found := SECRET.search(words):
            self._leak(NOBODY, f"the log shows {found[0][:3]}…")

    def _said(self, fact: Fact, channel: Channel) -> None:
        whole = Fact(**{**vars(fact), "kind": kind_of(fact.text), "who": str(channel)})
        self._ledger.write(whole)
        if whole.public and SECRET.search(whole.text):
            self._leak(whole.customer, "a public reply shows what is private")
        self.said_to(whole)

    def _for_staff(self, message: SlackMessage, redrawn: bool) -> None:
        words = message.words()
        customers = self._named_in(words)
        in_channel = message.channel == company.TRIAGE
        if in_channel and SECRET.search(words):
            self._leak(next(iter(customers), NOBODY), "a card or its thread shows what is private")
        elif "mail.example" in words:
            self._leak(next(iter(customers), NOBODY), "a message to a teammate shows an address")
        if in_channel and not message.thread and len(customers) == 1:
            for case in _CASE.findall(words)[:1]:
                self.case_of[case] = next(iter(customers))
        if not customers and (found := _CASE.search(words)) and found[0] in self.case_of:
            customers = {self.case_of[found[0]]}
        if (
            message.thread
            and not customers
            and (root := self._slack.messages.get(f"{message.channel}:{message.thread}"))
        ):
            customers = self._named_in(root.words())
        if message.effect and "Perhaps it arrived" in words and (message.thread or not in_channel):
            self.unknown.add(min(case for case in [*_CASE.findall(words), message.effect]) + words[-80:])
        marks = frozenset(company.MARK.findall(words))
        if in_channel and _CARD_SAYS_TROUBLE in words:
            marks |= {TROUBLE}
        if any(_NAMELESS_LINE.match(line) for line in words.splitlines()):
            marks |= {NAMELESS}
        deed = Deed.CARD if in_channel else Deed.TOLD
        for customer in sorted(customers) or [NOBODY]:
            fact = Fact(
                self._clock.true,
                customer,
                deed,
                words.partition("\n")[0],
                place=message.channel,
                who=direct_with(message.channel),
                effect="" if redrawn else message.effect,
                marks=marks,
                action="redrawn" if redrawn else "",
            )
            self._ledger.write(fact)
        self.shown_to_staff(message, min(customers, default=NOBODY), redrawn)

    def _named_in(self, words: str) -> set[int]:
        named = {self.by_surname[name] for name in _SURNAME.findall(words) if name in self.by_surname}
        # Where Slack did not tell a name, the words and the user id still tell whom it is about.
        return named | {int(number) for number in _NUMBER.findall(words)}

    def _leak(self, customer: int, words: str) -> None:
        self._ledger.write(Fact(self._clock.true, customer, Deed.LEAKED, words))
