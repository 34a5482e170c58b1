"""The local X as the page and the tests see it: what people see in X's own app, not X's API JSON."""

from __future__ import annotations

from typing import Any

from bot.sandbox.x.people import User
from bot.sandbox.x.posts import DirectMessage, Post
from bot.sandbox.x.state import XState


def x_view(x: XState) -> dict[str, Any]:
    """Return everything on the local X, oldest first; of an edited post only what it says now."""
    return {
        "brand": user_view(x.brand),
        "users": [user_view(user) for user in x.users.values()],
        "posts": [post_view(x, post) for post in x.posts.values() if post.edited_by is None],
        "messages": [message_view(x, message) for message in x.messages],
    }


def user_view(user: User) -> dict[str, Any]:
    """Return one user."""
    return {"id": user.id, "username": user.username, "name": user.name}


def post_view(x: XState, post: Post) -> dict[str, Any]:
    """Return one post; `text` is as written, `to` are the handles that X put in front of it."""
    return {
        "id": post.id,
        "author": x.users[post.author].username,
        "text": post.text,
        "to": list(post.filled),
        "at": post.at.isoformat(),
        "conversation": post.conversation,
        "reply_to": post.reply_to,
        "quote": post.quote,
        "edits": list(post.edits),
        "deleted": post.deleted,
    }


def message_view(x: XState, message: DirectMessage) -> dict[str, Any]:
    """Return one direct message."""
    return {
        "id": message.id,
        "from": x.users[message.sender].username,
        "to": x.users[message.recipient].username,
        "text": message.text,
        "at": message.at.isoformat(),
    }
