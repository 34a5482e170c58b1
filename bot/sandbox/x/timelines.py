"""GET /2/users/:id/mentions and /2/users/:id/tweets.

Source: https://docs.x.com/x-api/posts/timelines/introduction
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, answer, endpoint
from bot.sandbox.x.limits import Group
from bot.sandbox.x.paging import between, page
from bot.sandbox.x.posts import Post
from bot.sandbox.x.problems import not_found
from bot.sandbox.x.wire import posts_answer

MENTIONS = Group("mentions", 300)
TWEETS = Group("user tweets", 900)
MENTIONS_KEPT = 800
TWEETS_KEPT = 3_200


@endpoint(MENTIONS)
async def mentions(call: Call) -> Response:
    """Who mentioned a user; X keeps the newest 800 within reach."""
    user = call.x.users.get(call.in_path("id"))
    if user is None:
        return _nobody(call)
    return _timeline(call, call.x.mentions(user)[:MENTIONS_KEPT])


@endpoint(TWEETS)
async def tweets(call: Call) -> Response:
    """What a user wrote; X keeps the newest 3,200 within reach."""
    user = call.x.users.get(call.in_path("id"))
    if user is None:
        return _nobody(call)
    posts = [post for post in call.x.newest_first() if post.author == user.id][:TWEETS_KEPT]
    if "replies" in call.listed("exclude"):
        posts = [post for post in posts if post.reply_to is None]
    return _timeline(call, posts)


def _timeline(call: Call, posts: list[Post]) -> Response:
    shown, meta = page(call, between(call, posts), smallest=5, default=10)
    return answer({**posts_answer(call, shown), "meta": meta})


def _nobody(call: Call) -> Response:
    return answer({"errors": [not_found("user", "id", call.in_path("id"))]})


routes = [
    Route("/2/users/{id}/mentions", mentions),
    Route("/2/users/{id}/tweets", tweets),
]
