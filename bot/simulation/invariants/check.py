"""What a check is, what it may look at, and the bounds within which a promise is kept.

The bounds allow for what nobody can know: an answer that is under way, a database that was full for five minutes, a
clock that was wrong by a minute and a half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.policy import Policy
from bot.domain.response import ResponseKind as Kind
from bot.simulation.ledger import NAMELESS, NOBODY, Deed, Fact, Ledger

IN_FLIGHT = timedelta(minutes=10)
"""What the bot was shown this long ago it has taken in, whatever its database and its process went through."""
AT_ONCE = timedelta(seconds=45)
"""What is under way when something is learned has left by then: two slow calls, with process and database well."""
WRONG_CLOCK = timedelta(minutes=3)
"""The most that two wrong clocks differ by."""
LONG_AGO = timedelta(minutes=45)
"""What happened this long before the end had its time to be worked on: every timer, chain and retry."""

_DISTURBING = ("process", "database")

LASTING = frozenset({Kind.TICKET_OPENED, Kind.ADDRESS_PUBLIC})


@dataclass(frozen=True)
class Evidence:
    """What the vendors and the people saw until `end` (UTC), under the operator's `policy`."""

    ledger: Ledger
    policy: Policy
    customers: tuple[int, ...]
    end: datetime
    stuck: bool = False

    def facts_about(self, customer: int) -> list[Fact]:
        """Return what to tell about a violation: the customer's facts and the faults that touched everybody."""
        facts = self.ledger.of(customer)
        if customer == NOBODY or not facts:
            return facts
        first, last = facts[0].at, facts[-1].at
        shared = [one for one in self.ledger.of(NOBODY, Deed.FAULT) if first <= one.at <= last]
        return sorted((*facts, *shared), key=lambda fact: fact.at)

    def received(self, customer: int, who: str = "customer") -> dict[str, datetime]:
        """Return when each post was first handed to the bot, by its id."""
        first: dict[str, datetime] = {}
        for fact in self.ledger.of(customer, Deed.RECEIVED):
            if fact.who == who:
                first.setdefault(fact.about, fact.at)
        return first

    def received_any(self, customer: int, post: Fact) -> datetime:
        """Return when the bot was first handed a post that it has taken in, as it was or as it was edited."""
        received = self.received(customer)
        edits = (fact.about for fact in self.ledger.of(customer, Deed.EDITED) if fact.was == post.about)
        return min(received[id] for id in (post.about, *edits) if id in received)

    def perhaps_heard(self, customer: int) -> list[datetime]:
        """Return when the bot may have taken in what the customer wrote, earliest first.

        What Slack tells it may write down late, from what it kept while its database was full. Slack was not answered,
        so it tells the same again, and only that is known as received; from a process that died over it, nothing is.
        """
        received = self.received(customer)
        in_slack = (one for one in self.ledger.of(customer, Deed.WROTE) if not one.about.isdecimal())
        heard = (one.at for one in in_slack if one.about in received or self.disturbed(one.at, one.at + IN_FLIGHT))
        return sorted((*received.values(), *heard))

    def wrote(self, customer: int) -> list[Fact]:
        """Return what the customer wrote and the bot was handed, in whatever form."""
        received = self.received(customer)
        edits = {fact.was for fact in self.ledger.of(customer, Deed.EDITED) if fact.about in received}
        gone = {fact.about: fact.at for fact in self.ledger.of(customer, Deed.DELETED)}

        def taken_in(fact: Fact) -> bool:
            # A page that was shown to a process that died over it is shown again, but not what was deleted meanwhile.
            # Slack tells of the deletion: what could not be shown to anybody by then need not be any more.
            deleted, shown = gone.get(fact.about), received.get(fact.about)
            if shown is None or deleted is None:
                return shown is not None or fact.about in edits
            there = deleted - shown if fact.about.isdecimal() else self.reachable("slack", shown, deleted)
            return there > IN_FLIGHT

        return [fact for fact in self.ledger.of(customer, Deed.WROTE) if taken_in(fact)]

    def conversations(self, customer: int) -> int:
        """Return how many conversations the customer has begun; a direct message may begin one."""
        return len({fact.place for fact in self.ledger.of(customer, Deed.WROTE)})

    def public_conversations(self, customer: int) -> int:
        """Return how many conversations the customer has begun, without direct messages that belong to one of them."""
        posts = self.ledger.of(customer, Deed.WROTE)
        return len({fact.place for fact in posts if fact.public or fact.marks & {"request", "chatter"}})

    def perhaps_changed(self, customer: int) -> list[datetime]:
        """Return when the bot may have learned of what the customer wrote, or wrote anew over what they had written."""
        edits = (fact.at for fact in self.ledger.of(customer, Deed.EDITED))
        return sorted((*self.perhaps_heard(customer), *edits))

    def disturbed(self, since: datetime, until: datetime) -> bool:
        """Tell whether the bot could not work at once: its process was away, or its database refused to write."""
        faults = (one for one in self.ledger.of(NOBODY, Deed.FAULT) if any(word in one.text for word in _DISTURBING))
        return any(one.at <= until and since <= (one.until or one.at) for one in faults)

    def soon_enough(self, known: datetime, until: datetime) -> timedelta:
        """Return how long after the bot was told of something what was under way may still leave, seen from `until`."""
        return IN_FLIGHT if self.disturbed(known - IN_FLIGHT, until) else AT_ONCE

    def reachable(self, vendor: str, since: datetime, until: datetime) -> timedelta:
        """Return for how long of the time between two moments a vendor was there; its outages may overlap."""
        there, here = timedelta(0), since
        away = (one for one in self.ledger.of(NOBODY, Deed.FAULT) if one.place == vendor)
        for begin, end in sorted((one.at, one.until) for one in away if one.until):
            there += max(timedelta(0), min(begin, until) - here)
            here = max(here, end)
        return there + max(timedelta(0), until - here)

    def clock_stood_still(self, since: datetime, until: datetime) -> bool:
        """Tell whether the clock of the bot went as it should between two moments."""
        steps = (one for one in self.ledger.of(NOBODY, Deed.FAULT) if "the clock is wrong" in one.text)
        return not any(since <= one.at <= until for one in steps)

    def said(self, customer: int) -> list[Fact]:
        """Return what the bot said to the customer."""
        return self.ledger.of(customer, Deed.SAID)

    def clicks(self, customer: int) -> list[Fact]:
        """Return the clicks of staff at this customer's card, and those that are about everybody."""
        clicks = (*self.ledger.of(customer, Deed.CLICKED), *self.ledger.of(NOBODY, Deed.CLICKED))
        return sorted((fact for fact in clicks if fact.valid), key=lambda fact: fact.at)

    def staff_saw(self, customer: int) -> list[Fact]:
        """Return what staff were shown about the customer; of whom nothing else is told, a line without a name."""
        return self.ledger.of(customer, Deed.CARD, Deed.TOLD) or self._without_a_name(customer)

    def _without_a_name(self, customer: int) -> list[Fact]:
        first = next((fact for fact in self.ledger.of(customer, Deed.WROTE)), None)
        if first is None or "private" not in first.marks:
            return []
        return [one for one in self.ledger.all(Deed.TOLD) if NAMELESS in one.marks and one.at >= first.at]


Found = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Check:
    """One thing to look for. `finds` yields customers, each with a detail for the sentence."""

    name: str
    sentence: str
    finds: Callable[[Evidence], Iterable[tuple[int, str]]]


def is_automatic(fact: Fact) -> bool:
    """Tell whether a message is one that the bot says of its own accord."""
    return fact.kind is not None and fact.kind not in (Kind.SUGGESTION, Kind.CLOSING)
