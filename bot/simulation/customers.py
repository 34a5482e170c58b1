"""The customers: each decides by a stream of its own, so that fewer of them do the same as before.

They write, repeat, edit, delete, give addresses where they should and where they should not, say stop, and come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.domain.case import Channel
from bot.domain.response import HOLDING, ResponseKind
from bot.simulation import company, slack_events
from bot.simulation.chance import Chance, stream
from bot.simulation.faults import Fault
from bot.simulation.ledger import Deed, Fact
from bot.simulation.slack_side import BOT_USER, SlackMessage, direct
from bot.simulation.world import World
from bot.simulation.x_side import BRAND_ID, Person, Post

REQUESTS = (
    "I was charged twice and would like a refund",
    "my export is broken since this morning",
    "I cannot login, it says error 42",
    "the import does not work, please help",
    "where is my invoice for last month?",
    "nothing loads any more, what is going on?",
    "why is this still broken?? this is the worst service ever",
    "ich wurde zweimal belastet und möchte mein Geld zurück",
    "der Export funktioniert nicht, bitte helfen Sie mir",
)
CHATTER = ("you are great, keep it up!", "good morning everybody", "what a lovely logo")
AGAIN = ("still waiting for an answer", "hello? anybody there?", "it is still broken")
STOPS = ("stop", "please stop messaging me", "leave me alone")
MISTYPED = "my address is anna@@mail"
THANKS = ("thanks, that helped!", "thank you, works now")
_ASKS = frozenset({ResponseKind.ASK_EMAIL, ResponseKind.ASK_EMAIL_PRIVATE})
NAMES = ("Anna", "Carl", "Mina", "Jonas", "Priya", "Luca")
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu")
_MOST_POSTS = 6
WHISPER = 0.08
"""How many conversations are all in direct messages."""


class Habit(StrEnum):
    """How a customer behaves after the first answer."""

    SILENT = "silent"
    REPEATS = "repeats"
    GIVES_ADDRESS = "gives address"
    MISTYPES_ADDRESS = "mistypes address"
    STOPS = "stops"
    COMES_BACK = "comes back"
    THANKS = "thanks"


_HABITS = (
    *[Habit.SILENT] * 34,
    *[Habit.REPEATS] * 14,
    *[Habit.GIVES_ADDRESS] * 26,
    *[Habit.MISTYPES_ADDRESS] * 4,
    *[Habit.STOPS] * 10,
    *[Habit.COMES_BACK] * 8,
    *[Habit.THANKS] * 4,
)


@dataclass
class Customer:
    """One customer of a run."""

    number: int
    world: World
    chance: Chance = field(init=False)
    channel: Channel = field(init=False)
    habit: Habit = field(init=False)
    outside: bool = field(init=False)
    wrote: int = 0
    stopped: bool = False
    whispers: bool = False
    last: str = ""
    root: str = ""
    mark: str = ""

    def __post_init__(self) -> None:
        chance = self.chance = stream(self.world.seed, "customer", self.number)
        self.channel = Channel.X if chance.random() < 0.6 else Channel.SLACK
        self.habit = chance.choice(_HABITS)
        self.outside = chance.random() < 0.3
        digits = f"{self.number:04d}"
        self.surname = "Qu" + "".join(_SYLLABLES[int(digit)] for digit in digits) + "n"
        self.name = f"{chance.choice(NAMES)} {self.surname}"
        self.x_id, self.slack_id = str(20_000 + self.number), f"U1C{digits}"
        records = self.world.records
        records.by_surname[self.surname] = self.number
        self.handle = f"user_{self.surname.lower()}"
        if self.channel is Channel.X:
            self.world.x.join(Person(self.x_id, self.handle, self.name))
            records.by_user[self.x_id] = self.number
        else:
            self.world.slack.names[self.slack_id] = (self.handle, self.name)
            records.by_user[self.slack_id] = self.number

    def begin(self) -> None:
        """Write the first post of a conversation."""
        chance = self.chance
        self.root = self.last = ""
        if chance.random() < 0.07:
            self._write(chance.choice(CHATTER), "chatter")
            return
        words, whispers = chance.choice(REQUESTS), stream(self.world.seed, "whispers", self.number, self.wrote)
        # Some write only in private: what they say must never stand where others read it.
        self.whispers = whispers.random() < WHISPER
        self._write(words, "request")

    def heard(self, fact: Fact) -> None:
        """The bot said something to this customer."""
        chance = self.chance
        if self.stopped or self.wrote >= _MOST_POSTS:
            return
        if fact.kind in HOLDING:
            self._after_the_first_answer()
        elif fact.kind in _ASKS:
            if self.habit is Habit.MISTYPES_ADDRESS or stream(self.world.seed, "slips", self.number).random() < 0.08:
                self._in(30, 300, lambda: self._write(MISTYPED, "mistyped"))
            elif self.habit is Habit.GIVES_ADDRESS or (self.habit is Habit.SILENT and chance.random() < 0.2):
                private = chance.random() < 0.7
                self._in(20, 900, lambda: self._give_address(private=private))
            elif self.habit is Habit.STOPS and chance.random() < 0.5:
                self._in(5, 60, self._stop)
        elif fact.kind is ResponseKind.ADDRESS_UNREADABLE:
            self._in(30, 300, lambda: self._give_address(private=True))
        elif fact.kind is ResponseKind.TICKET_OPENED and chance.random() < 0.15:
            self._in(60, 1200, lambda: self._write(chance.choice(AGAIN), "again"))
        elif fact.kind is ResponseKind.SUGGESTION:
            self.answered()

    def answered(self) -> None:
        """A human has answered."""
        if self.habit is Habit.COMES_BACK:
            self._in(60, 3000, lambda: self._write("it is broken again", "again"))
        elif self.habit is Habit.THANKS:
            self._in(30, 600, lambda: self._write(self.chance.choice(THANKS), "thanks"))

    def _after_the_first_answer(self) -> None:
        if self.habit is Habit.STOPS and self.chance.random() < 0.7:
            self._in(5, 400, self._stop)
        elif self.habit is Habit.REPEATS:
            for _ in range(self.chance.choice((1, 1, 2, 3))):
                self._in(20, 400, lambda: self._write(self.chance.choice(AGAIN), "again"))
        elif self.habit is Habit.GIVES_ADDRESS and self.chance.random() < 0.1:
            self._in(10, 120, lambda: self._give_address(private=False))

    def _stop(self) -> None:
        if self.stopped:
            return
        self.stopped = True
        self._write(self.chance.choice(STOPS), "stop")
        if self.chance.random() < 0.6:
            # Somebody who said stop is never written to again, whatever they begin.
            self._in(1800, 5400, self.begin)

    def _give_address(self, *, private: bool) -> None:
        text = f"my address is {self.surname.lower()}@mail.example"
        self._write(text, "address", private=private)

    def _in(self, least: float, most: float, what: Any) -> None:
        self.world.later(timedelta(seconds=round(self.chance.uniform(least, most), 3)), what)

    def _write(self, words: str, *marks: str, private: bool = False) -> None:
        if self.wrote >= _MOST_POSTS + 2:
            return
        self.wrote += 1
        private = private or self.whispers
        if private and "stop" not in marks:
            words = f"{words} dmword"
        self.mark = f"[q{self.number}x{self.wrote}]"
        all_marks = frozenset((*marks, self.mark, *(["private"] if private else [])))
        if self.channel is Channel.X:
            self._on_x(f"{words} {self.mark}", all_marks, private=private)
        else:
            self._in_slack(f"{words} {self.mark}", all_marks, private=private)

    def _on_x(self, text: str, marks: frozenset[str], *, private: bool) -> None:
        world = self.world
        if private:
            message = world.x.write(self.x_id, BRAND_ID, text, self.number)
            world.records.by_post[message.id] = self.number
            self._note(text, message.id, f"dm:{message.conversation}", marks, public=False)
            world.news_at_x(private=True)
            return
        late = timedelta(seconds=self.chance.uniform(1, 240)) if world.faults.hit(Fault.LATE) else timedelta(0)
        try:
            post = world.x.publish(self.x_id, f"@{company.HANDLE} {text}", self.last, self.number, late)
        except LookupError:
            # They have deleted what they answer: whatever they write begins anew, and thanks alone ask for nothing.
            marks = marks | {"chatter"} if "thanks" in marks else marks
            post = world.x.publish(self.x_id, f"@{company.HANDLE} {text}", "", self.number, late)
        world.records.by_post[post.id] = self.number
        if not self.last:
            self.last = post.id
        self._note(text, post.id, post.conversation, marks, public=True)
        world.later(late, world.news_at_x)
        if world.faults.hit(Fault.EDITED):
            self._in(5, 300, lambda: self._edit(post))
        elif world.faults.hit(Fault.DELETED):
            self._in(5, 600, lambda: self._delete(post))

    def _edit(self, post: Post) -> None:
        if post.id not in self.world.x.posts:
            return
        new = self.world.x.edit(post.id, f"{post.text} (edited)")
        self.world.records.by_post[new.id] = self.number
        fact = Fact(self.world.clock.true, self.number, Deed.EDITED, about=new.id, was=post.id, place=post.conversation)
        self.world.ledger.write(fact)
        self.world.news_at_x()

    def _delete(self, post: Post) -> None:
        self.world.x.delete(post.id)
        fact = Fact(self.world.clock.true, self.number, Deed.DELETED, about=post.id, place=post.conversation)
        self.world.ledger.write(fact)

    def _in_slack(self, text: str, marks: frozenset[str], *, private: bool) -> None:
        world = self.world
        calls = not private and self.chance.random() < 0.2
        words = f"<@{BOT_USER}> {text}" if calls else text
        channel, thread = (direct(self.slack_id), "") if private else (company.HELP, self.root)
        message = world.slack.post(channel, self.slack_id, words, thread)
        if not private and not self.root:
            self.root = message.ts
        self._note(text, message.id, self._place(message), marks, public=not private)
        self._deliver(message, "message")
        if calls and world.faults.hit(Fault.BOTH_EVENTS):
            self._deliver(message, "app_mention")
        self._revise(message)

    def _deliver(self, message: SlackMessage, kind: str) -> None:
        began = self.slack_id if message.thread else ""
        self._tell(slack_events.posted(message, kind, self.team, began=began), message, "customer")

    def _revise(self, message: SlackMessage) -> None:
        """Some change or delete what they wrote in Slack, which tells of it; its news may come before the message."""
        faults = self.world.faults
        chance = stream(self.world.seed, "revises", self.number, self.wrote)
        if faults.hit(Fault.EDITED):
            self.world.later(timedelta(seconds=chance.uniform(1, 300)), lambda: self._edit_in_slack(message))
        elif faults.hit(Fault.DELETED):
            self.world.later(timedelta(seconds=chance.uniform(1, 1200)), lambda: self._delete_in_slack(message))

    def _edit_in_slack(self, message: SlackMessage) -> None:
        world, place = self.world, self._place(message)
        new = world.slack.update(message.id, f"{message.text} (edited)", ())
        if new is not None:
            now = world.clock.true
            world.ledger.write(Fact(now, self.number, Deed.EDITED, about=new.id, was=new.id, place=place))
            self._tell(slack_events.changed(new, self.team, now), new, "edit")

    def _delete_in_slack(self, message: SlackMessage) -> None:
        world, place, now = self.world, self._place(message), self.world.clock.true
        leaves_a_thread = world.slack.delete(message.id)
        if message.ts == self.root and not leaves_a_thread:
            # Nothing is left to answer in: whatever they write begins anew.
            self.root = ""
        world.ledger.write(Fact(now, self.number, Deed.DELETED, about=message.id, place=place))
        self._tell(slack_events.deleted(message, now, leaves_a_thread=leaves_a_thread), message, "deletion")

    def _place(self, message: SlackMessage) -> str:
        private = message.channel != company.HELP
        return message.channel if private else f"{message.channel}:{message.thread or message.ts}"

    def _tell(self, event: dict[str, Any], message: SlackMessage, who: str) -> None:
        """Let Slack hand an envelope over, sooner or later; `who` is whose deed the bot has received then."""
        world, number = self.world, self.number

        def taken(_: object) -> None:
            world.ledger.write(Fact(world.clock.true, number, Deed.RECEIVED, about=message.id, who=who))

        wait = timedelta(0)
        if world.faults.hit(Fault.LATE):
            wait = timedelta(seconds=self.chance.uniform(1, 60))
        elif world.faults.hit(Fault.OUT_OF_ORDER, 0.3):
            wait = timedelta(seconds=self.chance.uniform(1, 5))
        world.later(wait, lambda: world.deliver(event, taken))

    @property
    def team(self) -> str:
        """The Slack workspace from which this customer writes."""
        return company.OUTSIDE_TEAM if self.outside else company.OUR_TEAM

    def _note(self, text: str, id: str, place: str, marks: frozenset[str], *, public: bool) -> None:
        now = self.world.clock.true
        fact = Fact(now, self.number, Deed.WROTE, text, id, place, marks=marks, public=public, who=self.name)
        self.world.ledger.write(fact)
