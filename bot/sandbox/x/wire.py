"""Posts, users and messages as X's JSON: only the fields that were asked for, and what is included beside them.

It must never decide anything.
Source: https://docs.x.com/x-api/fundamentals/data-dictionary
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.sandbox.x.endpoint import Call
from bot.sandbox.x.people import User
from bot.sandbox.x.posts import HANDLE, LONGEST, DirectMessage, Post, fits
from bot.sandbox.x.state import XState

Json = dict[str, Any]


def timestamp(at: datetime) -> str:
    """Return a time as X writes it: whole seconds, and a fraction that is always zero."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def user_json(user: User, fields: Iterable[str] = ()) -> Json:
    """Return a user with its default fields and those asked for."""
    more: Json = {
        "created_at": timestamp(user.created_at),
        "description": user.description,
        "protected": False,
        "verified": False,
    }
    asked = {field: more[field] for field in fields if field in more}
    return {"id": user.id, "name": user.name, "username": user.username, **asked}


def post_json(x: XState, post: Post, fields: Iterable[str] = (), expansions: Iterable[str] = ()) -> Json:
    """Return a post with its default fields and those asked for; a long text is cut as X cuts it.

    Args:
        x: where the people in it are looked up.
        post: what to show.
        fields: `tweet.fields`.
        expansions: an expansion brings the field that it expands.
    """
    text = post.full_text
    long = not fits(post.text)
    shown = f"{text[: LONGEST - 1]}…" if long else text
    more: Json = {
        "author_id": post.author,
        "created_at": timestamp(post.at),
        "conversation_id": post.conversation,
        "in_reply_to_user_id": post.reply_to_author,
        "referenced_tweets": _references(post),
        "entities": _entities(x, shown),
        "note_tweet": {"text": text, **({"entities": e} if (e := _entities(x, text)) else {})} if long else None,
    }
    brought = {"referenced_tweets.id": "referenced_tweets", "entities.mentions.username": "entities"}
    wanted = {*fields, *(brought.get(expansion, expansion) for expansion in expansions)}
    asked = {field: value for field, value in more.items() if field in wanted and value}
    return {"id": post.id, "text": shown, "edit_history_tweet_ids": list(post.edits), **asked}


def posts_answer(call: Call, posts: list[Post]) -> Json:
    """Return `data` and `includes` for some posts, with the fields that the call asks for."""
    fields, expansions = call.listed("tweet.fields"), call.listed("expansions")
    if not posts:
        return {}
    answer: Json = {"data": [post_json(call.x, post, fields, expansions) for post in posts]}
    includes = _includes(call, posts, fields, expansions)
    return {**answer, "includes": includes} if includes else answer


def message_json(message: DirectMessage, fields: Iterable[str] = (), expansions: Iterable[str] = ()) -> Json:
    """Return a direct message as an event."""
    more: Json = {
        "created_at": timestamp(message.at),
        "dm_conversation_id": message.conversation,
        "participant_ids": [message.sender, message.recipient],
        "sender_id": message.sender,
    }
    wanted = {*fields, *expansions}
    asked = {field: value for field, value in more.items() if field in wanted and field != "participant_ids"}
    return {"id": message.id, "event_type": "MessageCreate", "text": message.text, **asked}


def _references(post: Post) -> list[Json]:
    replied = [{"type": "replied_to", "id": post.reply_to}] if post.reply_to else []
    quoted = [{"type": "quoted", "id": post.quote}] if post.quote else []
    return replied + quoted


def _entities(x: XState, text: str) -> Json:
    mentions = []
    for match in HANDLE.finditer(text):
        user = x.user(match[1])
        known = {"id": user.id} if user else {}
        mentions.append({"start": match.start(), "end": match.end(), "username": match[1], **known})
    return {"mentions": mentions} if mentions else {}


def _includes(call: Call, posts: list[Post], fields: list[str], expansions: list[str]) -> Json:
    x = call.x
    users: dict[str, User] = {}
    related: dict[str, Post] = {}
    for post in posts:
        if "author_id" in expansions:
            users[post.author] = x.users[post.author]
        if "in_reply_to_user_id" in expansions and post.reply_to_author:
            users[post.reply_to_author] = x.users[post.reply_to_author]
        if "entities.mentions.username" in expansions:
            users.update({user.id: user for handle in post.handles if (user := x.user(handle))})
        if "referenced_tweets.id" in expansions:
            found = (x.post(id) for id in (post.reply_to, post.quote) if id)
            related.update({other.id: other for other in found if other})
    includes: Json = {}
    if users:
        includes["users"] = [user_json(user, call.listed("user.fields")) for user in users.values()]
    if related:
        includes["tweets"] = [post_json(x, post, fields, expansions) for post in related.values()]
    return includes
