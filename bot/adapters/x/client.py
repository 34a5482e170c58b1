"""The calls to X that we need, by tweepy, with the right keys and our errors.

It must never repeat a call except once after a renewed token, and never wait for a rate limit: tweepy's own waiting
ends in a RecursionError when X does not say until when.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import tweepy

from bot.adapters.x.codec import MESSAGE_FIELDS, POST_FIELDS, PRIVATE, Brand, Page, brand_in, new_id_in, page_in
from bot.adapters.x.credentials import UserKeys, XCredentials
from bot.adapters.x.errors import calling
from bot.adapters.x.tokens import AccessTokens
from bot.adapters.x.transport import ANSWER_WITHIN, redirect
from bot.domain.errors import DecodeError, Temporary, Unknown

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
    ) -> None:
        """Build the client; nothing is called.

        Args:
            credentials: the keys.
            tokens: where OAuth 2 access tokens come from; None with OAuth 1.
            api_url: where X is.
            answer_within: the longest silence of a call.
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
        redirect(self._tweepy.session, api_url, answer_within)

    def me(self) -> Brand:
        """Return whose keys these are; raise a DeliveryError."""
        return self._read(brand_in, self._tweepy.get_me)

    def mentions(self, brand: Brand, start: datetime, token: str = "") -> Page:
        """Return posts of others that name us, written at or after `start` (UTC); raise a DeliveryError."""
        more = {"start_time": start, **_paging(token)}
        return self._read(page_in, self._tweepy.get_users_mentions, id=brand.id, **_POSTS, **more)

    def own_posts(self, brand: Brand, start: datetime | None = None, since_id: str = "", token: str = "") -> Page:
        """Return our own posts, from `start` (UTC) on or after the post `since_id`; raise a DeliveryError."""
        more = {"start_time": start, "since_id": since_id or None, **_paging(token)}
        return self._read(page_in, self._tweepy.get_users_tweets, id=brand.id, **_POSTS, **more)

    def messages(self, participant: str = "", token: str = "") -> Page:
        """Return direct messages to and from us, or those with one user; raise a DeliveryError."""
        more = {"participant_id": participant or None, **_paging(token)}
        return self._read(page_in, self._tweepy.get_direct_message_events, **_MESSAGES, **more)

    def post(self, text: str, to: str) -> str:
        """Publish a reply to the post `to` and return its id; raise a DeliveryError."""
        answer = self._call(self._tweepy.create_tweet, True, text=text, in_reply_to_tweet_id=to)
        return _written(answer, "id")

    def message(self, text: str, participant: str) -> str:
        """Send a direct message to a user and return its id; raise a DeliveryError."""
        answer = self._call(self._tweepy.create_direct_message, True, text=text, participant_id=participant)
        return PRIVATE + _written(answer, "dm_event_id")

    def close(self) -> None:
        """Close the connection."""
        self._tweepy.session.close()

    def _read(self, decode: Callable[[object], Answer], call: Callable[..., object], **arguments: object) -> Answer:
        try:
            return decode(self._call(call, False, **arguments))
        except DecodeError as error:
            raise Temporary(f"X's answer cannot be read: {error}") from None

    def _call(self, call: Callable[..., object], writing: bool, **arguments: object) -> object:
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
