"""Small implementations of the ports for the engine's tests: they keep what they get and behave as a test tells them.

None of them ever checks anything; the tests do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.answers import Pick
from bot.domain.case import Mention
from bot.domain.effects import Teach, Tell, TellAuthor
from bot.domain.errors import Conflict, Duplicate, Gone, Permanent, ResponseError, Temporary, Unknown
from bot.domain.policy import Staff
from bot.domain.response import ANY_CHANNEL, Facts, Response, ResponseKind, Tone
from bot.domain.understood import Reading
from bot.domain.why import Why
from bot.ports.channel import Outgoing
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Backlog, Breaker, DraftMessage, HeldMessage, Story
from bot.ports.store import Store, Transaction


class Killed(BaseException):
    """The process ends here, as if by kill -9."""


@dataclass(frozen=True)
class Outcome:
    """What a remote side does with one call: whether the message arrives there, and what the caller hears of it."""

    arrives: bool
    error: BaseException | None = None


ARRIVES = Outcome(True)
REFUSED = Outcome(False, Permanent("the post was deleted"))
REPEATED = Outcome(False, Duplicate("the same text again"))
ARRIVES_UNHEARD = Outcome(True, Unknown("the connection broke"))
LOST_UNHEARD = Outcome(False, Unknown("the connection broke"))
OWN_FAULT = Outcome(False, KeyError("data"))
KILLED_BEFORE = Outcome(False, Killed())
KILLED_AFTER = Outcome(True, Killed())


def busy(retry_at: datetime | None = None) -> Outcome:
    """It does not arrive and may be tried again."""
    return Outcome(False, Temporary("busy", retry_at))


class RemoteSide:
    """A vendor: keeps what arrived under its effect id, and plays a script of outcomes, then takes everything."""

    def __init__(self, prefix: str) -> None:
        self.script: list[Outcome] = []
        self.looks: list[BaseException | None] = []
        self.behind = 0
        """How many of the next looks do not show yet what arrived."""
        self.tried: list[str] = []
        self.arrived: dict[str, str] = {}
        self.on_call: Callable[[str], None] = lambda effect: None
        self._prefix = prefix

    def deliver(self, effect: str) -> str:
        """Take a message, or do what the script says."""
        self.tried.append(effect)
        self.on_call(effect)
        outcome = self.script.pop(0) if self.script else ARRIVES
        if outcome.arrives:
            self.arrived.setdefault(effect, f"{self._prefix}{len(self.arrived) + 1}")
        if outcome.error is not None:
            raise outcome.error
        return self.arrived[effect]

    def look(self, effect: str) -> str | None:
        """Tell what arrived, unless the script has an error for this look."""
        error = self.looks.pop(0) if self.looks else None
        if error is not None:
            raise error
        if self.behind:
            self.behind -= 1
            return None
        return self.arrived.get(effect)


class RecordingChannel:
    """A `CustomerChannel` whose customers read `messages`."""

    limit = 280

    def __init__(self, prefix: str = "x") -> None:
        self.side = RemoteSide(prefix)
        self.sent: list[Outgoing] = []

    @property
    def messages(self) -> list[Outgoing]:
        """What really arrived, in order."""
        return [message for message in self.sent if message.id in self.side.arrived]

    @property
    def texts(self) -> list[str]:
        """The texts that really arrived, in order."""
        return [message.text for message in self.messages]

    def send(self, message: Outgoing) -> str:
        """Send as the script says."""
        self.sent = [*(one for one in self.sent if one.id != message.id), message]
        return self.side.deliver(message.id)

    def find(self, message: Outgoing) -> str | None:
        """Look as the script says."""
        return self.side.look(message.id)

    def weight(self, text: str) -> int:
        """Every letter counts one."""
        return len(text)

    def private_link(self, text: str) -> str:
        """The same link for every text."""
        return "https://x.example/dm"


@dataclass(frozen=True)
class Told:
    """A direct message about a case."""

    who: str
    why: Why
    detail: str


class RecordingStaffroom:
    """A `Staffroom` that keeps every card as it was drawn, and what was said to whom."""

    def __init__(self) -> None:
        self.side = RemoteSide("card")
        self.cards: list[Story] = []
        self.redrawn: list[Story] = []
        self.notes: list[tuple[str, Mention | None]] = []
        self.told: list[Told] = []
        self.asked: dict[str, tuple[Story, Tell]] = {}
        self.settled: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.held: list[tuple[str, HeldMessage]] = []
        self.drafts: list[tuple[str, DraftMessage]] = []
        self.news: list[TellAuthor] = []
        self.lessons: list[Teach] = []
        self.backlogs: list[tuple[str, Backlog]] = []
        self.breakers: list[tuple[str, Breaker]] = []
        self.gone: set[str] = set()
        self.noted_in: list[str] = []

    def post_card(self, effect: str, story: Story) -> str:
        """Keep the card."""
        remote_id = self.side.deliver(effect)
        self.cards.append(story)
        return remote_id

    def update_card(self, card: str, story: Story) -> None:
        """Keep the card as it is now, unless it is `gone`."""
        if card in self.gone:
            raise Gone("Slack refused it (message_not_found)")
        self.redrawn.append(story)

    def note(self, effect: str, card: str, text: str, quoted: Mention | None) -> str:
        """Keep the note, unless its card is `gone`."""
        if card in self.gone:
            raise Gone("Slack refused it (thread_not_found)")
        remote_id = self.side.deliver(effect)
        self.noted_in.append(card)
        self.notes.append((text, quoted))
        return remote_id

    def tell(self, effect: str, person: Staff, story: Story, why: Why, detail: str) -> str:
        """Keep the direct message."""
        remote_id = self.side.deliver(effect)
        self.told.append(Told(person.name, why, detail))
        return remote_id

    def ask(self, effect: str, person: Staff | None, story: Story, told: Tell) -> str:
        """Keep the message of a chain."""
        remote_id = self.side.deliver(effect)
        self.told.append(Told(person.name if person else told.place, told.why, told.detail))
        self.asked[remote_id] = (story, told)
        return remote_id

    def redraw_asked(self, message: str, story: Story, told: Tell, words: str) -> None:
        """Keep the message of a chain as it is now."""
        self.asked[message] = (story, told)
        self.settled.append((told.who or told.place, words))

    def show_held(self, effect: str, person: Staff, story: Story, held: HeldMessage) -> str:
        """Keep the held message."""
        remote_id = self.side.deliver(effect)
        self.held.append((person.name, held))
        return remote_id

    def show_draft(self, effect: str, person: Staff, story: Story, draft: DraftMessage) -> str:
        """Keep the draft, shown or redrawn."""
        remote_id = draft.shown_in or self.side.deliver(effect)
        self.drafts.append((person.name, draft))
        return remote_id

    def tell_author(self, effect: str, person: Staff, story: Story, news: TellAuthor) -> str:
        """Keep what became of a draft."""
        remote_id = self.side.deliver(effect)
        self.news.append(news)
        return remote_id

    def teach(self, effect: str, person: Staff, story: Story, lesson: Teach) -> str:
        """Keep the lesson."""
        remote_id = self.side.deliver(effect)
        self.lessons.append(lesson)
        return remote_id

    def show_backlog(self, effect: str, person: Staff, backlog: Backlog) -> str:
        """Keep the digest."""
        remote_id = self.side.deliver(effect)
        self.backlogs.append((person.name, backlog))
        return remote_id

    def show_breaker(self, effect: str, person: Staff, breaker: Breaker) -> str:
        """Keep what was told about the breaker."""
        remote_id = self.side.deliver(effect)
        self.breakers.append((person.name, breaker))
        return remote_id

    def show_address(self, effect: str, person: Staff, story: Story) -> str:
        """Keep the address that was shown."""
        remote_id = self.side.deliver(effect)
        self.said.append((person.name, story.case.email))
        return remote_id

    def say(self, effect: str, person: Staff, text: str) -> str:
        """Keep the direct message."""
        remote_id = self.side.deliver(effect)
        self.said.append((person.name, text))
        return remote_id

    def find(self, effect: str, card: str, person: Staff | None, place: str = "") -> str | None:
        """Look as the script says."""
        return self.side.look(effect)


class RecordingDesk:
    """A `Desk` that numbers its tickets T-1, T-2, … and keeps their stories."""

    tells_state = True

    def __init__(self) -> None:
        self.side = RemoteSide("T-")
        self.additions = RemoteSide("entry")
        self.stories: list[Story] = []
        self.entries: list[Entry] = []
        self.states: dict[str, TicketState | BaseException] = {}
        self.looked: list[str] = []

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open as the script says."""
        number = self.side.deliver(external_id)
        self.stories.append(story)
        return Ticket(number, f"https://desk.example/{number}", f"key-{number}")

    def find(self, external_id: str) -> Ticket | None:
        """Look as the script says."""
        number = self.side.look(external_id)
        return Ticket(number, f"https://desk.example/{number}", f"key-{number}") if number else None

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Add as the script says."""
        if effect not in self.additions.arrived:
            self.additions.deliver(effect)
            self.entries.append(entry)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Look as the script says."""
        return self.additions.look(effect) is not None

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Tell what a test wrote into `states`; a ticket is open before."""
        self.looked.append(ticket.key)
        state = self.states.get(ticket.key, TicketState(Standing.OPEN))
        if isinstance(state, BaseException):
            raise state
        return state


class ListLibrary:
    """A `Library` with three wordings of every kind; what is in `errors` is raised instead of an answer."""

    def __init__(self) -> None:
        self.wordings: tuple[str, ...] = ("first", "second", "third")
        self.errors: dict[ResponseKind, Exception] = {}
        self.unfillable: set[str] = set()

    def pick(
        self,
        kind: ResponseKind,
        *,
        language: str,
        channel: str,
        heated: bool,
        turn: int,
        avoid: Collection[str] = (),
    ) -> Response:
        """Return the wording whose turn it is, or the next one that is not to be avoided."""
        if kind in self.errors:
            raise self.errors[kind]
        start = turn % len(self.wordings)
        texts = [
            _response(f"{kind}-{wording}", kind, f"{kind.replace('_', ' ')}, {wording}")
            for wording in (*self.wordings[start:], *self.wordings[:start])
        ]
        return next((one for one in texts if one.text not in avoid), texts[0])

    def fill(self, response: Response, facts: Facts) -> str:
        """Return the text, with the ticket's number or the cases to choose among where there are any."""
        if response.name in self.unfillable:
            raise ResponseError("the fact “opening” is missing")
        return f"{response.text} {facts.ticket or facts.cases}".strip()

    def suggest(
        self,
        text: str,
        *,
        language: str,
        topic: str,
        heated: bool,
        count: int = 3,
        channel: str = ANY_CHANNEL,
    ) -> tuple[Pick, ...]:
        """Return s0, s1, s2."""
        return tuple(Pick(_response(f"s{n}", ResponseKind.SUGGESTION, f"Text {n}")) for n in range(count))


def _response(name: str, kind: ResponseKind, text: str) -> Response:
    return Response(name, kind, Tone.ANY, "en", ANY_CHANNEL, (), (), name, "", text, Path(f"{name}.md"))


class FixedReader:
    """A `Reader` that understands every mention as `reading`, until a test changes it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def read(self, mention: Mention) -> Reading:
        """Return the reading."""
        return self.reading


class HandClock:
    """A `Clock` that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.scatter = 0.5
        self._heard: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the time at which it stands."""
        return self._now

    def jitter(self) -> float:
        """Return `scatter`."""
        return self.scatter

    def on_jump(self, heard: Callable[[], None]) -> None:
        """Remember whom to tell."""
        self._heard.append(heard)

    def forward(self, by: timedelta) -> None:
        """Move on and tell everybody."""
        self._now += by
        for heard in self._heard:
            heard()


class ManualAlarm:
    """An `Alarm` that rings when a test says so; `due` is what it was set to last."""

    def __init__(self) -> None:
        self.due: datetime | None = None
        self.times_set = 0
        self.ring: Callable[[], None] = lambda: None

    def start(self, ring: Callable[[], None]) -> None:
        """Remember the bell."""
        self.ring = ring

    def set(self, due: datetime | None) -> None:
        """Remember the time."""
        self.due = due
        self.times_set += 1

    def stop(self) -> None:
        """Ring no more."""
        self.ring = lambda: None


class ContestedStore:
    """A `Store` in which somebody else is faster, as often as `lost` says."""

    def __init__(self, store: Store, lost: int = 0) -> None:
        self._store = store
        self.lost = lost

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin a transaction that may lose its race at the end."""
        with self._store.transaction() as tx:
            yield tx
            if self.lost:
                self.lost -= 1
                raise Conflict("somebody else was first")

    def sweep(self) -> bool:
        """Sweep the store behind."""
        return self._store.sweep()

    def empty_log(self) -> bool:
        """Empty the log of the store behind."""
        return self._store.empty_log()

    def copy_to(self, target: Path) -> None:
        """Copy the store behind."""
        self._store.copy_to(target)

    def close(self) -> None:
        """Close the store behind."""
        self._store.close()
