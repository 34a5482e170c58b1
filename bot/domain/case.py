"""A customer's request and everything known about it. Frozen: a change is a new value, made by `triage.decide`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.drafts import Draft
from bot.domain.promise import Promise
from bot.domain.response import ResponseKind
from bot.domain.understood import Reading


class Channel(StrEnum):
    """Where customers are."""

    X = "x"
    SLACK = "slack"


class State(StrEnum):
    """Where a case stands; `states.py` holds the transitions."""

    NEW = "new"
    WAITING = "waiting"
    ANSWERED = "answered"
    ASKED = "asked"
    OPENING = "opening"
    TICKETED = "ticketed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    DISMISSED = "dismissed"
    STOPPED = "stopped"


NEEDS_ANSWER = (State.WAITING, State.REOPENED, State.ASKED)
"""Where what comes next is a human answer."""


class EscalationState(StrEnum):
    """Where the chain of private messages stands, beside the state of the case."""

    IDLE = "idle"
    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"


class Timer(StrEnum):
    """What a case may wait for; at most one of each is set per case."""

    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"
    REMIND = "remind"
    PROMISE_SOON = "promise soon"
    PROMISE_DUE = "promise due"


@dataclass(frozen=True)
class Customer:
    """The author of mentions on one channel; `handle` is without the @, `name` is what they call themselves."""

    channel: Channel
    id: str
    handle: str
    name: str


@dataclass(frozen=True)
class Mention:
    """One post or message by a customer that reached us.

    `id` is unique per channel (X: post or direct-message event id; Slack: "channel:ts"), `conversation` groups the
    posts of one thread, `at` is UTC, `private` is true for direct messages, `also` holds other ids of the same
    mention (X gives every edit a new one). One that was `deleted` by its author has no text any more.
    """

    channel: Channel
    id: str
    conversation: str
    customer: Customer
    text: str
    at: datetime
    private: bool = False
    url: str = ""
    also: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A response picked and filled in for one case; what is shown is what is sent. `reason` says why it was picked."""

    name: str
    title: str
    text: str
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """One step of an escalation chain: whom to tell, in the words of `whom.py`, and how long they have to acknowledge.

    Who that is is asked when the step comes. `always` tells them even when they are away.
    """

    notify: tuple[str, ...]
    within: timedelta
    always: bool = False


@dataclass(frozen=True)
class Escalation:
    """The chain of private messages of one case, frozen when it starts; `step` counts from 0.

    `run` counts the chains of the case from 1, `turn` how often this one was gone through already, of `repeat` times
    more; `fallback` is told after that. `asked` are the teammates and private Slack channels that the step told,
    `refused` those who said that it is not theirs. `by` and `since` (UTC) tell who ended it, and when; `reminded` that
    they were reminded to answer. `team` is the one whose chain it is.
    """

    state: EscalationState = EscalationState.IDLE
    step: int = 0
    chain: tuple[Step, ...] = ()
    run: int = 0
    turn: int = 0
    repeat: int = 0
    fallback: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    by: str = ""
    since: datetime | None = None
    reminded: bool = False
    team: str = ""


@dataclass(frozen=True)
class Case:
    """One customer's request from first mention to resolution; times are UTC, `version` grows with every write.

    `said` holds the automatic kinds of reply that were ever decided for this case: none is decided twice. `late` is
    true while the case waits in the backlog that an outage left: nothing automatic happens to it any more.
    `answered_by` and `answered_at` tell of the last human answer: what the customer wrote before it may be heard later.
    `asked_in` is the mention that made it a request. `reading` is what the request was understood to be, with the heat
    of its hottest mention, and never holds an address. By `ticket_key` the desk finds its ticket again;
    `ticket_desk` is the desk that has it, in words, "" where that is not known.
    `offered` are the ids of the cases among which the customer was asked to choose the one that their address is for,
    in the order in which they were shown. `promise` is what is still owed to the customer; `promise_kept` is the one
    that the last answer settled, which is owed again when that answer did not leave. `drafts` wait for a lead or are
    with their authors again; `passed_on` are the teammates who gave the case to others: they learn from the answer.
    """

    id: str
    channel: Channel
    customer: Customer
    conversation: str
    opened_at: datetime
    state: State = State.NEW
    version: int = 0
    team: str = ""
    topic: str = ""
    language: str = ""
    heated: bool = False
    reason: str = ""
    last_mention: str = ""
    private: bool = False
    waiting_since: datetime | None = None
    ask_due: datetime | None = None
    email: str = ""
    ticket: str = ""
    ticket_url: str = ""
    ticket_key: str = ""
    taken_by: str = ""
    answered_by: str = ""
    asked: bool = False
    ticket_asked: bool = False
    muted: bool = False
    hold_offered: ResponseKind | None = None
    said: frozenset[ResponseKind] = frozenset()
    escalation: Escalation = field(default_factory=Escalation)
    suggestions: tuple[Suggestion, ...] = ()
    trouble: str = ""
    late: bool = False
    asked_in: str = ""
    reading: Reading | None = None
    offered: tuple[str, ...] = ()
    promise: Promise | None = None
    promise_kept: Promise | None = None
    drafts: tuple[Draft, ...] = ()
    passed_on: tuple[str, ...] = ()
    ticket_desk: str = ""
    answered_at: datetime | None = None

    def waiting_draft(self, number: int) -> Draft | None:
        """Return the draft of this number while it waits for a lead."""
        return next((draft for draft in self.drafts if draft.number == number and draft.waits), None)

    @property
    def is_open(self) -> bool:
        """True while somebody may still have to do something."""
        return self.state not in (State.NEW, State.RESOLVED, State.DISMISSED, State.STOPPED)

    @property
    def needs_answer(self) -> bool:
        """True while what comes next is a human answer, whether or not anybody waits for it."""
        return self.state in NEEDS_ANSWER

    @property
    def is_thanked(self) -> bool:
        """True while a case is open again only because the customer said thanks: nobody waits."""
        return self.state is State.REOPENED and self.waiting_since is None

    @property
    def is_waited_for(self) -> bool:
        """True while a customer waits for us: neither after mere thanks, nor while it is theirs to give an address."""
        return self.needs_answer and self.waiting_since is not None
