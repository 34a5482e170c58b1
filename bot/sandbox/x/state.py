"""The memory of the local X: users, posts, direct messages, and who listens for new posts.

It does what it is told; what a platform allows is written in `rules.py`. It must never know HTTP or JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.sandbox.clock import SandboxClock
from bot.sandbox.x.access import Access
from bot.sandbox.x.limits import Limits
from bot.sandbox.x.people import BRAND, CUSTOMERS, User
from bot.sandbox.x.posts import HANDLE, DirectMessage, Post
from bot.sandbox.x.stream_rules import StreamRules

KEEP_ALIVE = 10.0
EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)
"""Where X's ids begin to count: https://docs.x.com/fundamentals/x-ids"""


class XState:
    """Everything the local X remembers."""

    def __init__(self, clock: SandboxClock, changed: Callable[[], None]) -> None:
        """Seed the cast.

        Args:
            clock: dates every post.
            changed: called after every change.
        """
        self.clock = clock
        self.brand = BRAND
        self.users = {user.id: user for user in (BRAND, *CUSTOMERS)}
        self.posts: dict[str, Post] = {}
        self.messages: list[DirectMessage] = []
        self.access = Access(clock)
        self.limits = Limits(clock)
        self.stream_rules = StreamRules()
        self.keep_alive = KEEP_ALIVE
        self.listeners: list[Callable[[Post], None]] = []
        self._changed = changed
        self._last_id = 0

    def user(self, name_or_id: str) -> User | None:
        """Return the user with an id or a user name, with or without the @, in any case."""
        wanted = name_or_id.removeprefix("@").lower()
        return self.users.get(wanted) or next(
            (user for user in self.users.values() if user.username.lower() == wanted), None
        )

    def post(self, id: str) -> Post | None:
        """Return a post that can be seen, also an earlier version of an edited one."""
        post = self.posts.get(id)
        return None if post is None or post.deleted else post

    def write(self, author: User, text: str, reply_to: str | None = None, quote: str | None = None) -> Post:
        """Publish a post.

        Args:
            author: who writes.
            text: what was written, without the handles that X fills in.
            reply_to: the id of a post that exists.
            quote: the id of a post that exists.

        Returns:
            The new post, as everybody who listens has seen it.
        """
        id = self._next_id()
        parent = self.posts[reply_to] if reply_to else None
        return self._publish(
            Post(
                id=id,
                author=author.id,
                text=text,
                at=self.clock.now(),
                conversation=parent.conversation if parent else id,
                reply_to=reply_to,
                reply_to_author=parent.author if parent else None,
                quote=quote,
                filled=self._not_in(text, self.fills(author, parent)) if parent else (),
                edits=(id,),
            )
        )

    def edit(self, post: Post, text: str) -> Post:
        """Replace a post's text: X makes a new post with a new id that knows its earlier versions.

        Source: https://docs.x.com/x-api/fundamentals/edit-posts
        """
        id = self._next_id()
        parent = self.posts.get(post.reply_to) if post.reply_to else None
        edits = (*post.edits, id)
        for earlier in post.edits:
            self.posts[earlier].edits = edits
            self.posts[earlier].edited_by = id
        return self._publish(
            Post(
                id=id,
                author=post.author,
                text=text,
                at=self.clock.now(),
                conversation=post.conversation,
                reply_to=post.reply_to,
                reply_to_author=post.reply_to_author,
                quote=post.quote,
                filled=self._not_in(text, self.fills(self.users[post.author], parent)) if parent else (),
                edits=edits,
            )
        )

    def delete(self, post: Post) -> None:
        """Take a post away, with every earlier version of it; nobody is told."""
        for id in post.edits:
            self.posts[id].deleted = True
        self._changed()

    def send(self, sender: User, recipient: User, text: str) -> DirectMessage:
        """Deliver a direct message."""
        message = DirectMessage(self._next_id(), sender.id, recipient.id, text, self.clock.now())
        self.messages.append(message)
        self._changed()
        return message

    def fills(self, author: User, parent: Post) -> list[str]:
        """Return the handles that X puts in front of a reply: the parent's author and whom it mentions."""
        handles = [self.users[parent.author].username, *parent.handles]
        return [handle for handle in dict.fromkeys(handles) if handle.lower() != author.username.lower()]

    def newest_first(self) -> list[Post]:
        """Return every post that timelines show, newest first."""
        return [post for post in reversed(self.posts.values()) if post.current]

    def mentions(self, user: User) -> list[Post]:
        """Return what others wrote with a user's handle in it, newest first."""
        handle = user.username.lower()
        return [post for post in self.newest_first() if handle in post.handles and post.author != user.id]

    def _not_in(self, text: str, handles: list[str]) -> tuple[str, ...]:
        written = {match[1].lower() for match in HANDLE.finditer(text)}
        return tuple(handle for handle in handles if handle.lower() not in written)

    def _publish(self, post: Post) -> Post:
        self.posts[post.id] = post
        self._changed()
        for listener in list(self.listeners):
            listener(post)
        return post

    def _next_id(self) -> str:
        """Return an id like X's: its upper bits are the time, and it always grows, also over restarts."""
        since = int((self.clock.now() - EPOCH).total_seconds() * 1000) << 22
        self._last_id = max(self._last_id + 1, since)
        return str(self._last_id)
