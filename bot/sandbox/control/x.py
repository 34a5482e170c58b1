"""What people do in X's own app: write, edit, delete, send a direct message. X's API rules do not bind them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.control.asked import Asked, asked, world, wrong
from bot.sandbox.control.x_view import message_view, post_view
from bot.sandbox.x import messages, publishing, timelines
from bot.sandbox.x.people import User
from bot.sandbox.x.posts import Post
from bot.sandbox.x.state import XState

LIMITED = tuple(
    group.name for group in (publishing.CREATE, messages.SEND, messages.READ, timelines.MENTIONS, timelines.TWEETS)
)
"""The groups whose limit a rehearsal may set."""


async def write(request: Request) -> Response:
    """A person publishes a post, or answers or quotes one."""
    x, body = world(request).x, await asked(request)
    author = x.brand if body.flag("brand") else _person(x, body)
    text = _text(body)
    reply_to, quote = (body.maybe_text(name) for name in ("reply_to", "quote"))
    for id in (reply_to, quote):
        if id is not None:
            _post(x, id)
    return JSONResponse(post_view(x, x.write(author, text, reply_to, quote)))


async def edit(request: Request) -> Response:
    """A person edits a post: a new post takes its place."""
    x, body = world(request).x, await asked(request)
    post = _post(x, body.text("id"))
    return JSONResponse(post_view(x, x.edit(post, _text(body))))


async def delete(request: Request) -> Response:
    """A person deletes a post."""
    x, body = world(request).x, await asked(request)
    post = _post(x, body.text("id"))
    x.delete(post)
    return JSONResponse(post_view(x, post))


async def message(request: Request) -> Response:
    """A person writes to the brand in private; as the brand, `to` says to whom."""
    x, body = world(request).x, await asked(request)
    sender = _person(x, body)
    recipient = _person(x, body, "to") if body.maybe_text("to") else x.brand
    if sender == recipient:
        raise wrong("to: nobody writes a direct message to themselves")
    return JSONResponse(message_view(x, x.send(sender, recipient, _text(body))))


async def limits(request: Request) -> Response:
    """Switch X's own rate limits on or off; they are a thousand times as high until then.

    `calls` sets other numbers for 15 minutes, by group: `{"strict": true, "calls": {"create tweet": 10}}`.
    """
    x, body = world(request).x, await asked(request)
    x.limits.enforce(body.flag("strict"), _calls(body))
    return JSONResponse({"strict": x.limits.strict})


def _calls(body: Asked) -> dict[str, int]:
    calls = body.body.get("calls") or {}
    if not isinstance(calls, dict):
        raise wrong('calls: expected an object, such as {"create tweet": 10}')
    for name, number in calls.items():
        if name not in LIMITED:
            raise wrong(f"calls: there is no {name!r}; expected one of {', '.join(LIMITED)}")
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise wrong(f"calls: {name}: expected a whole number from 0")
    return calls


def _person(x: XState, body: Asked, key: str = "as") -> User:
    name = body.text(key)
    user = x.user(name)
    if user is None:
        raise wrong(f"{key}: nobody is called {name!r}", 404)
    return user


def _post(x: XState, id: str) -> Post:
    """Return the version of a post that stands now."""
    post = x.post(id)
    if post is None:
        raise wrong(f"there is no post {id!r}", 404)
    return x.posts[post.edited_by] if post.edited_by else post


def _text(body: Asked) -> str:
    text = body.text("text")
    if "\x00" in text:
        raise wrong("text: holds a character that no app can send")
    return text


routes = [
    Route("/control/x/post", write, methods=["POST"]),
    Route("/control/x/edit", edit, methods=["POST"]),
    Route("/control/x/delete", delete, methods=["POST"]),
    Route("/control/x/message", message, methods=["POST"]),
    Route("/control/x/limits", limits, methods=["POST"]),
]
