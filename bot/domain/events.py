"""What happened to a case. Each event is one frozen dataclass; `who` is always the name of a teammate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Mention, Suggestion, Timer
from bot.domain.draft_events import Drafted, DraftReturned, DraftSent
from bot.domain.response import ResponseKind
from bot.domain.understood import Reading


@dataclass(frozen=True)
class MentionSeen:
    """The customer wrote.

    `muted` is true when this customer said stop earlier, in whatever case. `offered` are the ids of the cases that wait
    for an address where there is one in the mention and nothing says for which of them it is. `edited` is true for one
    that was heard before, with other words.
    """

    mention: Mention
    reading: Reading
    suggestions: tuple[Suggestion, ...] = ()
    muted: bool = False
    offered: tuple[str, ...] = ()
    edited: bool = False


@dataclass(frozen=True)
class MentionDeleted:
    """The customer deleted the mention `id`; `left` is the newest one of this case that still stands, if any does."""

    id: str
    left: Mention | None = None


@dataclass(frozen=True)
class AddressPlaced:
    """The customer said which case their address is for; this is the one that held it and had asked."""


@dataclass(frozen=True)
class SuggestionSent:
    """A teammate clicked Send on the suggestion called `name`."""

    who: str
    name: str


@dataclass(frozen=True)
class AnswerWritten:
    """A teammate sent words of their own; `suggestion` is the name of the one whose words are still in them, or "".

    `remark` is a lead's, for those who learn from it.
    """

    who: str
    text: str
    suggestion: str = ""
    remark: str = ""


@dataclass(frozen=True)
class AnsweredElsewhere:
    """A human answered from the brand's own account (X's own app) or in the customer's Slack thread.

    `text` is what they wrote, "" where it was not seen; `at` is when (UTC), None for now.
    """

    who: str
    remote_id: str
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Acknowledged:
    """A teammate said "I'm on it"; `over` is whom they knew to have it and take it over from, or ""."""

    who: str
    over: str = ""


@dataclass(frozen=True)
class NotMine:
    """A teammate whom the chain asked says that it is not theirs."""

    who: str


@dataclass(frozen=True)
class Escalated:
    """A teammate tells the teammate `to`, or the chain of `team`, in private; `note` is theirs, for staff only.

    `passed_on` means that they were asked themselves and hand it on.
    """

    who: str
    to: str = ""
    team: str = ""
    note: str = ""
    passed_on: bool = False


@dataclass(frozen=True)
class EmailAskRequested:
    """A teammate wants the customer to be asked for an email address now."""

    who: str


@dataclass(frozen=True)
class HoldApproved:
    """A teammate approved the first reply that waits for approval."""

    who: str


@dataclass(frozen=True)
class Resolved:
    """A teammate closed the case."""

    who: str


@dataclass(frozen=True)
class Dismissed:
    """A teammate said that this is not a request for help."""

    who: str


@dataclass(frozen=True)
class Moved:
    """A teammate gave the case to another team."""

    who: str
    team: str


@dataclass(frozen=True)
class HeatMarked:
    """A teammate said that the customer is heated, or is not."""

    who: str
    heated: bool


@dataclass(frozen=True)
class PromiseMade:
    """A teammate promised the customer something by `due` (UTC).

    `text` says it to the customer, "" where they know already; `owner` is who owes it, "" for whoever promised.
    `answered` says that the case was answered already when they began to write: one who did not know is told so.
    """

    who: str
    due: datetime
    text: str = ""
    owner: str = ""
    answered: bool = False


@dataclass(frozen=True)
class PromiseKept:
    """A teammate did what was promised; `text` is the answer to the customer, "" where they have it already."""

    who: str
    text: str = ""


@dataclass(frozen=True)
class PromiseDenied:
    """A teammate said that what was found in a text is no promise."""

    who: str


@dataclass(frozen=True)
class PromiseUpdateSent:
    """A teammate lets the customer know that what was promised takes longer."""

    who: str


@dataclass(frozen=True)
class TimerFired:
    """A timer that was due at `due` (UTC) fired."""

    timer: Timer
    due: datetime


@dataclass(frozen=True)
class TicketOpened:
    """The desk has a ticket for this case; `url` may be empty. By `key` the desk finds it again, "" where it cannot.

    `desk` is the name of the desk, "" where it has none.
    """

    number: str
    url: str
    key: str = ""
    desk: str = ""


@dataclass(frozen=True)
class TicketAnswered:
    """The desk answered the customer in the ticket at `at` (UTC)."""

    at: datetime


@dataclass(frozen=True)
class TicketSolved:
    """The desk solved or closed the ticket, at `at` (UTC) or later."""

    at: datetime


@dataclass(frozen=True)
class TicketReopened:
    """The ticket is open again on the desk."""


@dataclass(frozen=True)
class LateAnswered:
    """A lead takes the case out of the backlog of an outage: the customer is to hear from us now."""

    who: str


@dataclass(frozen=True)
class HeldSettled:
    """A lead decided about a held message: it was sent anyway, edited or dropped.

    `text` is what the customer gets now, "" for nothing; `kind` is what the message is, and `author` the teammate who
    wrote it, "" for the bot.
    """

    who: str
    how: str
    text: str = ""
    kind: ResponseKind | None = None
    author: str = ""


@dataclass(frozen=True)
class NotDelivered:
    """A message of the case did not leave: `held` by a guard, or given up.

    `reason` is a sentence without personal data, `message` the effect id; `stale` means that only its time had passed.
    `no_private_way` means that the customer can only be written to where others read along. `asked` is the teammate or
    the Slack channel that a chain could not tell, `author` whose answer it is, "" where that is not known.
    """

    what: str
    reason: str
    held: bool
    kind: ResponseKind | None = None
    message: str = ""
    stale: bool = False
    no_private_way: bool = False
    asked: str = ""
    author: str = ""


Event = (
    MentionSeen
    | MentionDeleted
    | AddressPlaced
    | SuggestionSent
    | AnswerWritten
    | AnsweredElsewhere
    | Drafted
    | DraftSent
    | DraftReturned
    | Acknowledged
    | NotMine
    | Escalated
    | EmailAskRequested
    | HoldApproved
    | Resolved
    | Dismissed
    | Moved
    | HeatMarked
    | PromiseMade
    | PromiseKept
    | PromiseDenied
    | PromiseUpdateSent
    | TimerFired
    | TicketOpened
    | TicketAnswered
    | TicketSolved
    | TicketReopened
    | LateAnswered
    | HeldSettled
    | NotDelivered
)
