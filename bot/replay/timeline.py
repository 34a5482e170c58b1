"""The recorded posts of a brand as X would show them: poll by poll, in the order in which the bot reads.

X's ids grow with time, and the bot goes by that where it sees an answer before the post that it answers. A recording's
ids need not, so the bot is shown others: the places of the posts in time. Nothing else may see those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.adapters.x.sources import POSTS, Mentions, OwnPosts
from bot.domain.case import Channel, Customer, Mention
from bot.engine.own_post import BRAND_ACCOUNT, OwnPost
from bot.replay.conversations import Conversation
from bot.replay.recording import Post

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """A post, the poll (UTC) that shows it, its conversation, and the id that the bot is shown."""

    at: datetime
    post: Post
    conversation: str
    id: str


class Timeline:
    """What the polls bring; polls lie on whole multiples of their distance."""

    def __init__(self, conversations: Iterable[Conversation], poll_every: timedelta) -> None:
        self._poll_every = poll_every
        conversations = tuple(conversations)
        found = [(post, one.id) for one in conversations for post in one.posts]
        # In one second a customer comes first: an answer is younger than what it answers.
        found.sort(key=lambda pair: (pair[0].at, not pair[0].inbound, pair[0].line))
        self._shown = {
            str(place): Shown(self._polled(post.at), post, conversation, str(place))
            for place, (post, conversation) in enumerate(found, start=1)
        }
        self._unheard = {id for one in conversations for id in one.unheard}
        self._ids = {one.post.id: one.id for one in self._shown.values()}

    def __iter__(self) -> Iterator[Shown]:
        """Yield the posts as the bot reads them."""
        heard = (one for one in self._shown.values() if one.post.id not in self._unheard)
        return iter(sorted(heard, key=lambda one: (one.at, _turn(one.post))))

    def post(self, id: str) -> Post:
        """Return the recorded post that the bot knows under an id."""
        return self._shown[id].post

    def mention(self, one: Shown) -> Mention:
        """Return a customer's post as the bot hears it."""
        post = one.post
        customer = Customer(Channel.X, post.author, post.author, post.name or post.author)
        return Mention(Channel.X, one.id, one.conversation, customer, post.text, post.at)

    def own_post(self, one: Shown) -> OwnPost:
        """Return a post of the brand as the bot hears it."""
        to = self._ids.get(one.post.to, "")
        customer = self.post(to).author if to else ""
        return OwnPost(Channel.X, one.id, one.conversation, to, customer, BRAND_ACCOUNT, one.post.text, one.post.at)

    def _polled(self, at: datetime) -> datetime:
        """Return the first poll at or after a moment."""
        return at + (EPOCH - at) % self._poll_every


def _turn(post: Post) -> int:
    return POSTS.index(Mentions if post.inbound else OwnPosts)
