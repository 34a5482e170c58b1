"""X's JSON as our own values and nothing else: no I/O, no decision.

What a decoder refuses is a DecodeError that names the field. It must never quote a value: values are personal data.
Source: https://docs.x.com/x-api/fundamentals/data-dictionary
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote

from bot.domain.case import Channel, Customer, Mention
from bot.domain.errors import DecodeError
from bot.domain.policy import Staff
from bot.engine.own_post import BRAND_ACCOUNT, OwnPost

POST_FIELDS = ("author_id", "conversation_id", "created_at", "in_reply_to_user_id", "note_tweet", "referenced_tweets")
MESSAGE_FIELDS = ("attachments", "created_at", "dm_conversation_id", "event_type", "sender_id", "text")
PRIVATE = "dm:"
"""Stands before the ids of direct messages: they count on their own."""

_LONGEST_ID = 30
"""X counts in 64 bits; ids are compared as numbers, and thousands of digits are none that Python reads."""
_ESCAPED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Brand:
    """Our own account on X; `handle` is without the @."""

    id: str
    handle: str


@dataclass(frozen=True)
class Page:
    """One page of a timeline, newest first: items as X sent them, their authors, and the next page's token or ""."""

    items: tuple[object, ...]
    authors: Mapping[str, Customer]
    next: str = ""


def page_in(answer: object) -> Page:
    """Return a page of posts or messages; a user in it that cannot be read is left out."""
    body = _object(answer, "the answer")
    items = body.get("data", [])
    if not isinstance(items, list):
        raise DecodeError("data is not a list")
    meta = body.get("meta") or {}
    token = _object(meta, "meta").get("next_token") or ""
    if not isinstance(token, str):
        raise DecodeError("meta.next_token is not a text")
    return Page(tuple(items), _authors(body.get("includes")), token)


def brand_in(answer: object) -> Brand:
    """Return whose keys answered, from an answer of `/2/users/me`."""
    user = _object(_object(answer, "the answer").get("data"), "data")
    return Brand(_id(user, "id"), _text(user, "username"))


def new_id_in(answer: object, key: str) -> str:
    """Return the id of what was just written, from the field `key` of the answer's data."""
    return _id(_object(_object(answer, "the answer").get("data"), "data"), key)


def id_in(item: object) -> str:
    """Return the id of a post or message, or "" where it has none that can be read."""
    try:
        return _id(_object(item, "the item"), "id")
    except DecodeError:
        return ""


def link_to(id: str, handle: str = "") -> str:
    """Return where a post is to be seen; without its author's handle X leads there all the same."""
    return f"https://x.com/{quote(handle) or 'i/web'}/status/{id}"


def moment_in(item: object) -> datetime:
    """Return when a post or message was written (UTC)."""
    return _moment(_object(item, "the item"), "created_at")


def mention_in(item: object, authors: Mapping[str, Customer], brand: Brand) -> Mention | None:
    """Return a post as a mention; None for a repost and for what our own account wrote.

    Every edit of a post has an id of its own; the others go into `also`.
    Source: https://docs.x.com/x-api/fundamentals/edit-posts
    """
    post = _object(item, "the post")
    id, author = _id(post, "id"), _id(post, "author_id")
    if author == brand.id or _referenced(post, "retweeted"):
        return None
    customer = _author(authors, author)
    return Mention(
        channel=Channel.X,
        id=id,
        conversation=_id(post, "conversation_id"),
        customer=customer,
        text=post_text_in(post),
        at=_moment(post, "created_at"),
        url=link_to(id, customer.handle),
        also=tuple(other for other in _history(post) if other != id),
    )


def teammate_in(item: object, authors: Mapping[str, Customer], staff: Sequence[Staff]) -> str:
    """Return the name of the teammate from whose own account a post or message is, or ""; capitals do not matter."""
    written = item if isinstance(item, dict) else {}
    author = authors.get(str(written.get("author_id") or written.get("sender_id")))
    handle = author.handle.casefold() if author else ""
    return next((one.name for one in staff if handle in (known.casefold() for known in one.handles)), "")


def own_post_in(item: object, brand: Brand, who: str = BRAND_ACCOUNT) -> OwnPost | None:
    """Return a post of our side, of our account or of the teammate `who`, as an answer; None where it answers nobody.

    It is known by the id that it had before any edit: that is the one that our receipt holds. Below another post of
    ours it addresses no customer in particular.
    """
    post = _object(item, "the post")
    answered = _referenced(post, "replied_to")
    if not answered or _referenced(post, "retweeted"):
        return None
    addressed = "" if post.get("in_reply_to_user_id") is None else _id(post, "in_reply_to_user_id")
    return OwnPost(
        channel=Channel.X,
        id=min((_id(post, "id"), *_history(post)), key=int),
        conversation=_id(post, "conversation_id"),
        to=answered,
        customer_id="" if addressed in (brand.id, post.get("author_id")) else addressed,
        who=who,
        text=post_text_in(post),
        at=_moment(post, "created_at"),
    )


def message_in(item: object, authors: Mapping[str, Customer], brand: Brand) -> Mention | OwnPost | None:
    """Return a direct message as a mention, or as an own post when we wrote it; None for joining and leaving."""
    event = _object(item, "the message")
    if _text(event, "event_type") != "MessageCreate":
        return None
    id, sender = _id(event, "id"), _id(event, "sender_id")
    conversation, at = _text(event, "dm_conversation_id"), _moment(event, "created_at")
    # A message that is only a picture has no text.
    text = _plain(_text(event, "text")) if "text" in event or "attachments" not in event else ""
    if sender == brand.id:
        others = [part for part in conversation.split("-") if part != brand.id]
        customer = others[0] if len(others) == 1 and "-" in conversation else ""
        return OwnPost(
            *(Channel.X, PRIVATE + id, PRIVATE + conversation, "", customer, BRAND_ACCOUNT, text, at), private=True
        )
    return Mention(
        channel=Channel.X,
        id=PRIVATE + id,
        conversation=PRIVATE + conversation,
        customer=_author(authors, sender),
        text=text,
        at=at,
        private=True,
    )


def post_text_in(post: Mapping[str, object]) -> str:
    """Return the whole text of a post: a long one stands in `note_tweet`, and `text` only begins it."""
    note = post.get("note_tweet")
    return _plain(_text(post if note is None else _object(note, "note_tweet"), "text"))


def _authors(includes: object) -> dict[str, Customer]:
    users = includes.get("users") if isinstance(includes, dict) else None
    found: dict[str, Customer] = {}
    for user in users if isinstance(users, list) else []:
        try:
            customer = _customer(_object(user, "the user"))
        except DecodeError:
            continue
        found[customer.id] = customer
    return found


def _customer(user: Mapping[str, object]) -> Customer:
    handle = _text(user, "username")
    if not handle:
        raise DecodeError("username is empty")
    name = user.get("name")
    return Customer(Channel.X, _id(user, "id"), handle, (_plain(name) if isinstance(name, str) else "") or handle)


def _author(authors: Mapping[str, Customer], id: str) -> Customer:
    """Return an author; one whom X does not tell, as in a partial answer, has an id and no name.

    Source: https://docs.x.com/x-api/fundamentals/response-codes-and-errors, "Partial errors"
    """
    return authors.get(id) or Customer(Channel.X, id, "", "")


def _referenced(post: Mapping[str, object], kind: str) -> str:
    """Return the id of the post to which a post stands in this relation, or ""."""
    references = post.get("referenced_tweets") or []
    if not isinstance(references, list):
        raise DecodeError("referenced_tweets is not a list")
    for reference in references:
        related = _object(reference, "referenced_tweets")
        if related.get("type") == kind:
            return _id(related, "id")
    return ""


def _history(post: Mapping[str, object]) -> tuple[str, ...]:
    ids = post.get("edit_history_tweet_ids") or []
    if not isinstance(ids, list) or not all(isinstance(id, str) and _is_id(id) for id in ids):
        raise DecodeError("edit_history_tweet_ids is not a list of ids")
    return tuple(ids)


def _object(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise DecodeError(f"{name} is missing or not an object")
    return cast(Mapping[str, object], value)


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise DecodeError(f"{key} is missing or not a text")
    return value


def _id(data: Mapping[str, object], key: str) -> str:
    value = _text(data, key)
    if not _is_id(value):
        raise DecodeError(f"{key} is not an id")
    return value


def _is_id(value: str) -> bool:
    return len(value) <= _LONGEST_ID and value.isascii() and value.isdecimal()


def _moment(data: Mapping[str, object], key: str) -> datetime:
    try:
        # tweepy's own reading wants fractions of a second; X does not always send them.
        at = datetime.fromisoformat(_text(data, key))
    except ValueError:
        raise DecodeError(f"{key} is not a time") from None
    if at.tzinfo is None:
        raise DecodeError(f"{key} has no time zone")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        # The first and the last day of the calendar, in a zone that leads out of it.
        raise DecodeError(f"{key} is not a time") from None


def _plain(text: str) -> str:
    """Undo X's three escapes, once, and replace halves of characters, which nothing can store."""
    text = re.sub("&(?:amp|lt|gt);", lambda match: _ESCAPED[match[0]], text)
    return _LONE_SURROGATE.sub("\ufffd", text)
