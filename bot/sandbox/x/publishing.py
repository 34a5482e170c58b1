"""POST /2/tweets and DELETE /2/tweets/:id.

Source: https://docs.x.com/x-api/posts/manage-tweets/introduction
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, answer, endpoint, text_in
from bot.sandbox.x.limits import Group
from bot.sandbox.x.posts import without_leading
from bot.sandbox.x.problems import forbidden
from bot.sandbox.x.rules import check_post

CREATE = Group("create tweet", 100)
DELETE = Group("delete tweet", 50)


@endpoint(CREATE, user_only=True)
async def create(call: Call) -> Response:
    """Publish a post as the brand."""
    body = await call.body()
    text = text_in(body, "text") or ""
    reply_to = text_in(body, "reply.in_reply_to_tweet_id")
    quote = text_in(body, "quote_tweet_id")
    check_post(call.x, call.me, text, reply_to, quote)
    parent = call.x.post(reply_to) if reply_to else None
    if parent:
        text = without_leading(text, [handle.lower() for handle in call.x.fills(call.me, parent)])
    post = call.x.write(call.me, text, reply_to, quote)
    return answer({"data": {"id": post.id, "text": post.full_text, "edit_history_tweet_ids": list(post.edits)}}, 201)


@endpoint(DELETE, user_only=True)
async def delete(call: Call) -> Response:
    """Take one of the brand's posts away; X confirms it again for one that is gone already."""
    post = call.x.post(call.in_path("id"))
    if post is not None:
        if post.author != call.me.id:
            raise forbidden("You are not authorized to delete this Tweet.")
        call.x.delete(post)
    return answer({"data": {"deleted": True}})


routes = [
    Route("/2/tweets", create, methods=["POST"]),
    Route("/2/tweets/{id}", delete, methods=["DELETE"]),
]
