"""X as tweepy shows it: the calls that the adapter makes, answered from X's records in X's JSON, or with a fault.

The faults are tweepy's and requests' own exceptions, so that the adapter's own reading of them is what is simulated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import requests
import tweepy

from bot.adapters.x.client import XClient
from bot.adapters.x.credentials import RefreshKeys
from bot.adapters.x.tokens import AccessTokens
from bot.simulation.faults import Fault, Faults
from bot.simulation.weather import Skies, Weather
from bot.simulation.x_side import BRAND_ID, PAGE, Message, Post, XSide

Accepted = Callable[[Post | Message], None]
LONGEST_LATE = 90.0
"""Seconds after which the brand's own timeline shows a post at the latest: longer than the bot looks for one."""
_Item = TypeVar("_Item", Post, Message)
Served = Callable[[Sequence[Post | Message]], None]


def own_late(faults: Faults) -> timedelta:
    """Return how long a post of the brand is not on its timeline yet."""
    late = faults.chance(Fault.LATE).uniform(1, LONGEST_LATE) if faults.hit(Fault.LATE) else 0.0
    return timedelta(seconds=late)


class XApi:
    """Stands where `tweepy.Client` stands. `accepted` is told of every post and message that the bot makes.

    `served` is told of everything that it is shown.
    """

    def __init__(self, side: XSide, skies: Skies, faults: Faults, accepted: Accepted, served: Served) -> None:
        self._side = side
        self._skies = skies
        self._faults = faults
        self._accepted = accepted
        self._served = served
        self.bearer_token = ""

    def get_me(self, **_: object) -> dict[str, Any]:
        """Tell whose keys these are."""
        return {"data": {"id": BRAND_ID, "username": self._side.people[BRAND_ID].handle, "name": "Acme"}}

    def get_users_mentions(self, **asked: Any) -> dict[str, Any]:
        """Show a page of mentions."""
        self._read()
        posts = self._since(self._side.mentions(), asked)
        if self._faults.hit(Fault.OUT_OF_ORDER):
            self._faults.chance(Fault.OUT_OF_ORDER).shuffle(posts)
        return self._page(posts, _post, asked)

    def get_users_tweets(self, **asked: Any) -> dict[str, Any]:
        """Show a page of the brand's own posts."""
        self._read()
        posts = self._since(self._side.own_shown(), asked)
        return self._page(posts, _post, asked)

    def get_direct_message_events(self, **asked: Any) -> dict[str, Any]:
        """Show a page of direct messages, all or those with one person."""
        self._read()
        other = asked.get("participant_id")
        found = [one for one in reversed(self._side.messages) if not other or other in (one.sender, one.other)]
        if not other:
            # Nobody reads further back than the overlap, and X shows 30 days.
            found = found[: PAGE * 3]
        return self._page(found, _message, asked)

    def create_tweet(self, *, text: str, in_reply_to_tweet_id: str, **_: object) -> dict[str, Any]:
        """Publish a reply."""
        weather = self._write()
        if in_reply_to_tweet_id in self._side.gone:
            raise _refused("You attempted to reply to a Tweet that is deleted or not visible to you.")
        recent = self._side.now() - timedelta(hours=1)
        if any(one.text == text and one.at > recent for one in self._side.own()):
            raise _refused("You are not allowed to create a Tweet with duplicate content.")
        post = self._side.publish(BRAND_ID, text, in_reply_to_tweet_id, late=own_late(self._faults))
        self._accepted(post)
        self._after(weather)
        return {"data": {"id": post.id, "text": text}}

    def create_direct_message(self, *, text: str, participant_id: str, **_: object) -> dict[str, Any]:
        """Send a direct message; only to whom wrote one first."""
        weather = self._write()
        if not any(one.sender == participant_id for one in self._side.messages):
            raise _refused("You do not have permission to DM one or more participants.")
        message = self._side.write(BRAND_ID, participant_id, text)
        self._accepted(message)
        self._after(weather)
        return {"data": {"dm_event_id": message.id, "dm_conversation_id": message.conversation}}

    def _read(self) -> None:
        self._check_token()
        weather = self._skies.over("x", writing=False)
        if weather.fault is not None:
            self._fail(weather)

    def _write(self) -> Weather:
        self._check_token()
        weather = self._skies.over("x", writing=True)
        if not weather.arrives:
            self._fail(weather)
        return weather

    def _after(self, weather: Weather) -> None:
        self._skies.after(weather)
        if weather.fault is not None:
            self._fail(weather)

    def _check_token(self) -> None:
        if self._faults.hit(Fault.TOKEN_EXPIRED):
            self._side.token = f"tok-{int(self._side.token.removeprefix('tok-')) + 1}"
        if self.bearer_token != self._side.token:
            raise tweepy.Unauthorized(_response(401, {"title": "Unauthorized"}))

    def _fail(self, weather: Weather) -> None:
        match weather.fault:
            case Fault.RATE_LIMITED:
                reset = self._side.now() + self._skies.until_reset()
                headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(int(reset.timestamp()) + 1)}
                raise tweepy.TooManyRequests(_response(429, {"title": "Too Many Requests"}, headers))
            case Fault.RATE_LIMITED_WITHOUT_RESET:
                raise tweepy.TooManyRequests(_response(429, {"title": "Too Many Requests"}))
            case Fault.HTML:
                raise requests.JSONDecodeError("Expecting value", "<html>", 0)
            case Fault.SERVER_ERROR:
                raise tweepy.TwitterServerError(_response(502, {"title": "Bad Gateway"}))
        if not weather.connects:
            raise requests.ConnectTimeout("timed out")
        raise requests.ReadTimeout("timed out")

    @staticmethod
    def _since(posts: list[Post], asked: Mapping[str, Any]) -> list[Post]:
        start, since = asked.get("start_time"), asked.get("since_id")
        if isinstance(start, datetime):
            posts = [one for one in posts if one.at >= start]
        return [one for one in posts if int(one.id) > int(since)] if since else posts

    def _page(
        self, items: Sequence[_Item], show: Callable[[_Item], dict[str, Any]], asked: Mapping[str, Any]
    ) -> dict[str, Any]:
        first = int(asked.get("pagination_token") or 0)
        shown = items[first : first + PAGE]
        self._served(shown)
        meta = {"next_token": str(first + PAGE)} if len(items) > first + PAGE else {}
        people = {one.author if isinstance(one, Post) else one.sender for one in shown}
        return {"data": [show(one) for one in shown], "includes": {"users": self._side.users(people)}, "meta": meta}


class SimulatedXClient(XClient):
    """The real client of the adapter, on simulated calls."""

    def __init__(self, api: XApi, side: XSide) -> None:
        super().__init__(RefreshKeys("client", "", ""), _Tokens(side), "https://x.invalid")
        self._tweepy = api


class _Tokens(AccessTokens):
    """Gives the token that was good when it was asked for last."""

    def __init__(self, side: XSide) -> None:
        self._side = side
        self._good = side.token

    def current(self) -> str:
        """Return the token of before."""
        return self._good

    def renewed(self, refused: str) -> str:
        """Return the token that is good now."""
        self._good = self._side.token
        return self._good

    def close(self) -> None:
        """Do nothing: there is no connection."""


def _post(post: Post) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": post.id,
        "text": post.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "author_id": post.author,
        "conversation_id": post.conversation,
        "created_at": post.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "edit_history_tweet_ids": [*post.history, post.id],
    }
    if post.reply_to:
        data["referenced_tweets"] = [{"type": "replied_to", "id": post.reply_to}]
        data["in_reply_to_user_id"] = post.to_user
    return data


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "event_type": "MessageCreate",
        "text": message.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "sender_id": message.sender,
        "dm_conversation_id": message.conversation,
        "created_at": message.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def _refused(words: str) -> tweepy.Forbidden:
    return tweepy.Forbidden(_response(403, {"title": "Forbidden", "detail": words, "errors": [{"message": words}]}))


def _response(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.reason = str(body.get("title", ""))
    response._content = json.dumps(body).encode()
    response.headers.update(headers or {})
    return response
