"""The calls to X that we need, by tweepy, with the right keys and our errors.

It must never repeat a call except once after a renewed token, and never wait for a rate limit: tweepy's own waiting
ends in a RecursionError when X does not say until when. What X says about its limits goes to the meter, with every
answer; a read that the meter has no budget for is not made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import requests
import tweepy

from bot.adapters.x.codec import (
    MESSAGE_FIELDS,
    POST_FIELDS,
    PRIVATE,
    Brand,
    Page,
    brand_in,
    id_in,
    new_id_in,
    page_in,
)
from bot.adapters.x.credentials import UserKeys, XCredentials
from bot.adapters.x.deleted import gone_in
from bot.adapters.x.errors import calling
from bot.adapters.x.limits import LOOK_UP, MENTIONS, MESSAGES, OWN_POSTS, SEND_MESSAGE, SEND_POST, words_on_limits
from bot.adapters.x.tokens import AccessTokens
from bot.adapters.x.transport import ANSWER_WITHIN, Heard, redirect
from bot.domain.budgets import Item
from bot.domain.errors import DecodeError, Temporary, Unknown
from bot.engine.meter import Meter

Answer = TypeVar("Answer")
PAGE = 100
_SECOND_TRY_WITHIN = timedelta(seconds=8)


class XClient:
    """One connection to X, for one thread at a time. What comes back is X's JSON, wrapped in a Page."""

    def __init__(
        self,
        credentials: XCredentials,
        tokens: AccessTokens | None,
        api_url: str,
        answer_within: timedelta = ANSWER_WITHIN,
        meter: Meter | None = None,
        heard: Heard | None = None,
    ) -> None:
        """Build the client; nothing is called.

        Args:
            credentials: the keys.
            tokens: where OAuth 2 access tokens come from; None with OAuth 1.
            api_url: where X is.
            answer_within: the longest silence of a call.
            meter: keeps reads within X's limits and hears what X says about them; None for a check.
            heard: told of every answer; must not raise.
        """
        keys: dict[str, str] = {}
        if isinstance(credentials, UserKeys):
            keys = {
                "consumer_key": credentials.api_key,
                "consumer_secret": credentials.api_secret,
                "access_token": credentials.access_token,
                "access_token_secret": credentials.access_token_secret,
            }
        # Plain JSON: tweepy's own objects would refuse a whole page for one bad post in it.
        self._tweepy = tweepy.Client(**keys, return_type=dict, wait_on_rate_limit=False)
        self._tokens = tokens
        self._meter = meter
        self._answered: requests.Response | None = None
        self._tweepy.session.hooks["response"].append(self._hear)
        redirect(self._tweepy.session, api_url, answer_within, heard)

    def me(self) -> Brand:
        """Return whose keys these are; raise a DeliveryError."""
        return self._read(brand_in, "", self._tweepy.get_me)

    def mentions(self, brand: Brand, start: datetime, token: str = "") -> Page:
        """Return posts of others that name us, written at or after `start` (UTC); raise a DeliveryError."""
        more = {"start_time": start, **_paging(token)}
        return self._page(MENTIONS, Item.READ_POST, self._tweepy.get_users_mentions, id=brand.id, **_POSTS, **more)

    def own_posts(self, brand: Brand, start: datetime | None = None, since_id: str = "", token: str = "") -> Page:
        """Return our own posts, from `start` (UTC) on or after the post `since_id`; raise a DeliveryError."""
        more = {"start_time": start, "since_id": since_id or None, **_paging(token)}
        return self._page(OWN_POSTS, Item.READ_POST, self._tweepy.get_users_tweets, id=brand.id, **_POSTS, **more)

    def messages(self, participant: str = "", token: str = "") -> Page:
        """Return direct messages to and from us, or those with one user; raise a DeliveryError."""
        more = {"participant_id": participant or None, **_paging(token)}
        return self._page(MESSAGES, Item.READ_MESSAGE, self._tweepy.get_direct_message_events, **_MESSAGES, **more)

    def gone(self, ids: Sequence[str]) -> frozenset[str]:
        """Return which of at most 100 posts are not there any more; raise a DeliveryError."""
        if self._meter is not None:
            self._meter.take(LOOK_UP)
        found = self._read(gone_in, LOOK_UP, self._tweepy.get_tweets, ids=list(ids))
        if self._meter is not None:
            self._meter.read(Item.READ_POST, [id for id in ids if id not in found])
        return found

    def post(self, text: str, to: str) -> str:
        """Publish a reply to the post `to` and return its id; raise a DeliveryError."""
        answer = self._call(SEND_POST, self._tweepy.create_tweet, True, text=text, in_reply_to_tweet_id=to)
        return _written(answer, "id")

    def message(self, text: str, participant: str) -> str:
        """Send a direct message to a user and return its id; raise a DeliveryError."""
        answer = self._call(
            SEND_MESSAGE, self._tweepy.create_direct_message, True, text=text, participant_id=participant
        )
        return PRIVATE + _written(answer, "dm_event_id")

    def close(self) -> None:
        """Close the connection."""
        self._tweepy.session.close()

    def _page(self, budget: str, item: Item, call: Callable[..., object], **arguments: object) -> Page:
        if self._meter is None:
            return self._read(page_in, budget, call, **arguments)
        self._meter.take(budget)
        page = self._read(page_in, budget, call, **arguments)
        self._meter.read(item, [id for one in page.items if (id := id_in(one))])
        return page

    def _read(
        self, decode: Callable[[object], Answer], budget: str, call: Callable[..., object], **arguments: object
    ) -> Answer:
        try:
            return decode(self._call(budget, call, False, **arguments))
        except DecodeError as error:
            raise Temporary(f"X's answer cannot be read: {error}") from None

    def _hear(self, response: requests.Response, *_: object, **__: object) -> None:
        """Remember the last answer; tweepy keeps its headers to itself."""
        self._answered = response

    def _call(self, budget: str, call: Callable[..., object], writing: bool, **arguments: object) -> object:
        """Call, and pass on what X says about its limits, whatever comes of the call."""
        self._answered = None
        try:
            return self._authorised(call, writing, **arguments)
        finally:
            answered, self._answered = self._answered, None
            if self._meter is not None and answered is not None:
                for name, left, until in words_on_limits(budget, answered.headers):
                    self._meter.told(name, left, until)

    def _authorised(self, call: Callable[..., object], writing: bool, **arguments: object) -> object:
        began = time.monotonic()
        with calling(writing):
            if self._tokens is None:
                return call(user_auth=True, **arguments)
        token = self._authorise(self._tokens.current)
        with calling(writing):
            try:
                return call(user_auth=False, **arguments)
            except tweepy.Unauthorized:
                # Refused before it was performed, so it may be repeated: once, and only while there is time for it.
                if time.monotonic() - began > _SECOND_TRY_WITHIN.total_seconds():
                    raise
        tokens = self._tokens
        self._authorise(lambda: tokens.renewed(token))
        with calling(writing):
            return call(user_auth=False, **arguments)

    def _authorise(self, ask: Callable[[], str]) -> str:
        """Put the token that `ask` returns into the client. Getting one writes nothing, so it is never doubtful."""
        token = ask()
        self._tweepy.bearer_token = token
        return token


_POSTS: dict[str, object] = {
    "max_results": PAGE,
    "tweet_fields": list(POST_FIELDS),
    "expansions": ["author_id"],
}
_MESSAGES: dict[str, object] = {
    "max_results": PAGE,
    "dm_event_fields": list(MESSAGE_FIELDS),
    "expansions": ["sender_id"],
}


def _paging(token: str) -> dict[str, object]:
    return {"pagination_token": token} if token else {}


def _written(answer: object, key: str) -> str:
    try:
        return new_id_in(answer, key)
    except DecodeError:
        raise Unknown("X took the message but did not tell its id") from None
