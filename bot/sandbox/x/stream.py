"""GET /2/tweets/search/stream: every new post that a rule asks for, as it is written.

It must never repeat a post that was written while nobody was connected: X has no backfill on these tiers.
Source: https://docs.x.com/x-api/posts/filtered-stream/introduction
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, endpoint
from bot.sandbox.x.limits import Group
from bot.sandbox.x.posts import Post
from bot.sandbox.x.problems import TYPES, Problem
from bot.sandbox.x.wire import posts_answer

CONNECT = Group("stream", 50)
AT_ONCE = 2


@endpoint(CONNECT)
async def stream(call: Call) -> Response:
    """Send posts until the client leaves."""
    if len(call.x.listeners) >= AT_ONCE:
        raise Problem(
            429,
            f"{TYPES}streaming-connection",
            "ConnectionException",
            "This stream is currently at the maximum allowed connection limit.",
            connection_issue="TooManyConnections",
        )
    return StreamingResponse(_lines(call), media_type="application/json")


async def _lines(call: Call) -> AsyncIterator[bytes]:
    waiting: asyncio.Queue[Post] = asyncio.Queue()
    call.x.listeners.append(waiting.put_nowait)
    try:
        yield b"\r\n"
        while True:
            try:
                post = await asyncio.wait_for(waiting.get(), call.x.keep_alive)
            except TimeoutError:
                yield b"\r\n"
            else:
                if line := _line(call, post):
                    yield line
    finally:
        call.x.listeners.remove(waiting.put_nowait)


def _line(call: Call, post: Post) -> bytes | None:
    """Return a post with the rules that asked for it, or nothing when none did."""
    x = call.x
    author = x.users[post.author]
    addressed = x.users[post.reply_to_author] if post.reply_to_author else None
    matching = [
        {"id": rule.id, "tag": rule.tag}
        for rule in x.stream_rules.rules.values()
        if rule.matches(post, author, addressed)
    ]
    if not matching:
        return None
    body = posts_answer(call, [post])
    body |= {"data": body["data"][0], "matching_rules": matching}
    return json.dumps(body).encode() + b"\r\n"


routes = [Route("/2/tweets/search/stream", stream)]
