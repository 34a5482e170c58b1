"""X as a customers' channel: replies in public, direct messages in private, and looking whether one of them arrived.

It must never answer a direct message in public, and never send twice: after anything doubtful the outbox asks `find`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.adapters.weighing import LIMITS, weigh
from bot.adapters.x.client import XClient
from bot.adapters.x.codec import PRIVATE, Brand, Page, id_in, message_in, own_post_in
from bot.domain.case import Channel
from bot.domain.errors import DecodeError, Permanent, Temporary
from bot.engine.own_post import OwnPost
from bot.engine.same_text import is_same
from bot.ports.channel import Outgoing

MOST_PAGES = 32
"""X shows 3,200 posts of a timeline; beyond that nothing can be told any more."""
LOOK_WITHIN = timedelta(seconds=18)
"""No new page is begun after this, so that the last one still ends within the port's 30 s."""


class XChannel:
    """Implements `ports.channel.CustomerChannel`."""

    def __init__(self, client: XClient, whoami: Callable[[], Brand], known: Callable[[], str], handle: str) -> None:
        """Prepare; nothing is called.

        Args:
            client: the calls.
            whoami: asks X for our account if it is not known yet; raises a DeliveryError.
            known: the id of our account as far as it is known without a call, else "".
            handle: our handle as the operator wrote it, without the @.
        """
        self._client = client
        self._whoami = whoami
        self._known = known
        self._handle = handle

    def send(self, message: Outgoing) -> str:
        """Send and return the id of the new post, or "dm:<id>" of the new direct message; see the port."""
        if message.private:
            return self._client.message(message.text, message.customer.id)
        if not message.to.isdecimal():
            raise Permanent("a direct message is never answered in public")
        return self._client.post(message.text, message.to)

    def find(self, message: Outgoing) -> str | None:
        """Look for `message` among what our account wrote after the mention that it answers; see the port."""
        since = message.to.removeprefix(PRIVATE)
        if not since.isdecimal():
            raise Permanent("without the mention that it answers it cannot be looked for")
        if message.private:
            return self._find_private(message, int(since))
        return self._find_public(message, since)

    def weight(self, text: str) -> int:
        """Return the length of `text` by X's count: a link is 23, an emoji or a Chinese character 2."""
        return weigh(Channel.X, text)

    @property
    def limit(self) -> int:
        """The longest weight that a post may have."""
        return LIMITS[Channel.X]

    def private_link(self, text: str) -> str:
        """Return a link that opens a direct message to us that begins with `text`.

        Never calls X: before our account's id is known, it is the link to our profile, where there is a button for it.
        """
        brand = self._known()
        if not brand:
            return f"https://x.com/{quote(self._handle)}"
        words = {"recipient_id": brand, "text": text}
        return f"https://x.com/messages/compose?{urlencode(words, quote_via=quote)}"

    def _find_public(self, message: Outgoing, since: str) -> str | None:
        brand = self._whoami()
        for page in _pages(lambda token: self._client.own_posts(brand, since_id=since, token=token)):
            for item in page.items:
                try:
                    post = own_post_in(item, brand)
                except DecodeError:
                    continue
                if post and post.to == message.to and is_same(message.text, post.text):
                    return post.id
        return None

    def _find_private(self, message: Outgoing, since: int) -> str | None:
        brand = self._whoami()
        for page in _pages(lambda token: self._client.messages(message.customer.id, token)):
            for item in page.items:
                if int(id_in(item) or since + 1) <= since:
                    return None
                try:
                    seen = message_in(item, page.authors, brand)
                except DecodeError:
                    continue
                if isinstance(seen, OwnPost) and is_same(message.text, seen.text):
                    return seen.id
        return None


def _pages(read: Callable[[str], Page]) -> Iterator[Page]:
    """Read page after page, for as long as that is worth while."""
    began = time.monotonic()
    token = ""
    for _ in range(MOST_PAGES):
        page = read(token)
        yield page
        if not page.next:
            return
        token = page.next
        if time.monotonic() - began > LOOK_WITHIN.total_seconds():
            raise Temporary("looking for the message took too long")
    raise Permanent("too much was written since to find the message")
