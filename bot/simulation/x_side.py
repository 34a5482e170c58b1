"""The simulated X: posts and direct messages with their ids, who answered what, and when each can be seen.

It is the truth about X. It knows nothing of the bot and shows its pages as X does, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

BRAND_ID = "1000"
PAGE = 100
_FIRST_ID = 1_900_000_000_000


@dataclass(frozen=True)
class Person:
    """An account on X."""

    id: str
    handle: str
    name: str


@dataclass(frozen=True)
class Post:
    """A post as it stands now; `history` holds the ids that it had before it was edited."""

    id: str
    author: str
    text: str
    at: datetime
    conversation: str
    reply_to: str = ""
    to_user: str = ""
    history: tuple[str, ...] = ()
    shown_at: datetime | None = None
    customer: int = -1


@dataclass(frozen=True)
class Message:
    """A direct message."""

    id: str
    sender: str
    other: str
    text: str
    at: datetime
    customer: int = -1

    @property
    def conversation(self) -> str:
        """The id of the conversation between the two."""
        first, second = sorted((self.sender, self.other), key=int)
        return f"{first}-{second}"


@dataclass
class XSide:
    """X's records. `now` tells the true time."""

    now: Callable[[], datetime]
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    token: str = "tok-1"
    _last: int = _FIRST_ID

    def join(self, person: Person) -> None:
        """Open an account."""
        self.people[person.id] = person

    def publish(
        self, author: str, text: str, reply_to: str = "", customer: int = -1, late: timedelta = timedelta(0)
    ) -> Post:
        """Publish a post now; it is shown on timelines after `late`. Raises LookupError for an answer to nothing."""
        answered = self.posts.get(self.newest_id(reply_to)) if reply_to else None
        if reply_to and answered is None:
            raise LookupError(reply_to)
        id = self._next()
        conversation = answered.conversation if answered else id
        to_user = answered.author if answered else ""
        at = self.now()
        self.posts[id] = Post(id, author, text, at, conversation, reply_to, to_user, (), at + late, customer)
        return self.posts[id]

    def edit(self, id: str, text: str) -> Post:
        """Edit a post: it gets another id, and the old one is in its history."""
        old = self.posts.pop(id)
        new = replace(old, id=self._next(), text=text, history=(*old.history, old.id))
        self.posts[new.id] = new
        return new

    def delete(self, id: str) -> None:
        """Take a post away."""
        post = self.posts.pop(self.newest_id(id), None)
        if post is not None:
            self.gone.update((post.id, *post.history))

    def newest_id(self, id: str) -> str:
        """Return the id under which a post stands now, whatever id it had."""
        if id in self.posts:
            return id
        return next((post.id for post in self.posts.values() if id in post.history), id)

    def write(self, sender: str, other: str, text: str, customer: int = -1) -> Message:
        """Write a direct message now."""
        message = Message(self._next(), sender, other, text, self.now(), customer)
        self.messages.append(message)
        return message

    def mentions(self) -> list[Post]:
        """Return the posts of others that are shown by now and name the brand or answer it, newest first."""
        now = self.now()
        recent = reversed(self.posts.values())
        return [one for one in recent if one.author != BRAND_ID and (one.shown_at or one.at) <= now]

    def own(self) -> list[Post]:
        """Return the brand's posts, newest first, also those that no timeline shows yet."""
        return [one for one in reversed(self.posts.values()) if one.author == BRAND_ID]

    def own_shown(self) -> list[Post]:
        """Return the brand's posts that its timeline shows by now, newest first."""
        now = self.now()
        return [one for one in self.own() if (one.shown_at or one.at) <= now]

    def users(self, ids: set[str]) -> list[Mapping[str, str]]:
        """Return accounts as X's pages include them."""
        people = (self.people[id] for id in sorted(ids))
        return [{"id": one.id, "username": one.handle, "name": one.name} for one in people]

    def _next(self) -> str:
        self._last += 1
        return str(self._last)
