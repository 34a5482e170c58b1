"""The three things that are read at X: mentions, what our own account wrote, and direct messages.

A source reads everything new, oldest first, and remembers how far it came only when all of it was taken. One bad item
never stops the others. It must never log a text, a name or a handle.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import structlog

from bot.adapters.x.client import XClient
from bot.adapters.x.codec import (
    Brand,
    Page,
    id_in,
    link_to,
    mention_in,
    message_in,
    moment_in,
    own_post_in,
    teammate_in,
)
from bot.adapters.x.limits import MENTIONS, MESSAGES, OWN_POSTS
from bot.adapters.x.progress import Progress
from bot.domain.case import Channel, Mention
from bot.domain.errors import DecodeError, DeliveryError, StoreBroken, StoreInUse
from bot.domain.policy import Staff
from bot.engine.own_post import OwnPost
from bot.engine.unread import Kind, Unread

CEILING = 800
"""X shows no more mentions than this, and 100 a page: https://docs.x.com/x-api/posts/timelines/introduction"""
ATTEMPTS = 5
_REMEMBERED = 1_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

log = structlog.get_logger()


class Ears(Protocol):
    """Who is told what was read; `bot.engine.intake.Intake` is one."""

    def hear(self, mention: Mention) -> None:
        """A customer wrote; the same mention may come again."""
        ...

    def answered_elsewhere(self, post: OwnPost) -> bool:
        """Our own account or a teammate wrote; False asks to be shown it again."""
        ...


class Source:
    """One timeline. `budget` is X's limit that reading it takes from, `kind` what stands on it.

    A handle of somebody of the `staff`, as they are at that moment, is never a customer's.

    An item that cannot be taken is told to a human, once, before the mark moves past it.
    """

    name = ""
    budget = ""
    kind = Kind.MENTION

    def __init__(
        self,
        client: XClient,
        whoami: Callable[[], Brand],
        ears: Ears,
        progress: Progress,
        stopping: threading.Event,
        tell: Callable[[Sequence[Unread]], None],
        staff: Sequence[Staff] = (),
    ) -> None:
        self._client = client
        self._whoami = whoami
        self._ears = ears
        self._progress = progress
        self._stopping = stopping
        self._failures: OrderedDict[str, int] = OrderedDict()
        self._tell = tell
        self._staff = staff
        self._untold: list[Unread] = []

    def read(self) -> None:
        """Read what is new and pass it on.

        Raises:
            DeliveryError: X does not answer; what came before that was passed on all the same.
            StoreBroken: the database cannot be used.
        """
        self._progress.begin()
        brand = self._whoami()
        pages: list[Page] = []
        try:
            self._collect(brand, pages)
        except DeliveryError:
            self._pass_on(brand, pages)
            raise
        newest = self._pass_on(brand, pages)
        if newest is not None:
            self._progress.reached(newest)

    def _page(self, brand: Brand, token: str) -> Page:
        raise NotImplementedError

    def _take(self, item: object, page: Page, brand: Brand) -> bool:
        """Pass one item on; False asks to be shown it again. Raises DecodeError."""
        raise NotImplementedError

    def _link(self, id: str) -> str:
        """Return where an item is to be seen, or ""."""
        return link_to(id) if id else ""

    def _is_ours(self, item: object, page: Page, brand: Brand) -> bool:
        """Tell whether our side wrote an item of a timeline that shows both sides."""
        return bool(teammate_in(item, page.authors, self._staff))

    def _collect(self, brand: Brand, pages: list[Page]) -> None:
        token = ""
        for _ in range(CEILING // 100):
            page = self._page(brand, token)
            pages.append(page)
            token = page.next
            if not token or self._is_past(page) or self._stopping.is_set():
                return
        # There is more than X shows, or than one round may cost: what is older is out of reach.
        log.error("x.more_than_the_ceiling", source=self.name, ceiling=CEILING)

    def _is_past(self, page: Page) -> bool:
        """Tell whether a page, newest first, ends before the time from which to read."""
        moments = [moment for item in page.items if (moment := _moment(item)) is not None]
        return bool(moments) and moments[-1] < self._progress.start

    def _pass_on(self, brand: Brand, pages: list[Page]) -> datetime | None:
        """Pass everything on, oldest first; return the newest moment if all of it was taken, else None."""
        items = [(item, page) for page in pages for item in page.items]
        items.sort(key=lambda pair: (_moment(pair[0]) or _LONG_AGO, int(id_in(pair[0]) or 0)))
        # What we wrote goes first: an answer that a human gave already keeps the message from being answered again.
        items.sort(key=lambda pair: not self._is_ours(pair[0], pair[1], brand))
        complete = True
        newest = None
        for item, page in items:
            if self._stopping.is_set():
                return None
            moment = _moment(item)
            if moment is not None and moment < max(self._progress.first, self._progress.start):
                continue
            complete = self._pass_one(item, page, brand) and complete
            newest = max(newest or moment, moment) if moment else newest
        if self._untold:
            self._tell(self._untold)
            self._untold = []
        return newest if complete else None

    def _pass_one(self, item: object, page: Page, brand: Brand) -> bool:
        key = id_in(item) or repr(item)
        if self._failures.get(key, 0) >= ATTEMPTS:
            return True
        try:
            return self._take(item, page, brand)
        except DecodeError as error:
            self._failed(key, id_in(item), ATTEMPTS, str(error))
        except (StoreBroken, StoreInUse):
            raise
        except Exception as error:
            self._failed(key, id_in(item), self._failures.get(key, 0) + 1, type(error).__name__)
        return self._failures[key] >= ATTEMPTS

    def _failed(self, key: str, id: str, attempts: int, reason: str) -> None:
        self._failures[key] = attempts
        while len(self._failures) > _REMEMBERED:
            self._failures.popitem(last=False)
        given_up = attempts >= ATTEMPTS
        if given_up:
            self._untold.append(Unread(Channel.X, self.kind, id, self._link(id)))
        log.error("x.item_failed", source=self.name, item=id, reason=reason, given_up=given_up)


class Mentions(Source):
    """Posts of others that name us; a teammate's is an answer to whom it stands below."""

    name = "mentions"
    budget = MENTIONS

    def _page(self, brand: Brand, token: str) -> Page:
        return self._client.mentions(brand, self._progress.start, token)

    def _take(self, item: object, page: Page, brand: Brand) -> bool:
        if teammate := teammate_in(item, page.authors, self._staff):
            post = own_post_in(item, brand, teammate)
            return post is None or self._ears.answered_elsewhere(post)
        mention = mention_in(item, page.authors, brand)
        if mention is not None:
            self._ears.hear(mention)
        return True


class OwnPosts(Source):
    """What our account wrote, by us or by a human in X's own app."""

    name = "posts"
    budget = OWN_POSTS
    kind = Kind.OWN_POST

    def _page(self, brand: Brand, token: str) -> Page:
        return self._client.own_posts(brand, start=self._progress.start, token=token)

    def _take(self, item: object, page: Page, brand: Brand) -> bool:
        post = own_post_in(item, brand)
        return post is None or self._ears.answered_elsewhere(post)


class DirectMessages(Source):
    """Private messages in both directions; X cannot be asked for a time here, so pages are read until one is old.

    What a teammate writes to us from their own account is staff talk.
    """

    name = "messages"
    budget = MESSAGES
    kind = Kind.MESSAGE

    def _link(self, id: str) -> str:
        return ""

    def _page(self, brand: Brand, token: str) -> Page:
        return self._client.messages(token=token)

    def _is_ours(self, item: object, page: Page, brand: Brand) -> bool:
        return isinstance(item, dict) and item.get("sender_id") == brand.id

    def _take(self, item: object, page: Page, brand: Brand) -> bool:
        if teammate_in(item, page.authors, self._staff):
            return True
        seen = message_in(item, page.authors, brand)
        if isinstance(seen, OwnPost):
            return self._ears.answered_elsewhere(seen)
        if seen is not None:
            self._ears.hear(seen)
        return True


POSTS: Sequence[type[Source]] = (OwnPosts, Mentions)
"""What one poll reads, in this order: where a human was faster, the mention must not be answered again. The intake
remembers an answer to a mention that it does not know yet."""


def _moment(item: object) -> datetime | None:
    try:
        return moment_in(item)
    except DecodeError:
        return None
