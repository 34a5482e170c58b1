"""The staff's place: case cards, private notes in their threads, direct messages to teammates.

Never seen by customers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.case import Case, Mention
from bot.domain.drafts import Fate
from bot.domain.effects import Teach, Tell, TellAuthor
from bot.domain.policy import Staff
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.ports.store.presences import Presence


@dataclass(frozen=True)
class Said:
    """A message of ours in a case: `at` (UTC) is None while it has not left, `state` is the outbox's word.

    `private` is true where only the customer can read it.
    """

    kind: ResponseKind
    text: str
    by: str
    at: datetime | None
    state: str
    private: bool = False


@dataclass(frozen=True)
class Noted:
    """Something that the staff did about a case, at `at` (UTC): never for a customer's eyes."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Story:
    """Everything that a card or a private message tells about a case.

    `card` is the card's remote id or "", `teams` are the names of the other teams that could have it. `may_keep` says
    that the answer can be kept for such questions, `kept_by` who did or "". `default_team` is the one that gets what is
    about none of the topics. `offers_update` says that a customer may be told that a promise takes longer. `notes` are
    for staff and the desk only, `zone` is where the team of the case is.
    `home_language` is the operator's first one, `present` is who of the staff has the case open at this moment.
    `approver` is the lead for whom drafts wait, "" where none is left.
    """

    case: Case
    mentions: tuple[Mention, ...]
    said: tuple[Said, ...]
    owner: str
    now: datetime
    paused: bool
    card: str = ""
    teams: tuple[str, ...] = ()
    may_keep: bool = False
    kept_by: str = ""
    default_team: str = ""
    notes: tuple[Noted, ...] = ()
    offers_update: bool = True
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    home_language: str = ""
    present: tuple[Presence, ...] = ()
    approver: str = ""


@dataclass(frozen=True)
class HeldMessage:
    """A message to a customer that a guard held: its effect id, its words, why, and what a lead may do about it.

    `may_send_anyway` is false where only other words can leave; `limit` is the longest text of the channel.
    """

    id: str
    kind: ResponseKind
    text: str
    reason: str
    may_send_anyway: bool
    public: bool
    limit: int


@dataclass(frozen=True)
class DraftMessage:
    """A draft as a lead is shown it: its author, its words, why a lead has to look, and what the guards say of it.

    `shown_in` is the remote id of the message in which this lead sees it already, or "". `may_send` is false where only
    other words can leave, `wrote_since` true where the customer wrote again after it was drafted. With a `fate`, which
    `by` decided, there are no words any more.
    """

    number: int
    author: str
    text: str
    why: str
    shown_in: str = ""
    objections: tuple[str, ...] = ()
    may_send: bool = True
    wrote_since: bool = False
    limit: int = 0
    fate: Fate | None = None
    by: str = ""


@dataclass(frozen=True)
class Backlog:
    """Cases that an outage left unanswered: as many stories as one message takes, how many in all, at `now` (UTC).

    `skipped` come before these; they were shown by the messages before this one.
    """

    stories: tuple[Story, ...]
    total: int
    now: datetime
    skipped: int = 0


@dataclass(frozen=True)
class Breaker:
    """The breaker that stopped everything automatic: when (UTC), in words why, and how many messages wait."""

    opened_at: datetime
    reason: str
    waiting: int


class Staffroom(Protocol):
    """Shows things to staff. Errors are those of `CustomerChannel`; email addresses are masked in everything shown but
    `show_address`, and the text of direct messages by customers never appears on a card or in its thread."""

    def post_card(self, effect: str, story: Story) -> str:
        """Post the case card and return its remote id."""
        ...

    def update_card(self, card: str, story: Story) -> None:
        """Redraw the card in place; repeating it is harmless.

        Raises Gone where there is no such card any more, or where it is in no place of the staff of now.
        """
        ...

    def note(self, effect: str, card: str, text: str, quoted: Mention | None) -> str:
        """Add a note to the card's thread, quoting a mention if given, and return its remote id.

        Raises Gone as `update_card` does.
        """
        ...

    def tell(self, effect: str, person: Staff, story: Story, why: Why, detail: str) -> str:
        """Send a direct message about the case to a teammate and return its remote id."""
        ...

    def ask(self, effect: str, person: Staff | None, story: Story, told: Tell) -> str:
        """Ask a teammate, or whoever is in the private Slack channel `told.place`, to take a case.

        Returns the remote id. A customer's private words are shown to a teammate only.
        """
        ...

    def redraw_asked(self, message: str, story: Story, told: Tell, words: str) -> None:
        """Draw such a message anew, as the case is now; `words` tell why it is over. Repeating it is harmless."""
        ...

    def show_held(self, effect: str, person: Staff, story: Story, held: HeldMessage) -> str:
        """Show a held message privately to a lead, to send anyway, edit or drop it, and return the remote id."""
        ...

    def show_draft(self, effect: str, person: Staff, story: Story, draft: DraftMessage) -> str:
        """Show a draft privately to a lead, or redraw the message in which they see it; return its remote id.

        Redrawing may be repeated.
        """
        ...

    def tell_author(self, effect: str, person: Staff, story: Story, news: TellAuthor) -> str:
        """Tell a teammate privately what became of their draft, and return the remote id."""
        ...

    def teach(self, effect: str, person: Staff, story: Story, lesson: Teach) -> str:
        """Show a teammate privately how a lead answered what they had passed on, and return the remote id."""
        ...

    def show_backlog(self, effect: str, person: Staff, backlog: Backlog) -> str:
        """Show a lead privately, in ONE message, the cases that an outage left unanswered, and return the remote id."""
        ...

    def show_breaker(self, effect: str, person: Staff, breaker: Breaker) -> str:
        """Tell a lead privately that everything automatic has stopped, with a button to go on; return the remote id."""
        ...

    def show_address(self, effect: str, person: Staff, story: Story) -> str:
        """Show a lead privately the email address of a case in full, and return the remote id."""
        ...

    def say(self, effect: str, person: Staff, text: str) -> str:
        """Send a plain direct message to a teammate (an answer to a click) and return its remote id."""
        ...

    def find(self, effect: str, card: str, person: Staff | None, place: str = "") -> str | None:
        """Look for what an effect posted: to `person`, in the Slack channel `place`, in the thread of `card`, else
        among the cards.
        """
        ...
