"""The recording in the place of the vendors: takes what the bot says and keeps it, and sends it to nobody.

It must never open a connection. What X would refuse, it refuses as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.weighing import LIMITS, weigh
from bot.domain.case import Channel, Mention
from bot.domain.effects import Teach, Tell, TellAuthor
from bot.domain.errors import Duplicate
from bot.domain.policy import Staff
from bot.domain.why import Why
from bot.ports.channel import Outgoing
from bot.ports.clock import Clock
from bot.ports.staffroom import Backlog, Breaker, DraftMessage, HeldMessage, Story

SAME_FOR = timedelta(hours=24)
"""X does not say for how long it refuses the same words to the same person; a day is our guess, as in the sandbox."""
_OURS = "replayed-"


@dataclass(frozen=True)
class Said:
    """What the bot said to a customer, and when (UTC)."""

    id: str
    at: datetime
    message: Outgoing


@dataclass(frozen=True)
class Told:
    """What the bot told a teammate in private about a case, and when (UTC)."""

    at: datetime
    who: str
    case_id: str
    why: Why


class RecordedX:
    """Implements `ports.channel.CustomerChannel`; everything arrives at once, in `said`."""

    limit = LIMITS[Channel.X]

    def __init__(self, clock: Clock, handle: str) -> None:
        self._clock = clock
        self._handle = handle
        self._lately: dict[tuple[str, str], datetime] = {}
        self.said: list[Said] = []

    def send(self, message: Outgoing) -> str:
        """Keep a message; raise Duplicate for words that this customer had within a day."""
        now = self._clock.now()
        words = (message.customer.id, " ".join(message.text.split()).casefold())
        if not message.private and now - self._lately.get(words, now - SAME_FOR) < SAME_FOR:
            raise Duplicate("the same words to the same customer")
        self._lately[words] = now
        # No recorded post has such an id, so an answer can never be taken for one.
        self.said.append(Said(f"{_OURS}{len(self.said) + 1}", now, message))
        return self.said[-1].id

    def find(self, message: Outgoing) -> str | None:
        """Look for a message among what was said."""
        return next((one.id for one in self.said if one.message.id == message.id), None)

    def weight(self, text: str) -> int:
        """Return the length of a text as X counts it."""
        return weigh(Channel.X, text)

    def private_link(self, _text: str) -> str:
        """Return the link to the brand's profile: a recording does not tell the account's id."""
        return f"https://x.com/{self._handle}"


class QuietStaffroom:
    """Implements `ports.staffroom.Staffroom` for staff who never click; what they are told about cases is in `told`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.told: list[Told] = []
        self.notes: list[str] = []

    def post_card(self, effect: str, _story: Story) -> str:
        """Take a card."""
        return f"card-{effect}"

    def update_card(self, _card: str, _story: Story) -> None:
        """Take a card as it is now."""

    def note(self, effect: str, _card: str, text: str, _quoted: Mention | None) -> str:
        """Take a note."""
        self.notes.append(text)
        return f"note-{effect}"

    def tell(self, effect: str, person: Staff, story: Story, why: Why, _detail: str) -> str:
        """Take a direct message about a case."""
        self.told.append(Told(self._clock.now(), person.name, story.case.id, why))
        return f"tell-{effect}"

    def ask(self, effect: str, person: Staff | None, story: Story, told: Tell) -> str:
        """Take a message of a chain."""
        who = person.name if person else told.place
        self.told.append(Told(self._clock.now(), who, story.case.id, told.why))
        return f"ask-{effect}"

    def redraw_asked(self, _message: str, _story: Story, _told: Tell, _words: str) -> None:
        """Take a message of a chain as it is now."""

    def show_held(self, effect: str, person: Staff, story: Story, _held: HeldMessage) -> str:
        """Take a held message."""
        self.told.append(Told(self._clock.now(), person.name, story.case.id, Why.NOT_DELIVERED))
        return f"held-{effect}"

    def show_draft(self, effect: str, _person: Staff, _story: Story, _draft: DraftMessage) -> str:
        """Take a draft."""
        return f"draft-{effect}"

    def tell_author(self, effect: str, _person: Staff, _story: Story, _news: TellAuthor) -> str:
        """Take what became of a draft."""
        return f"author-{effect}"

    def teach(self, effect: str, _person: Staff, _story: Story, _lesson: Teach) -> str:
        """Take a lesson."""
        return f"lesson-{effect}"

    def show_backlog(self, effect: str, _person: Staff, _backlog: Backlog) -> str:
        """Take a digest."""
        return f"backlog-{effect}"

    def show_breaker(self, effect: str, _person: Staff, _breaker: Breaker) -> str:
        """Take the news that everything automatic has stopped."""
        return f"breaker-{effect}"

    def show_address(self, effect: str, _person: Staff, _story: Story) -> str:
        """Take an address that a lead asked for."""
        return f"address-{effect}"

    def say(self, effect: str, _person: Staff, _text: str) -> str:
        """Take a plain message."""
        return f"say-{effect}"

    def find(self, effect: str, _card: str, _person: Staff | None, _place: str = "") -> str | None:
        """Everything arrived at the first attempt, so nothing is ever looked for in vain."""
        return f"found-{effect}"
